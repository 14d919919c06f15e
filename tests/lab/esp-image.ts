import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runToolOrThrow } from './tools.ts';

const MIB = 1024 * 1024;

export type EspImageOptions = {
  /** The image file; replaced if it exists. */
  path: string;
  /** 100 by default, what Windows makes. */
  sizeMiB?: number;
  fat?: 16 | 32;
  /** A power of two; what mkfs.vfat thinks right for the size by default (512 B clusters up to 260 MB of FAT32). */
  sectorsPerCluster?: number;
  /** Logical sector size; 4096 for a 4Kn disk. */
  sectorSizeBytes?: 512 | 1024 | 2048 | 4096;
};

/**
 * Makes an empty FAT file system in a sparse file, without root or a loop device. The same options make the same bytes.
 * @throws {LabError} TOOL_MISSING
 * @throws {ProcessError} EXIT_STATUS, for a geometry that mkfs.vfat refuses
 */
export const makeEspImage = async (options: EspImageOptions): Promise<void> => {
  const { path, sizeMiB = 100, fat = 32, sectorsPerCluster, sectorSizeBytes = 512 } = options;
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  const file = await open(path, 'wx');
  try {
    await file.truncate(sizeMiB * MIB);
  } finally {
    await file.close();
  }
  const cluster = sectorsPerCluster === undefined ? [] : ['-s', String(sectorsPerCluster)];
  const geometry = ['-F', String(fat), '-S', String(sectorSizeBytes), ...cluster];
  await runToolOrThrow('mkfs.vfat', ['--invariant', '-n', 'ESP', ...geometry, path]);
};

type PutOptions = {
  /** The directory whose contents go to the image's root; plain files and directories only. */
  directory: string;
};

/** Parents before children, in the order of their names: the directory slots do not depend on the host's readdir. */
const directoriesOf = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const isUnder = (path: string): string => join(path).slice(directory.length + 1);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => isUnder(join(entry.path, entry.name)))
    .toSorted();
};

const filesOf = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(directory, entry.name))
    .toSorted();
};

/**
 * Copies a tree onto a fresh image with mtools: no mount, no root. Note that mtools gives an all-lower-case 8.3 name
 * one directory slot where the kernel's default (`shortname=mixed`) takes two.
 * @throws {ProcessError} EXIT_STATUS, for a full image and for what is there already
 */
export const putTree = async (image: string, options: PutOptions): Promise<void> => {
  const directory = join(options.directory, '.');
  const directories = await directoriesOf(directory);
  if (directories.length > 0)
    await runToolOrThrow('mmd', ['-i', image, ...directories.map((each) => `::/${each}`)]);
  for (const each of ['', ...directories]) {
    const files = await filesOf(join(directory, each));
    if (files.length > 0) await runToolOrThrow('mcopy', ['-i', image, '-m', ...files, `::/${each}`]);
  }
};
