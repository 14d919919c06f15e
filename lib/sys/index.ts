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
export {
  adviseDontNeed,
  FILE_SYSTEM_MAGIC,
  flock,
  MOUNT_FLAG,
  renameExchange,
  renameNoReplace,
  statfs,
  syncfs,
  unlock,
} from './syscalls.ts';
export type { FileSystemStatus, LockMode, LockOptions, RenameOptions } from './syscalls.ts';
export { SyscallError, SystemError } from './system-error.ts';
export type { SyscallErrorCode } from './system-error.ts';
export { readVfatNames } from './vfat-readdir.ts';
export type { VfatName } from './vfat-readdir.ts';
