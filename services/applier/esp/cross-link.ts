import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { digestFile } from '../../../lib/esp/index.ts';
import { hasCode } from '../../../lib/errors.ts';

const openIfThere = async (path: string): Promise<FileHandle | null> => {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
};

const identityOf = async (handle: FileHandle): Promise<string> => {
  const { dev, ino } = await handle.stat({ bigint: true });
  return `${dev}:${ino}`;
};

/** vfat numbers an inode when it is first seen and forgets it with the last use: both must be open while comparing. */
const areSameInode = async (a: string, b: string): Promise<boolean> => {
  const first = await openIfThere(a);
  try {
    const second = await openIfThere(b);
    if (first === null || second === null) {
      await second?.close();
      return false;
    }
    try {
      return (await identityOf(first)) === (await identityOf(second));
    } finally {
      await second.close();
    }
  } finally {
    await first?.close();
  }
};

const namesIn = async (path: string): Promise<string[] | null> => {
  try {
    return await readdir(path);
  } catch (error) {
    if (hasCode(error, 'ENOTDIR') || hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

const haveSameContent = async (a: string, b: string): Promise<boolean> => {
  try {
    const [first, second] = [await digestFile(a), await digestFile(b)];
    if (first.sizeBytes === 0n || first.sizeBytes !== second.sizeBytes) return false;
    return first.sha256 === second.sha256;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND') || hasCode(error, 'NOT_A_FILE')) return false;
    throw error;
  }
};

/**
 * True if the two names may stand for one chain of clusters, as a power cut in an exchange can leave them: deleting
 * either would destroy the other.
 *
 * Directories: vfat has no hard links and finds an inode by the position of its entry, so a child that is one inode
 * under both names proves it. Empty directories cannot be told apart, but nothing else is lost with them.
 * Files: equal content counts as shared clusters, because the staged version of a file always differs from the live one.
 */
export const isCrossLinked = async (live: string, stage: string): Promise<boolean> => {
  const [liveNames, stageNames] = [await namesIn(live), await namesIn(stage)];
  if (liveNames === null && stageNames === null) return haveSameContent(live, stage);
  for (const name of stageNames ?? []) {
    if (await areSameInode(`${live}/${name}`, `${stage}/${name}`)) return true;
  }
  return false;
};
