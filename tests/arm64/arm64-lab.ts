/** An arm64 machine with an ESP that is behind with its updates, and bootswap on it as its own processor runs it. */
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { foreignRoot } from '#scripts/foreign-root.mjs';
import { bootVariableName } from '../../lib/uefi/firmware/efi-variable.ts';
import { LOAD_OPTION_ACTIVE } from '../../lib/uefi/firmware/load-option.ts';
import { encodeLoadOption, endNode, fileNode } from '../lab/boot/encode-options.ts';
import { capturedWith, GLOBAL, variableFile } from '../lab/boot/fixtures.ts';
import { debPathsOf, fetchBootPackages } from '../lab/debian-packages.ts';
import type { BootPackages } from '../lab/debian-packages.ts';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import { fetchKernel } from '../lab/guest/kernel-package.ts';
import type { GuestMachine } from '../lab/guest/machine.ts';
import type { GuestResult } from '../lab/guest/options.ts';
import { qemuMachine } from '../lab/guest/qemu-machine.ts';
import { makeOlderTree } from '../lab/older-tree.ts';
import type { OlderTree } from '../lab/older-tree.ts';
import { builtProgram, copiedBootswap } from '../lab/programs.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';

/** Where scripts/foreign-root.mjs puts them. */
const NODE = '/usr/local/bin/node';
const NODE_MODULES = '/usr/local/lib/node_modules';
/** The guest's own are its /tmp and /run. */
const SCRATCH_PARENT = '/tmp';
/** An emulated processor on a busy machine. */
const TIMEOUT_MS = 600_000;

export type Arm64Site = {
  /** Seen in the guest at the same path. */
  directory: string;
  image: string;
  /** Runs bootswap in the guest, with the image mounted at /run/esp. */
  bootswap: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<GuestResult>;
  /** Runs one of our programs there, given its source from the root of the checkout. */
  program: (source: string) => Promise<GuestResult>;
};

type Run = { machine: GuestMachine; site: Pick<Arm64Site, 'directory' | 'image'> };

const runNode = (
  { machine, site }: Run,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<GuestResult> =>
  machine.run({
    command: [NODE, ...args],
    env: { NO_COLOR: '1', ...env },
    image: site.image,
    shares: [{ path: site.directory, isWritable: true }],
    timeoutMs: TIMEOUT_MS,
  });

const copiedProgram = async (source: string, directory: string): Promise<string> => {
  const built = await builtProgram(source);
  const copy = join(directory, basename(built));
  await copyFile(built, copy);
  return copy;
};

const kept = new Map<'machine', Promise<GuestMachine>>();

const startMachine = async (): Promise<GuestMachine> => {
  const [rootDir, kernel] = [await foreignRoot('arm64'), await fetchKernel('aarch64')];
  return qemuMachine({ kernel, arch: 'aarch64', accelerator: 'tcg', rootDir });
};

/** It keeps its guest, so there is one a process. */
const arm64Machine = (): Promise<GuestMachine> => {
  const machine = kept.get('machine') ?? startMachine();
  kept.set('machine', machine);
  return machine;
};

/** Needs apt to know arm64 (`useArchitecture`), as scripts/test-arm64.mjs sees to. */
export const arm64Packages = (): Promise<BootPackages> => fetchBootPackages({ arch: 'arm64' });

/** An ESP of a Debian machine that is behind with its updates. */
export const withArm64 = (use: (site: Arm64Site, older: OlderTree) => Promise<void>): Promise<void> =>
  withScratch(async (directory) => {
    const image = join(directory, 'esp.img');
    const esp = { directory: join(directory, 'esp'), efiArch: 'aa64' } as const;
    const older = await makeOlderTree({ ...esp, packages: await arm64Packages() });
    await makeEspImage({ path: image, sizeMiB: 64, fat: 32, sectorsPerCluster: 1 });
    await putTree(image, esp);
    await symlink(NODE_MODULES, join(directory, 'node_modules'));
    const [command, machine] = [await copiedBootswap(directory), await arm64Machine()];
    const run: Run = { machine, site: { directory, image } };
    const site: Arm64Site = {
      directory,
      image,
      bootswap: (args, env) => runNode(run, [command, ...args], env),
      program: async (source) => runNode(run, [await copiedProgram(source, directory)]),
    };
    await use(site, older);
  }, SCRATCH_PARENT);

/** Copies of the packages of today, where the guest sees them. */
export const copyPackages = async ({ directory }: Arm64Site): Promise<string[]> => {
  const debs = join(directory, 'debs');
  await mkdir(debs);
  const paths: string[] = [];
  for (const path of debPathsOf((await arm64Packages()).current)) {
    paths.push(join(debs, basename(path)));
    await copyFile(path, join(debs, basename(path)));
  }
  return paths;
};

const bootEntry = encodeLoadOption({
  attributes: LOAD_OPTION_ACTIVE,
  description: 'debian',
  paths: [[fileNode('\\EFI\\debian\\shimaa64.efi'), endNode()]],
  optionalData: new Uint8Array(0),
});

/**
 * Firmware variables in the form of efivarfs: Secure Boot on with Microsoft's keys, and one entry, which starts Debian's
 * shim for arm64. The keys are those of a captured x86 host; Microsoft signs for both by the same ones.
 */
export const writeVariables = async ({ directory }: Arm64Site): Promise<string> => {
  const variables = capturedWith({
    [`${bootVariableName(4)}-${GLOBAL}`]: variableFile(bootEntry),
    [`BootOrder-${GLOBAL}`]: variableFile([4, 0]),
  });
  return writeTree(join(directory, 'efivars'), variables);
};
