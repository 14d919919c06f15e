/** What every native call does before (its arguments are not checked by C) and after. */
import type { NativeResult } from './libc.ts';
import { SyscallError, SystemError } from './system-error.ts';
import type { SyscallSite } from './system-error.ts';

const MAX_FD = 0x7fff_ffff;

/**
 * Throws unless `path` can be handed to C as it is: a NUL would cut it short, a lone surrogate would change it.
 * @throws {SyscallError} BAD_PATH
 */
export const checkPath = (path: unknown, syscall: string): void => {
  if (typeof path !== 'string')
    throw new SyscallError('BAD_PATH', `${syscall}: the path is a ${typeof path}, not a string`);
  if (path === '') throw new SyscallError('BAD_PATH', `${syscall}: the path is empty`);
  if (path.includes('\0'))
    throw new SyscallError('BAD_PATH', `${syscall}: NUL in the path ${JSON.stringify(path)}`);
  if (/\p{Surrogate}/u.test(path)) {
    throw new SyscallError('BAD_PATH', `${syscall}: ${JSON.stringify(path)} is not well-formed Unicode`);
  }
};

/** @throws {SyscallError} BAD_DESCRIPTOR */
export const checkFd = (fd: unknown, syscall: string): void => {
  if (typeof fd === 'number' && Number.isInteger(fd) && fd >= 0 && fd <= MAX_FD) return;
  throw new SyscallError('BAD_DESCRIPTOR', `${syscall}: ${String(fd)} is not a file descriptor`);
};

/** @throws {SystemError} if the call failed */
export const throwOn = (result: NativeResult, site: SyscallSite): void => {
  if (result.rc < 0) throw new SystemError(result.errno, site);
};
