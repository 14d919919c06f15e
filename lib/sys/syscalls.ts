import { setTimeout } from 'node:timers/promises';
import { checkFd, checkPath, throwOn } from './arguments.ts';
import { libc } from './libc.ts';
import type { NativeResult } from './libc.ts';
import { SyscallError, SystemError } from './system-error.ts';

/** From linux/fcntl.h, linux/fs.h, sys/file.h and asm-generic/fcntl.h: the same on every 64-bit Linux. */
const AT_FDCWD = -100;
const RENAME_NOREPLACE = 1;
const RENAME_EXCHANGE = 2;
const LOCK = { shared: 1, exclusive: 2, nonBlocking: 4, unlock: 8 } as const;
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
 * Renames, and never replaces: renameat2(2) with RENAME_NOREPLACE.
 * @throws {SystemError} EEXIST if `newPath` exists, ENOENT, EINVAL; {SyscallError} as `renameExchange`
 */
export const renameNoReplace = (oldPath: string, newPath: string, options: RenameOptions = {}): void =>
  renameat2({ oldPath, newPath, flags: RENAME_NOREPLACE, options });

/**
 * Writes out everything dirty of the file system that `fd` lies on (syncfs(2)); resolves when it is written. The
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
 * Locks the open file (flock(2)). The lock lasts until `unlock`, or until every descriptor of this open file is
 * closed, which the kernel sees to when the process dies. Waits by asking again every 50 ms: a waiting native call
 * could not be aborted and would keep one of the few threads that syncfs needs.
 * @throws {SystemError} EAGAIN with `nonBlocking` if somebody else holds it, EBADF; {SyscallError}
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

/** Gives the lock of `flock` back. @throws {SystemError} EBADF; {SyscallError} */
export const unlock = (fd: number): void => {
  checkFd(fd, 'flock');
  throwOn(callFlock(fd, LOCK.unlock), { syscall: 'flock' });
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

/** f_type values of statfs(2) (linux/magic.h). */
export const FILE_SYSTEM_MAGIC = {
  vfat: 0x4d44,
  tmpfs: 0x0102_1994,
  ext: 0xef53,
  overlay: 0x794c_7630,
} as const;

/** f_flags of statfs(2). */
export const MOUNT_FLAG = { readOnly: 0x1, synchronous: 0x10 } as const;

export type FileSystemStatus = {
  /** See `FILE_SYSTEM_MAGIC`. */
  type: number;
  /** The unit of allocation; the cluster on vfat. */
  blockBytes: number;
  totalBytes: bigint;
  freeBytes: bigint;
  /** What a process without privileges may use. */
  availableBytes: bigint;
  /** See `MOUNT_FLAG`. */
  flags: number;
};

const STATFS_BYTES = 256;

/** struct statfs as 64-bit glibc and musl share it: long type, bsize; u64 blocks, bfree, bavail, …; long f_flags. */
const readStatfs = (buffer: Buffer): FileSystemStatus => {
  const blockBytes = buffer.readBigInt64LE(8);
  return {
    type: Number(buffer.readBigInt64LE(0)),
    blockBytes: Number(blockBytes),
    totalBytes: buffer.readBigUInt64LE(16) * blockBytes,
    freeBytes: buffer.readBigUInt64LE(24) * blockBytes,
    availableBytes: buffer.readBigUInt64LE(32) * blockBytes,
    flags: Number(buffer.readBigInt64LE(80)),
  };
};

/**
 * Type, space and mount flags of the file system that `path` lies on (statfs(2)); Node's own gives no flags.
 * @throws {SystemError} ENOENT, EIO; {SyscallError}
 */
export const statfs = async (path: string): Promise<FileSystemStatus> => {
  checkPath(path, 'statfs');
  const buffer = Buffer.alloc(STATFS_BYTES);
  throwOn(await libc().statfs(path, buffer), { syscall: 'statfs', path });
  return readStatfs(buffer);
};
