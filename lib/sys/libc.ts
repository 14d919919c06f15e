import { createRequire } from 'node:module';
import { messageOf } from '../errors.ts';
import { SyscallError } from './system-error.ts';
import type { LibraryHandle } from 'koffi';

type Koffi = typeof import('koffi');
type NativeFunction = ReturnType<LibraryHandle['func']>;

/** What an asynchronous native call ended with; `errno` was read in its own callback. */
export type NativeResult = { rc: number; errno: number };

/** The C functions that bootswap calls. Their arguments are NOT checked: `syscalls.ts` is the one caller. */
export type Libc = {
  errno: () => number;
  renameat2: (oldFd: number, oldPath: string, newFd: number, newPath: string, flags: number) => number;
  flock: (fd: number, operation: number) => number;
  syncfs: (fd: number) => Promise<NativeResult>;
  /** Returns the error number itself (posix_fadvise(3) leaves errno alone). */
  posixFadvise: (fd: number, offset: number, length: number, advice: number) => number;
  /** For requests that fill a buffer. */
  ioctl: (fd: number, request: number, into: Uint8Array) => number;
  lseek: (fd: number, offset: number, whence: number) => number;
  mount: (source: string, target: string, type: string, flags: number, data: string) => Promise<NativeResult>;
  umount2: (target: string, flags: number) => Promise<NativeResult>;
  /** The address of the buffer's bytes in memory. */
  addressOf: (buffer: Uint8Array) => bigint;
};

/** renameat2 in the kernel's table: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h. */
const SYS_RENAMEAT2: Readonly<Record<string, number>> = { x64: 316, arm64: 276, riscv64: 276 };

/** `null` is this process, which holds glibc; the names are for a Node whose libc does not export through it. */
const LIBRARIES = [null, 'libc.so.6', `libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`];

const NO_NATIVE = 'cannot call the C library';

const loadKoffi = (): Koffi => {
  try {
    // createRequire and not import(): loading must stay synchronous and must not happen before the first call.
    return createRequire(import.meta.url)('koffi') as Koffi;
  } catch (cause) {
    const hint = 'reinstall with optional dependencies (npm install --include=optional)';
    throw new SyscallError('NO_NATIVE_CALLS', `${NO_NATIVE}: ${messageOf(cause)}; ${hint}`, { cause });
  }
};

const loadLibrary = (koffi: Koffi): LibraryHandle => {
  let cause: unknown;
  for (const name of LIBRARIES) {
    try {
      const library = koffi.load(name);
      library.func('int syncfs(int fd)');
      return library;
    } catch (error) {
      cause = error;
    }
  }
  throw new SyscallError('NO_NATIVE_CALLS', `${NO_NATIVE}: no syncfs in it: ${messageOf(cause)}`, { cause });
};

const asPromise =
  (koffi: Koffi, native: NativeFunction) =>
  (...args: unknown[]): Promise<NativeResult> =>
    new Promise((resolve, reject) => {
      native.async(...args, (error: unknown, rc: number) => {
        const errno = koffi.errno();
        if (error === null || error === undefined) resolve({ rc, errno });
        else reject(error);
      });
    });

const viaSyscall = (library: LibraryHandle, number: number): Libc['renameat2'] => {
  const syscall = library.func('long syscall(long number, ...)');
  return (oldFd, oldPath, newFd, newPath, flags) =>
    Number(syscall(number, 'int', oldFd, 'str', oldPath, 'int', newFd, 'str', newPath, 'uint', flags));
};

export type BindOptions = { renameat2: 'function' | 'syscall' };

const bindRenameat2 = (library: LibraryHandle, how: BindOptions['renameat2']): Libc['renameat2'] => {
  const number = SYS_RENAMEAT2[process.arch];
  if (how === 'syscall' && number !== undefined) return viaSyscall(library, number);
  try {
    return library.func('int renameat2(int olddirfd, str oldpath, int newdirfd, str newpath, uint flags)');
  } catch (cause) {
    // Not every C library has the function (musl); all have syscall(2).
    if (number !== undefined) return viaSyscall(library, number);
    throw new SyscallError('NO_NATIVE_CALLS', `${NO_NATIVE}: no renameat2 for ${process.arch}`, { cause });
  }
};

/** Loads koffi (about 7 ms) and binds. Exported for tests; everybody else calls `libc()`. */
export const bindLibc = (options: BindOptions = { renameat2: 'function' }): Libc => {
  const koffi = loadKoffi();
  const library = loadLibrary(koffi);
  return {
    errno: () => koffi.errno(),
    renameat2: bindRenameat2(library, options.renameat2),
    flock: library.func('int flock(int fd, int operation)'),
    syncfs: asPromise(koffi, library.func('int syncfs(int fd)')),
    posixFadvise: library.func('int posix_fadvise(int fd, long offset, long len, int advice)'),
    ioctl: library.func('int ioctl(int fd, ulong request, _Out_ uint8_t *into)'),
    lseek: library.func('long lseek(int fd, long offset, int whence)'),
    mount: asPromise(
      koffi,
      library.func('int mount(str source, str target, str type, ulong flags, str data)'),
    ),
    umount2: asPromise(koffi, library.func('int umount2(str target, int flags)')),
    addressOf: (buffer) => koffi.address(buffer),
  };
};

let bound: Libc | undefined;

/** The bound C library; loaded at the first call, because commands that need none must start fast. */
export const libc = (): Libc => (bound ??= bindLibc());
