import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { hasCode, messageOf } from '../../lib/errors.ts';
import { flock } from '../../lib/sys/index.ts';
import { ApplyError } from './apply-error.ts';

/** One writer per ESP. Lasts until `release`, or until the process is gone, however it went. */
export type EspLock = {
  /** The ESP's root directory, open: what is locked, and what barriers go through. */
  directory: FileHandle;
  release: () => Promise<void>;
};

export type LockOptions = {
  /** bootupd holds a lock on this file while it writes to the ESP; ignored where its directory does not exist. */
  bootupdLockPath?: string;
};

const BOOTUPD_LOCK = '/run/bootupd-lock';

const processName = async (pid: string): Promise<string> =>
  readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => `process ${pid} (${name.trim()})`,
    () => `process ${pid}`,
  );

/** Who holds a flock on the file: `1: FLOCK  ADVISORY  WRITE 708 fe:00:1234 0 EOF` (proc_locks(5)). */
const holderOf = async (handle: FileHandle): Promise<string> => {
  const { ino } = await handle.stat({ bigint: true });
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  for (const line of locks.split('\n')) {
    const [, kind, , , pid, file] = line.trim().split(/\s+/);
    if (kind === 'FLOCK' && pid !== undefined && file?.endsWith(`:${ino}`) === true) return processName(pid);
  }
  return 'another process';
};

const lockHandle = async (handle: FileHandle, what: string): Promise<void> => {
  try {
    await flock(handle.fd, 'exclusive', { nonBlocking: true });
  } catch (cause) {
    if (!hasCode(cause, 'EAGAIN')) throw cause;
    throw new ApplyError(
      'BUSY',
      `${what} is locked by ${await holderOf(handle)}; try again when it is done`,
      {
        cause,
      },
    );
  }
};

const openLocked = async (path: string, what: string, flags: number): Promise<FileHandle> => {
  const handle = await open(path, flags, 0o600);
  try {
    await lockHandle(handle, what);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
};

const openEspRoot = async (espRoot: string): Promise<FileHandle> => {
  try {
    return await openLocked(espRoot, `the ESP at ${espRoot}`, constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT') && !hasCode(cause, 'ENOTDIR')) throw cause;
    throw new ApplyError('NOT_MOUNTED', `there is no directory ${espRoot}: ${messageOf(cause)}`, { cause });
  }
};

const lockBootupd = async (path: string): Promise<FileHandle | null> => {
  try {
    return await openLocked(path, `bootupd's lock ${path}`, constants.O_RDWR | constants.O_CREAT);
  } catch (error) {
    // Without the rights to open it there are none to write to an ESP that bootupd writes to either.
    if (['ENOENT', 'EACCES', 'EROFS'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
};

/**
 * Locks the ESP against other appliers, whatever their state directory, and against bootupd.
 * @throws {ApplyError} BUSY, naming the holder where /proc/locks tells; NOT_MOUNTED if the directory is not there
 */
export const lockEsp = async (espRoot: string, options: LockOptions = {}): Promise<EspLock> => {
  const directory = await openEspRoot(espRoot);
  try {
    const bootupd = await lockBootupd(options.bootupdLockPath ?? BOOTUPD_LOCK);
    const release = async (): Promise<void> => {
      await bootupd?.close();
      await directory.close();
    };
    return { directory, release };
  } catch (error) {
    await directory.close();
    throw error;
  }
};
