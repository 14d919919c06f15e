import { isAbsolute } from 'node:path';
import { LabError } from './lab-error.ts';

export type Share = {
  /** A folder of the host, seen in the guest at the same path. Read-only ones are only needed under /tmp and /run. */
  path: string;
  isWritable?: boolean;
};

export type GuestOrder = {
  /** Folder of the host in which the guest leaves its result files. */
  runDir: string;
  /** Line that is printed before and after the command's own output. */
  marker: string;
  command: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  shares: readonly Share[];
  /** Files of kernel modules, dependencies first. */
  modules: readonly string[];
  /** Absent if no image was given. */
  esp?: { point: string; options: string };
};

/** Names of the files that guest-init.pl leaves in `runDir`. */
export const RESULT_FILES = {
  exitCode: 'exit-code',
  setupFailure: 'setup-failure',
  kernelLog: 'kernel.log',
} as const;

/** type, source, target, flags, data: the arguments of mount(2). */
type Mount = [string, string, string, number, string];
export type PerlData = string | number | readonly PerlData[];

const MS_RDONLY = 1;
/** Options that mount(8) turns into flags; the others are the file system's own (linux/mount.h). */
const FLAGS: Readonly<Record<string, number>> = {
  rw: 0,
  ro: MS_RDONLY,
  nosuid: 2,
  nodev: 4,
  noexec: 8,
  sync: 16,
  dirsync: 128,
  noatime: 1024,
  nodiratime: 2048,
  relatime: 1 << 21,
};
const BASE: readonly Mount[] = [
  ['proc', 'proc', '/proc', 0, ''],
  ['sysfs', 'sysfs', '/sys', 0, ''],
  ['devpts', 'devpts', '/dev/pts', 0, ''],
  ...['/dev/shm', '/tmp', '/run'].map((target): Mount => ['tmpfs', 'tmpfs', target, 0, 'mode=1777']),
];
const BASE_ENV = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/tmp',
  TERM: 'dumb',
};

/** Data as Perl source. */
export const perlText = (data: PerlData): string => {
  if (typeof data === 'number') return String(data);
  if (typeof data !== 'string') return `[${data.map(perlText).join(', ')}]`;
  if (data.includes('\0')) throw new LabError('GUEST_BAD_OPTION', 'a NUL cannot be handed to the guest');
  return `'${data.replaceAll(/[\\']/g, '\\$&')}'`;
};

/** The last two arguments of mount(2) for options as mount(8) takes them. */
export const mountArguments = (options: string): { flags: number; data: string } => {
  const all = options.split(',');
  const flags = all.reduce((sum, option) => sum | (FLAGS[option] ?? 0), 0);
  return { flags, data: all.filter((option) => FLAGS[option] === undefined).join(',') };
};

const espMount = ({ point, options }: NonNullable<GuestOrder['esp']>): Mount => {
  const { flags, data } = mountArguments(options);
  return ['vfat', '/dev/ubda', checkedPath(point), flags, data];
};

/** hostfs takes its path as a mount option, which a comma would end. */
const checkedPath = (path: string): string => {
  if (isAbsolute(path) && !path.includes(',')) return path;
  throw new LabError('GUEST_BAD_OPTION', `${JSON.stringify(path)} must be an absolute path without a comma`);
};

const shareMount = ({ path, isWritable = false }: Share): Mount => {
  const checked = checkedPath(path);
  return ['hostfs', 'hostfs', checked, isWritable ? 0 : MS_RDONLY, checked];
};

/**
 * What guest-init.pl is to do, as the Perl hash that it reads.
 * @throws {LabError} GUEST_BAD_OPTION
 */
export const guestOrder = (order: GuestOrder): string => {
  const { runDir, marker, command, cwd, modules, shares, esp } = order;
  const mounts = [...shares.map(shareMount), ...(esp === undefined ? [] : [espMount(esp)])];
  const env = Object.entries({ ...BASE_ENV, ...order.env }).flat();
  const fields = { run_dir: checkedPath(runDir), marker, command, cwd, env, modules, base: BASE, mounts };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} => ${perlText(value)},\n`);
  return `{\n${lines.join('')}}\n`;
};
