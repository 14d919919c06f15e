import { findPackagedFile } from '#scripts/unpacked-tools.mjs';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { VENDOR } from '../../lib/uefi/firmware/efi-variable.ts';
import type { BootClass } from '../../lib/uefi/verdict/verdict-reason.ts';
import { start } from '../../lib/sys/index.ts';
import type { RunningProcess } from '../../lib/sys/index.ts';
import type { BootRow, EspContent } from './boot-row-trees.ts';
import { putTree } from './esp-image.ts';
import { makeGptDisk } from './gpt-disk.ts';
import { LabError } from './lab-error.ts';
import { readVariables, withVariables } from './ovmf-variables.ts';
import type { StoredVariable } from './ovmf-variables.ts';
import { storeChanges } from './row-variables.ts';
import { findTool, missingTool, runToolOrThrow, toolEnv } from './tools.ts';
import { withScratch } from './scratch.ts';
import { writeTree } from './trees.ts';

/** Installed, or unpacked into .cache. */
const firmwareFile = (name: string): string =>
  findPackagedFile(`/usr/share/OVMF/${name}`) ?? `/usr/share/OVMF/${name}`;
const FIRMWARE = firmwareFile('OVMF_CODE_4M.ms.fd');
const VARIABLES = firmwareFile('OVMF_VARS_4M.ms.fd');
const QEMU = 'qemu-system-x86_64';
const ESP_MIB = 64;
const MEMORY_MIB = 512;
const DEFAULT_TIMEOUT_MS = 150_000;
const POLL_MS = 100;
/** A dialog that is still there after this long is one that waits. */
const HANG_PROOF_MS = 3000;

export type Observation = {
  /** `timeout`: nothing that is known was seen. */
  bootClass: BootClass | 'timeout';
  /** What came over the serial line, without control sequences. */
  serial: string;
  /** What the machine left in its variable store. */
  variables: StoredVariable[];
  sbatLevel: string | null;
  seconds: number;
};

/** Why firmware cannot be tested here, or undefined. */
export const lackingFirmware = (): string | undefined => {
  if (!existsSync(FIRMWARE) || !existsSync(VARIABLES)) return 'no OVMF with 4 MB; apt-get install ovmf';
  const missing = [QEMU, 'mformat', 'mcopy', 'sbsign', 'openssl', 'objcopy'].find(
    (tool) => findTool(tool) === null,
  );
  return missing === undefined ? undefined : missingTool(missing);
};

const writeEsp = async (directory: string, files: EspContent): Promise<string> => {
  const disk = join(directory, 'disk.img');
  const tree = join(directory, 'esp');
  await makeGptDisk(disk, { espMiB: ESP_MIB });
  await writeTree(tree, files);
  const esp = `${disk}@@1M`;
  await runToolOrThrow('mformat', [
    '-i',
    esp,
    '-F',
    '-T',
    String((ESP_MIB * 1024 * 1024) / 512),
    '-v',
    'ESP',
    '::',
  ]);
  await putTree(esp, { directory: tree });
  return disk;
};

const writeStore = async (directory: string, row: Pick<BootRow, 'variables'>): Promise<string> => {
  const template = await readFile(VARIABLES);
  const db = readVariables(template).find(({ name, guid }) => name === 'db' && guid === VENDOR.imageSecurity);
  if (db === undefined) throw new LabError('FIRMWARE_UNAVAILABLE', `${VARIABLES} has no db`);
  const store = join(directory, 'vars.fd');
  await writeFile(store, withVariables(template, storeChanges(row.variables, db.data)));
  return store;
};

/** No `bootindex`: that would be stronger than BootOrder. Software emulation: SMM does not run under KVM everywhere. */
const qemuArguments = ({ disk, store, serial }: { disk: string; store: string; serial: string }): string[] =>
  [
    ['-machine', 'q35,smm=on,accel=tcg', '-cpu', 'max', '-m', String(MEMORY_MIB), '-smp', '1', '-no-reboot'],
    ['-global', 'driver=cfi.pflash01,property=secure,value=on', '-global', 'ICH9-LPC.disable_s3=1'],
    ['-drive', `if=pflash,format=raw,unit=0,file=${FIRMWARE},readonly=on`],
    ['-drive', `if=pflash,format=raw,unit=1,file=${store}`],
    ['-drive', `if=none,id=d0,format=raw,file=${disk}`, '-device', 'virtio-blk-pci,drive=d0'],
    ['-net', 'none', '-display', 'none', '-vga', 'none', '-serial', `file:${serial}`, '-monitor', 'none'],
  ].flat();

