/** What the cost of a swap is measured on: an ESP with a directory of 60 MB, and what an update makes of it. */
import { createCipheriv } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeEspImage, putTree } from '../tests/lab/esp-image.ts';
import { runToolOrThrow } from '../tests/lab/tools.ts';
import { writeTree } from '../tests/lab/trees.ts';

/** Bytes of each file: Debian 12's shim, GRUB, MokManager and fallback, and two unified kernels. */
const SIZES: Readonly<Record<string, number>> = {
  'EFI/BOOT/BOOTX64.EFI': 1_048_504,
  'EFI/BOOT/fbx64.efi': 118_832,
  'EFI/debian/BOOTX64.CSV': 108,
  'EFI/debian/grub.cfg': 150,
  'EFI/debian/grubx64.efi': 4_183_488,
  'EFI/debian/linux.efi': 30_000_000,
  'EFI/debian/mmx64.efi': 877_992,
  'EFI/debian/rescue.efi': 24_000_000,
  'EFI/debian/shimx64.efi': 1_048_504,
};
const ESP_MIB = 512;
const STATE_MIB = 256;

export type CostCase = {
  name: string;
  /** Of the directories below EFI, which the script has to name. */
  directories: readonly string[];
  isChanged: (path: string) => boolean;
};

export const costCases: readonly CostCase[] = [
  {
    name: 'one changed file (1 MB) of a 60 MB directory',
    directories: ['debian'],
    isChanged: (path) => path === 'EFI/debian/shimx64.efi',
  },
  {
    name: 'one changed directory of 60 MB',
    directories: ['debian'],
    isChanged: (path) => path.startsWith('EFI/debian/'),
  },
  { name: 'everything (two directories)', directories: ['BOOT', 'debian'], isChanged: () => true },
];

export const changedPaths = ({ isChanged }: CostCase): string[] => Object.keys(SIZES).filter(isChanged);

/** Nothing that compresses, and no two of them alike; the same at every run. */
const contentOf = (path: string, version: string): Buffer => {
  const key = Buffer.alloc(32, `${version} ${path}`);
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(SIZES[path] ?? 0));
};

const writeVersions = (directory: string, version: (path: string) => string | null): Promise<string> => {
  const wanted = Object.keys(SIZES).flatMap((path) => {
    const named = version(path);
    return named === null ? [] : [[path, contentOf(path, named)] as const];
  });
  return writeTree(directory, new Map(wanted));
};

export type CostDisks = { espImage: string; stateImage: string };

/** The ESP before the update, and an empty ext4 for the state directory. */
export const makeCostDisks = async (directory: string): Promise<CostDisks> => {
  const disks = {
    espImage: join(directory, 'esp-before.img'),
    stateImage: join(directory, 'state-before.img'),
  };
  await writeVersions(join(directory, 'before'), () => 'old');
  await makeEspImage({ path: disks.espImage, sizeMiB: ESP_MIB });
  await putTree(disks.espImage, { directory: join(directory, 'before') });
  await writeFile(disks.stateImage, '');
  await truncate(disks.stateImage, STATE_MIB * 2 ** 20);
  const isWhole = 'lazy_itable_init=0,lazy_journal_init=0';
  await runToolOrThrow('mkfs.ext4', ['-q', '-F', '-E', isWhole, disks.stateImage]);
  return disks;
};

/** A payload names every file that it wants there; the script is given the changed ones alone. */
export const makeCostPayload = async (each: CostCase, directory: string): Promise<void> => {
  await writeVersions(join(directory, 'payload'), (path) => (each.isChanged(path) ? 'new' : 'old'));
  await writeVersions(join(directory, 'changes'), (path) => (each.isChanged(path) ? 'new' : null));
};
