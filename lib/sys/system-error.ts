import { getSystemErrorMap } from 'node:util';
import { CodedError } from '../errors.ts';

export type SyscallSite = { syscall: string; path?: string; dest?: string };

const describe = (site: SyscallSite): string => {
  const path = site.path === undefined ? '' : ` '${site.path}'`;
  const dest = site.dest === undefined ? '' : ` -> '${site.dest}'`;
  return `${site.syscall}${path}${dest}`;
};

/**
 * A failed system call, with the fields and the wording of Node's own: `EINVAL: invalid argument, renameat2 'a' -> 'b'`,
 * `code: 'EINVAL'`, `errno: -22`. The codes are those of errno(3), so that `hasCode` works for Node's errors and ours.
 */
export class SystemError extends Error {
  readonly code: string;
  /** Negative, as libuv has it. */
  readonly errno: number;
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;

  constructor(errno: number, site: SyscallSite) {
    const [code, text] = getSystemErrorMap().get(-errno) ?? [`ERRNO_${errno}`, 'unknown system error'];
    super(`${code}: ${text}, ${describe(site)}`);
    this.name = 'SystemError';
    this.code = code;
    this.errno = -errno;
    this.syscall = site.syscall;
    if (site.path !== undefined) this.path = site.path;
    if (site.dest !== undefined) this.dest = site.dest;
  }
}

/**
 * Refused before the call, as a native call takes a wrong type for an address; or there are no such calls.
 * @errors programs and system calls
 */
export type SyscallErrorCode =
  /** A path cannot be given to the system: it is empty or contains a NUL character. @remedy Correct the path. */
  | 'BAD_PATH'
  /** A file descriptor is not one. @remedy Report it as a bug, with the message. */
  | 'BAD_DESCRIPTOR'
  /** A system call was given a value that it cannot take. @remedy Report it as a bug, with the message. */
  | 'BAD_ARGUMENT'
  /**
   * bootswap cannot make system calls on this platform or installation.
   * @remedy Run on Linux, x86-64 or arm64, and install again with `npm ci --include=optional`.
   */
  | 'NO_NATIVE_CALLS';

export class SyscallError extends CodedError<SyscallErrorCode> {}