const CONTROL = /\u001b\[[0-9;?=]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f]/g;

const readSerial = async (path: string): Promise<string> => {
  const text = await readFile(path, 'latin1').catch(() => '');
  return text.replaceAll(CONTROL, '');
};

/** What on the serial line means what, the first that was printed counts. */
const SIGNS: readonly { bootClass: BootClass; sign: RegExp }[] = [
  { bootClass: 'stuck', sign: /@@KERNEL-REFUSED/ },
  { bootClass: 'ok', sign: /@@GRUB-OK/ },
  { bootClass: 'power-off', sign: /SBAT self-check failed/ },
  {
    bootClass: 'hang',
    sign: /Verification failed|Security Violation|(?:Load|Start)Image failed|Reset System/,
  },
  {
    bootClass: 'fallthrough',
    sign: /BdsDxe: failed to (?:load|start) Boot00A0|BdsDxe: failed to (?:load|start) Boot\S+ "UEFI Misc/,
  },
];

const classOf = (serial: string): BootClass | null => {
  const seen = SIGNS.map(({ bootClass, sign }) => ({ bootClass, at: serial.search(sign) })).filter(
    ({ at }) => at !== -1,
  );
  return seen.toSorted((left, right) => left.at - right.at)[0]?.bootClass ?? null;
};

type Machine = { qemu: RunningProcess; serial: string; hasEnded: () => boolean };

/** A hang is a dialog, and a machine that is still there (or one that resets for ever: the first reset ends it here); a power-off is its message, and a machine that went. */
const confirm = async (
  machine: Machine,
  bootClass: BootClass,
  deadlineMs: number,
): Promise<BootClass | 'timeout'> => {
  if (bootClass === 'hang') {
    await sleep(HANG_PROOF_MS);
    const isReset = (await readSerial(machine.serial)).includes('Reset System');
    return machine.hasEnded() && !isReset ? 'timeout' : 'hang';
  }
  if (bootClass !== 'power-off' && bootClass !== 'ok') return bootClass;
  while (!machine.hasEnded() && Date.now() < deadlineMs) await sleep(POLL_MS);
  return machine.hasEnded() ? bootClass : 'timeout';
};

const watch = async (machine: Machine, timeoutMs: number): Promise<BootClass | 'timeout'> => {
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    const wasEnded = machine.hasEnded();
    const bootClass = classOf(await readSerial(machine.serial));
    if (bootClass !== null) return confirm(machine, bootClass, deadlineMs);
    if (wasEnded) return 'timeout';
    await sleep(POLL_MS);
  }
  return 'timeout';
};

const runMachine = async (
  paths: { disk: string; store: string; serial: string },
  timeoutMs: number,
): Promise<BootClass | 'timeout'> => {
  let ended = false;
  const qemu = start(QEMU, qemuArguments(paths), { env: toolEnv() });
  const gone = qemu.exited.then(() => {
    ended = true;
  });
  try {
    return await watch({ qemu, serial: paths.serial, hasEnded: () => ended }, timeoutMs);
  } finally {
    qemu.kill('SIGKILL');
    await gone;
  }
};

/**
 * Boots a row's ESP in OVMF under QEMU, software-emulated, and reads off the serial line what came of its first entry.
 * Some 6 s on an idle machine.
 * @throws {LabError} TOOL_MISSING, FIRMWARE_UNAVAILABLE
 */
export const bootInOvmf = async (
  row: Pick<BootRow, 'files' | 'variables'>,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<Observation> => {
  const startedAt = Date.now();
  return withScratch(async (directory) => {
    const disk = await writeEsp(directory, row.files);
    const store = await writeStore(directory, row);
    const serial = join(directory, 'serial.log');
    const bootClass = await runMachine({ disk, store, serial }, timeoutMs);
    const variables = readVariables(await readFile(store));
    const level = variables.find(({ name, guid }) => name === 'SbatLevel' && guid === VENDOR.shim);
    return {
      bootClass,
      serial: await readSerial(serial),
      variables,
      sbatLevel:
        level === undefined ? null : (Buffer.from(level.data).toString('latin1').split('\0')[0] ?? null),
      seconds: (Date.now() - startedAt) / 1000,
    };
  });
};
