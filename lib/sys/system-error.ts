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
 * BAD_PATH, BAD_DESCRIPTOR, BAD_ARGUMENT: refused before the call, as a native call takes a wrong type for an
 * address. NO_NATIVE_CALLS: this platform, or this installation, cannot make them.
 */
export type SyscallErrorCode = 'BAD_PATH' | 'BAD_DESCRIPTOR' | 'BAD_ARGUMENT' | 'NO_NATIVE_CALLS';

export class SyscallError extends CodedError<SyscallErrorCode> {}
