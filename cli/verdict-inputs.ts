/** Reads the tree, firmware and measurements that `bootswap verdict` judges. */
import { noBootPlaces, ownBootPlaces, readEventLog, readVariables } from '../lib/boot/index.ts';
import { findEsp } from '../lib/esp/index.ts';
import { readPayload } from '../lib/payload/index.ts';
import { foldFatName } from '../lib/esp/fat-names.ts';
import { firmwareFrom, parseLuksBindings, parseTpmLog, readBootFile } from '../lib/uefi/index.ts';
import type { BootFile, BootFiles, Firmware, VerdictOptions } from '../lib/uefi/index.ts';
import { readBootFileAt, readBounded, readEspFiles } from './boot-files.ts';
import { efivarsOf, eventLogOf, parseNamed, partUuidOf } from './boot-options.ts';
import { UsageError } from './command.ts';
import type { Invocation } from './command.ts';
import { espRootOf } from './places.ts';

export type VerdictInputs = { files: BootFiles; firmware: Firmware; options: VerdictOptions };

const machines: Readonly<Record<string, number>> = { x64: 0x8664, aa64: 0xaa64, ia32: 0x14c };

type Place = { root: string | null; isOwn: boolean; partUuid: string | undefined };

/** The named ESP, otherwise this machine's own. Without either, the payload is judged alone. */
const placeOf = async (invocation: Invocation): Promise<Place> => {
  const named = invocation.text('esp') ?? invocation.env['BOOTSWAP_ESP'] ?? '';
  if (named !== '') return { root: await espRootOf(invocation), isOwn: false, partUuid: undefined };
  const found = invocation.has('alone') ? null : await findEsp();
  return {
    root: found?.path ?? null,
    isOwn: found !== null,
    partUuid: found?.partitionUuid ?? undefined,
  };
};

const readPayloadFiles = async ({ texts, signal, terminal }: Invocation): Promise<Map<string, BootFile>> => {
  const files = new Map<string, BootFile>();
  const paths = texts('payload');
  if (paths.length === 0) return files;
  const payload = await readPayload(paths, { signal });
  try {
    for (const note of payload.notes) terminal.say(note);
    for (const { path, source } of payload.files) files.set(path, await readBootFileAt(path, source));
  } finally {
    await payload.dispose();
  }
  return files;
};

/** On FAT, names that differ only in case are the same. */
const overlay = (below: BootFiles, above: BootFiles): BootFiles => {
  const covered = new Set([...above.keys()].map(foldFatName));
  return new Map([...[...below].filter(([path]) => !covered.has(foldFatName(path))), ...above]);
};

const readLog = async (invocation: Invocation, { isOwn }: Place): Promise<VerdictOptions['log']> => {
  const named = await eventLogOf(invocation);
  if (named !== null) return named;
  const bytes = await readEventLog(isOwn ? ownBootPlaces : noBootPlaces);
  return bytes === null ? null : parseNamed('the TPM event log', () => parseTpmLog(bytes));
};

const readKernels = async (paths: readonly string[]): Promise<Map<string, BootFile>> => {
  const kernels = new Map<string, BootFile>();
  // Treated as an image whatever its name is.
  for (const path of paths) kernels.set(path, readBootFile('kernel.efi', await readBounded(path)));
  return kernels;
};

const readFirmware = async (invocation: Invocation, { isOwn }: Place): Promise<Firmware> => {
  const named = await efivarsOf(invocation);
  if (named !== null) return firmwareFrom(await readVariables(named));
  const { efivars } = isOwn ? ownBootPlaces : noBootPlaces;
  const own = efivars === null ? null : await readVariables(efivars).catch(() => null);
  return firmwareFrom(own ?? new Map());
};

const machineOf = (name: string | undefined): number => {
  const machine = machines[name ?? (process.arch === 'arm64' ? 'aa64' : 'x64')];
  if (machine === undefined)
    throw new UsageError(`--arch is one of ${Object.keys(machines).join(', ')}, not ${name ?? ''}`);
  return machine;
};

const bindingsOf = async (path: string | undefined): Promise<VerdictOptions['bindings']> => {
  if (path === undefined) return [];
  const text = (await readBounded(path)).toString('utf8');
  return parseNamed(path, () => parseLuksBindings(text));
};

/** Reads everything. The tree is the ESP with the payload's files over it. Throws what reading them throws. */
export const readVerdictInputs = async (invocation: Invocation): Promise<VerdictInputs> => {
  const { text, texts } = invocation;
  const machine = machineOf(text('arch'));
  const place = await placeOf(invocation);
  const payload = await readPayloadFiles(invocation);
  if (place.root === null && payload.size === 0)
    throw new UsageError('nothing to judge: give --payload PATH or --esp DIR');
  const previous = place.root === null ? null : await readEspFiles(place.root);
  return {
    files: overlay(previous ?? new Map(), payload),
    firmware: await readFirmware(invocation, place),
    options: {
      machine,
      partUuid: partUuidOf(invocation) ?? place.partUuid,
      previous,
      kernels: await readKernels(texts('kernel')),
      log: (await readLog(invocation, place)) ?? null,
      bindings: (await bindingsOf(text('luks-header'))) ?? [],
    },
  };
};
