import { setTimeout } from 'node:timers/promises';
import { checkFd, checkPath, throwOn } from './arguments.ts';
import { libc } from './libc.ts';
import type { NativeResult } from './libc.ts';
import { SyscallError, SystemError } from './system-error.ts';

/** From linux/fcntl.h, linux/fs.h, sys/file.h and asm-generic/fcntl.h: the same on every 64-bit Linux. */
const AT_FDCWD = -100;
const RENAME_EXCHANGE = 2;
const LOCK = { shared: 1, exclusive: 2, nonBlocking: 4 } as const;
const POSIX_FADV_DONTNEED = 4;
const EAGAIN = 11;

export type RenameOptions = {
  /** Open directories that relative paths start from; the working directory by default. */
  oldDirectoryFd?: number;
  newDirectoryFd?: number;
};

type Rename = { oldPath: string; newPath: string; flags: number; options: RenameOptions };

const renameat2 = ({ oldPath, newPath, flags, options }: Rename): void => {
  const { oldDirectoryFd = AT_FDCWD, newDirectoryFd = AT_FDCWD } = options;
  checkPath(oldPath, 'renameat2');
  checkPath(newPath, 'renameat2');
  if (oldDirectoryFd !== AT_FDCWD) checkFd(oldDirectoryFd, 'renameat2');
  if (newDirectoryFd !== AT_FDCWD) checkFd(newDirectoryFd, 'renameat2');
  const native = libc();
  const rc = native.renameat2(oldDirectoryFd, oldPath, newDirectoryFd, newPath, flags);
  const errno = native.errno();
  throwOn({ rc, errno }, { syscall: 'renameat2', path: oldPath, dest: newPath });
};

/**
 * Swaps what two names refer to, in one step as seen by every process: renameat2(2) with RENAME_EXCHANGE. What a
 * power cut leaves on the disk is another matter: on vfat, `barrier` before and after (see there). Synchronous, so
 * that nothing of ours runs between the exchange and the caller's syncfs.
 * @throws {SystemError} ENOENT if either is missing; EINVAL or ENOSYS if kernel or file system cannot (vfat: Linux 6.0)
 * @throws {SyscallError} before any call, on an argument of the wrong shape
 */
export const renameExchange = (oldPath: string, newPath: string, options: RenameOptions = {}): void =>
  renameat2({ oldPath, newPath, flags: RENAME_EXCHANGE, options });

/**
 * Writes out all dirty data of the file system that `fd` is on (syncfs(2)); resolves when it is written. The
 * event loop goes on meanwhile. On vfat this sends no FLUSH to the drive: see `barrier`.
 * @throws {SystemError} EBADF, EIO, ENOSPC; {SyscallError}
 */
export const syncfs = async (fd: number): Promise<void> => {
  checkFd(fd, 'syncfs');
  throwOn(await libc().syncfs(fd), { syscall: 'syncfs' });
};

export type LockMode = 'exclusive' | 'shared';
export type LockOptions = {
  /** Throw EAGAIN instead of waiting. */
  nonBlocking?: boolean;
  /** Ends the waiting; the promise then rejects with its reason. */
  signal?: AbortSignal;
};

const LOCK_POLL_MS = 50;

const callFlock = (fd: number, operation: number): NativeResult => {
  const native = libc();
  const rc = native.flock(fd, operation);
  const errno = native.errno();
  return { rc, errno };
};

/**
 * Locks the open file (flock(2)). The lock lasts until every descriptor of this open file is
 * closed, which the kernel sees to when the process dies. Waits by asking again every 50 ms: a waiting native call
 * could not be aborted and would keep one of the few threads that syncfs needs.
 * @throws {SystemError} EAGAIN with `nonBlocking` if another process holds it, EBADF; {SyscallError}
 */
export const flock = async (fd: number, mode: LockMode, options: LockOptions = {}): Promise<void> => {
  checkFd(fd, 'flock');
  if (mode !== 'exclusive' && mode !== 'shared') {
    throw new SyscallError('BAD_ARGUMENT', `flock: ${JSON.stringify(mode)} is neither exclusive nor shared`);
  }
  for (;;) {
    options.signal?.throwIfAborted();
    const result = callFlock(fd, LOCK[mode] | LOCK.nonBlocking);
    if (result.rc >= 0) return;
    if (result.errno !== EAGAIN || options.nonBlocking === true) throwOn(result, { syscall: 'flock' });
    await setTimeout(LOCK_POLL_MS);
  }
};

/**
 * Drops the clean cached pages of a file (posix_fadvise(2), POSIX_FADV_DONTNEED), so that the next read comes from
 * the device. Dirty pages stay cached: write them out first. Advice only: a page in use elsewhere stays, too.
 * @throws {SystemError} EBADF, ESPIPE; {SyscallError}
 */
export const adviseDontNeed = (fd: number): void => {
  checkFd(fd, 'posix_fadvise');
  const errno = libc().posixFadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  if (errno !== 0) throw new SystemError(errno, { syscall: 'posix_fadvise' });
};
