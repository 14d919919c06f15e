import { copyFile, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runToolOrThrow } from '../lab/tools.ts';
import { SECTOR_BYTES } from '../lab/crash/sector-image.ts';

const MIB = 1024 * 1024;
const STATE_MIB = 8;

/**
 * A disk whose first sectors are the ESP, without a partition table, and whose rest, if any, is an ext4 for the state
 * directory: both behind one drive's cache, so that a cut takes both at the same moment.
 */
export type CrashDisk = { path: string; espSectors: number; sectors: number };

export type CrashDiskOptions = {
  /** Where the disk goes; replaced if it exists. */
  path: string;
  hasStateDir?: boolean;
};

/**
 * All of ext4 is written now: the kernel would do the rest in the background, into the recording. Without metadata_csum, for
 * ext4 does not mount if a cut comes between the two sectors of its checksummed superblock, and it is not ext4 that is tried.
 */
const makeStatePart = (path: string): Promise<unknown> =>
  runToolOrThrow('mkfs.ext4', [
    '-q',
    '-F',
    '-b',
    '1024',
    '-O',
    '^metadata_csum',
    '-J',
    'size=1',
    '-E',
    'lazy_itable_init=0,lazy_journal_init=0,nodiscard',
    path,
    `${STATE_MIB}m`,
  ]);

const append = async (path: string, from: { path: string; offset: number }): Promise<void> => {
  const [source, target] = [await open(from.path, 'r'), await open(path, 'r+')];
  try {
    await target.write(await source.readFile(), 0, undefined, from.offset);
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
};

/**
 * Makes a disk from a FAT image.
 * @throws {LabError} TOOL_MISSING
 */
export const makeCrashDisk = async (espImage: string, options: CrashDiskOptions): Promise<CrashDisk> => {
  const { path, hasStateDir = false } = options;
  const { size } = await stat(espImage);
  await mkdir(dirname(path), { recursive: true });
  await copyFile(espImage, path);
  const espSectors = size / SECTOR_BYTES;
  if (!hasStateDir) return { path, espSectors, sectors: espSectors };
  const statePart = `${path}.state`;
  try {
    await makeStatePart(statePart);
    await append(path, { path: statePart, offset: size });
  } finally {
    await rm(statePart, { force: true });
  }
  return { path, espSectors, sectors: espSectors + (STATE_MIB * MIB) / SECTOR_BYTES };
};
