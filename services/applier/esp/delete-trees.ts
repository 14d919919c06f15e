import { constants } from 'node:fs';
import { lstat, open, readdir, rmdir, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';
import { barrier } from '../../../lib/sys/index.ts';

type Entry = { path: string; isDirectory: boolean };

/** Parents after what is in them: the order in which they can be removed. */
const listDeepFirst = async (path: string): Promise<Entry[]> => {
  const status = await lstat(path);
  if (!status.isDirectory()) return [{ path, isDirectory: false }];
  const entries: Entry[] = [];
  for (const name of await readdir(path)) entries.push(...(await listDeepFirst(`${path}/${name}`)));
  return [...entries, { path, isDirectory: true }];
};

const listAll = async (paths: readonly string[]): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (const path of paths) {
    try {
      entries.push(...(await listDeepFirst(path)));
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return entries;
};

/** A symlink cannot be kept open this way and has no clusters of its own to protect. */
const openEntry = async (path: string): Promise<FileHandle | null> => {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ELOOP') || hasCode(error, 'ENXIO')) return null;
    throw error;
  }
};

/**
 * Deletes files and whole trees (invariant 7 in docs/power-loss.md): opens everything, removes the names and flushes them;
 * closing then frees the clusters, and a second flush follows. So no power cut leaves a name whose clusters are free. (On
 * vfat, unlink may write the freed FAT entries before the directory entry is gone.) A path that does not exist is no error.
 * @param paths absolute
 * @param directory an open directory of the same file system
 * @throws Node's error: EIO, EROFS
 */
export const releaseTrees = async (paths: readonly string[], directory: FileHandle): Promise<void> => {
  const entries = await listAll(paths);
  if (entries.length === 0) return;
  const handles: FileHandle[] = [];
  try {
    for (const { path } of entries) {
      const handle = await openEntry(path);
      if (handle !== null) handles.push(handle);
    }
    for (const { path, isDirectory } of entries) await (isDirectory ? rmdir(path) : unlink(path));
    await barrier(directory);
  } finally {
    for (const handle of handles) await handle.close();
  }
  await barrier(directory);
};

export type TreeSize = { files: { path: string; sizeBytes: bigint }[]; directories: string[] };

/** Sizes of what `releaseTrees` would delete. */
export const measureTrees = async (paths: readonly string[]): Promise<TreeSize> => {
  const size: TreeSize = { files: [], directories: [] };
  for (const { path, isDirectory } of await listAll(paths)) {
    if (isDirectory) size.directories.push(path);
    else size.files.push({ path, sizeBytes: (await lstat(path, { bigint: true })).size });
  }
  return size;
};
