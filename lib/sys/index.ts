export { alignedBuffer, openRaw } from './direct-io.ts';
export type { OpenRawOptions, RawDevice } from './direct-io.ts';
export { barrier, exchangeNow, fsyncDirectory, writeFileDurably } from './durable.ts';
export type { OpenDirectory, WriteOptions } from './durable.ts';
export { findExecutable } from './executable.ts';
export { mount, mountArguments, unmount } from './mount.ts';
export type { MountRequest } from './mount.ts';
export { ProcessError, run, runOrThrow, start } from './process.ts';
export type {
  ExitStatus,
  ProcessErrorCode,
  RunningProcess,
  RunOptions,
  RunResult,
  StartOptions,
} from './process.ts';
export { adviseDontNeed, flock, renameExchange, syncfs } from './syscalls.ts';
export type { LockMode, LockOptions, RenameOptions } from './syscalls.ts';
export { SyscallError, SystemError } from './system-error.ts';
export type { SyscallErrorCode } from './system-error.ts';
export { readVfatNames } from './vfat-readdir.ts';
export type { VfatName } from './vfat-readdir.ts';
