import { pathWithUnpacked } from '#scripts/unpacked-tools.mjs';
import { isAbsolute } from 'node:path';
import { LabError } from '../lab-error.ts';
import type { GuestArch, GuestDialect, Mount } from './machine.ts';
import { DEFAULT_MOUNT_OPTIONS, DEFAULT_MOUNT_POINT, DISKS_VARIABLE } from './options.ts';
import type { GuestOptions, Share } from './options.ts';

export type GuestOrder = {
  dialect: GuestDialect;
  options: GuestOptions;
  /** Line that is printed before and after the command's own output. */
  marker: string;
  cwd: string;
  /** The first one is where the guest leaves its result files. */
  shares: readonly Share[];
};

/** Names of the files that init.pl leaves in the run's folder. */
export const RESULT_FILES = {
  exitCode: 'exit-code',
  setupFailure: 'setup-failure',
  kernelLog: 'kernel.log',
} as const;

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

/** Numbers of the system calls that init.pl makes: arch/x86/entry/syscalls/syscall_64.tbl, asm-generic/unistd.h. */
const SYSTEM_CALLS: Readonly<Record<GuestArch, Readonly<Record<string, number>>>> = {
  x86_64: { exit: 60, syslog: 103, mount: 165, umount2: 166, reboot: 169, finit_module: 313 },
  aarch64: { exit: 93, syslog: 116, mount: 40, umount2: 39, reboot: 142, finit_module: 273 },
};

/** Every run has its own. */
const FRESH: readonly Mount[] = ['/dev/shm', '/tmp', '/run'].map((target) => [
  'tmpfs',
  'tmpfs',
  target,
  0,
  'mode=1777',
]);
const BASE_ENV = {
  PATH: pathWithUnpacked('/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'),
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

/** A comma would end a path that is handed on as a mount option or in one of QEMU's. */
export const checkedPath = (path: string): string => {
  if (isAbsolute(path) && !path.includes(',')) return path;
  throw new LabError('GUEST_BAD_OPTION', `${JSON.stringify(path)} must be an absolute path without a comma`);
};

export const disksOf = ({ image, extraDisks = [] }: GuestOptions): string[] => [
  ...(image === undefined ? [] : [image]),
  ...extraDisks,
];

/** Its source is the disk's number: init.pl puts the disk's path there. */
const espMounts = ({ options }: GuestOrder): Mount[] => {
  if (options.image === undefined || options.isRecorded === true) return [];
  const { flags, data } = mountArguments(options.mountOptions ?? DEFAULT_MOUNT_OPTIONS);
  return [['vfat', 'disk:0', checkedPath(options.mountPoint ?? DEFAULT_MOUNT_POINT), flags, data]];
};

/** Numbers of the system calls that init.pl makes, as the inside of a Perl hash. */
export const systemCalls = (arch: GuestArch): string =>
  Object.entries(SYSTEM_CALLS[arch])
    .map(([name, number]) => `${name} => ${number}`)
    .join(', ');

/**
 * What init.pl is to do, as the Perl hash that it reads.
 * @throws {LabError} GUEST_BAD_OPTION
 */
export const guestOrder = (order: GuestOrder): string => {
  const { dialect, options, marker, cwd, shares } = order;
  const mountsOf = (share: Share, index: number): readonly Mount[] =>
    dialect.shareMounts({ ...share, path: checkedPath(share.path) }, index);
  const fields: Record<string, PerlData> = {
    run_dir: shares[0]?.path ?? '',
    marker,
    command: options.command,
    cwd,
    disks: disksOf(options).map((_path, index) => dialect.disk(index)),
    disks_variable: DISKS_VARIABLE,
    env: Object.entries({ ...BASE_ENV, ...options.env }).flat(),
    modules: dialect.modules(options),
    fresh: FRESH,
    run_mounts: shares.slice(0, 1).flatMap(mountsOf),
    mounts: [...shares.slice(1).flatMap((share, index) => mountsOf(share, index + 1)), ...espMounts(order)],
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} => ${perlText(value)},\n`);
  return `{\n  nr => { ${systemCalls(dialect.arch)} },\n${lines.join('')}}\n`;
};
