import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { renameExchange, syncfs } from './syscalls.ts';

export type WriteOptions = {
  /** Permission bits, less the umask; 0o644 by default. */
  mode?: number;
};

/** What `barrier` needs of a FileHandle. */
export type OpenDirectory = Pick<FileHandle, 'fd' | 'sync'>;

const withHandle = async <T>(handle: FileHandle, use: (handle: FileHandle) => Promise<T>): Promise<T> => {
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
};

const openDirectory = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | constants.O_DIRECTORY);

/**
 * Makes the names in a directory durable (fsync(2) of the directory).
 * @throws Node's error: ENOENT, ENOTDIR, EIO
 */
export const fsyncDirectory = async (path: string): Promise<void> =>
  withHandle(await openDirectory(path), (handle) => handle.sync());

/**
 * Puts everything written so far on the medium: first syncfs(2), then fsync(2) of the directory, in this order.
 *
 * Both are needed on vfat. syncfs writes each dirty directory entry in one pass, but vfat has no sync_fs and so the
 * drive gets no FLUSH and may keep it all in its volatile cache. fsync of the directory ends in a FLUSH, but writes
 * none of its children's entries: after an exchange it alone persists nothing, after a rename it loses the
 * directory. sync(2) in place of syncfs puts both names on one chain for a moment.
 * (Measured; Linux 6.1 and 6.12: fs/sync.c sync_filesystem, fs/fat/file.c fat_file_fsync.)
 * @param directory a directory of the file system, or a handle of one that is already open, which stays open
 * @throws Node's error or SystemError: ENOENT, ENOTDIR, EIO, ENOSPC
 */
export const barrier = async (directory: string | OpenDirectory): Promise<void> => {
  const syncBoth = async (handle: OpenDirectory): Promise<void> => {
    await syncfs(handle.fd);
    await handle.sync();
  };
  return typeof directory === 'string'
    ? withHandle(await openDirectory(directory), syncBoth)
    : syncBoth(directory);
};

/**
 * Exchanges two names of one directory and writes the exchange out in the same breath, as one sector where the entries
 * are in one (invariant 5 in docs/power-loss.md). Both must be durable and clean before (`barrier`), and `barrier` must follow for the FLUSH.
 *
 * vfat's exchange only marks two inodes dirty. Nothing of ours may come between it and the syncfs that writes both, and
 * nothing may fsync either of the two: that writes one side alone. (Linux 6.1, fs/fat/namei_vfat.c, vfat_exchange_ipos.)
 * @param directory any open directory of the file system but the exchanged ones
 * @throws as `renameExchange` and `syncfs`
 */
export const exchangeNow = (oldPath: string, newPath: string, directory: OpenDirectory): Promise<void> => {
  renameExchange(oldPath, newPath);
  return syncfs(directory.fd);
};

/**
 * Replaces a file so that a power cut leaves either the old or the new content: temporary file beside it, fsync,
 * rename, fsync of the directory. For the state directory, on a file system with a journal; on vfat this sequence
 * is not safe. An error leaves the old file and no temporary one; a crash may leave `.<name>.<random>.tmp`.
 * @throws Node's error: ENOENT, EACCES, ENOSPC, EIO
 */
export const writeFileDurably = async (
  path: string,
  bytes: string | Uint8Array,
  options: WriteOptions = {},
): Promise<void> => {
  const directory = dirname(path);
  const temporary = join(directory, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', options.mode ?? 0o644);
    await withHandle(handle, async () => {
      await handle.writeFile(bytes);
      await handle.sync();
    });
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await fsyncDirectory(directory);
};
