import { checkPath, throwOn } from './arguments.ts';
import { libc } from './libc.ts';
import { SyscallError } from './system-error.ts';

/** Options that are flags of mount(2); all others are the file system's own data (linux/mount.h). */
const FLAGS: Readonly<Record<string, number>> = {
  rw: 0,
  ro: 1,
  nosuid: 2,
  nodev: 4,
  noexec: 8,
  sync: 16,
  dirsync: 128,
  nosymfollow: 256,
  noatime: 1024,
  nodiratime: 2048,
  relatime: 1 << 21,
  strictatime: 1 << 24,
  lazytime: 1 << 25,
};
const UMOUNT_NOFOLLOW = 8;
const MAX_DATA_BYTES = 4095; // one page with its NUL

export type MountRequest = {
  /** The block device. */
  source: string;
  /** An existing directory. */
  target: string;
  filesystem: string;
  /** As mount(8) and mountinfo name them, `noatime`, `umask=0077`. */
  options: readonly string[];
};

/** The last two arguments of mount(2) for these options. */
export const mountArguments = (options: readonly string[]): { flags: number; data: string } => ({
  flags: options.reduce((flags, option) => flags | (FLAGS[option] ?? 0), 0),
  data: options.filter((option) => FLAGS[option] === undefined).join(','),
});

/**
 * Mounts a file system (mount(2)); resolves when it is mounted. The event loop goes on meanwhile.
 * @throws {SystemError} EBUSY (mounted there already, or the device is in use), EINVAL (no such file system on it, or an
 * unknown option), EPERM, ENOENT, EIO; {SyscallError}
 */
export const mount = async ({ source, target, filesystem, options }: MountRequest): Promise<void> => {
  checkPath(source, 'mount');
  checkPath(target, 'mount');
  checkPath(filesystem, 'mount');
  const { flags, data } = mountArguments(options);
  if (data.includes('\0') || Buffer.byteLength(data) > MAX_DATA_BYTES) {
    throw new SyscallError('BAD_ARGUMENT', 'mount: the options hold a NUL or are longer than a page');
  }
  const result = await libc().mount(source, target, filesystem, flags, data);
  throwOn(result, { syscall: 'mount', path: source, dest: target });
};

/**
 * Unmounts what is mounted at `target` (umount2(2)), never lazily: what is in use stays. Writes out everything dirty.
 * @throws {SystemError} EBUSY, EINVAL (no mount point), EPERM, ENOENT; {SyscallError}
 */
export const unmount = async (target: string): Promise<void> => {
  checkPath(target, 'umount2');
  throwOn(await libc().umount2(target, UMOUNT_NOFOLLOW), { syscall: 'umount2', path: target });
};
