/** QEMU as a laboratory: the distribution's own kernel on the host's files by 9p, without root, KVM or a daemon. */
import { findTool, missingTool, whyNoImages } from '../tools.ts';
import { rootFolders, seenFrom, SHARE_OPTIONS } from './initrd.ts';
import type { GuestKernel } from './kernel-package.ts';
import type { GuestArch, GuestDialect, Mount } from './machine.ts';
import { PERL } from './options.ts';
import type { GuestOptions, Share } from './options.ts';
import { systemCalls } from './order.ts';
import { GUEST_INIT } from './run-order.ts';

export type Accelerator = 'kvm' | 'tcg';

export type QemuOptions = {
  kernel: GuestKernel;
  arch: GuestArch;
  accelerator: Accelerator;
  /** The guest's root; the host's by default. */
  rootDir?: string;
};

type Board = { program: string; machine: string; cpu: string; console: string; kernelOptions: string };

/** Device emulation that nobody looks at costs time to find. */
const BOARDS: Readonly<Record<GuestArch, Board>> = {
  x86_64: {
    program: 'qemu-system-x86_64',
    machine: 'q35,hpet=off,usb=off,vmport=off,sata=off,smbus=off',
    cpu: 'max',
    console: 'ttyS0',
    kernelOptions: 'no_timer_check',
  },
  aarch64: {
    program: 'qemu-system-aarch64',
    machine: 'virt,gic-version=3',
    cpu: 'cortex-a72',
    console: 'ttyAMA0',
    kernelOptions: '',
  },
};

/** The kernel's own, which user-mode-linux does not take from a guest's memory. */
const KERNEL_MIB = 128;
/** Folders of the host that one run can have mounted: more than any needs. */
const SHARES = 8;
const [MS_RDONLY, MS_BIND] = [1, 4096];
/**
 * Boot needs none of it: RAID-6 benchmarks take a second. A panic reboots, which ends QEMU.
 */
const QUICK_BOOT =
  'quiet loglevel=1 panic=-1 mitigations=off initcall_blacklist=raid6_select_algo rdinit=/init';
/** An emulated clock is as steady as the host's; to measure it takes half a second, and fails on a busy host. */
const STEADY_CLOCK = 'tsc=reliable';

/** A comma in one of QEMU's values is written twice. */
const escaped = (path: string): string => path.replaceAll(',', ',,');

const shareTag = (index: number): string => `share${index}`;

const folder = (tag: string, { path, isWritable }: { path: string; isWritable: boolean }): string[] => {
  const access = isWritable ? '' : ',readonly=on';
  const device = `local,id=${tag},path=${escaped(path)},security_model=none,multidevs=remap${access}`;
  return ['-fsdev', device, '-device', `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`];
};

/** The words behind `--` are init's. A quoted one may hold blanks. */
const kernelLine = ({ arch, accelerator, rootDir = '/' }: QemuOptions): string => {
  const { console, kernelOptions } = BOARDS[arch];
  const clock = accelerator === 'tcg' && arch === 'x86_64' ? STEADY_CLOCK : '';
  const init = `${PERL} "${seenFrom(rootDir, GUEST_INIT)}" serve "${systemCalls(arch).replaceAll(' ', '')}"`;
  return `console=${console} ${QUICK_BOOT} ${kernelOptions} ${clock} -- ${init}`;
};

export type QemuSockets = { console: string; control: string };

/**
 * QEMU's command line: a machine that waits until somebody is at its console, with no disk yet. Every folder of a run
 * is reached through one that shows all of the host, because folders cannot be plugged in.
 */
export const qemuCommand = (qemu: QemuOptions, sockets: QemuSockets, memoryMiB: number) => {
  const { kernel, arch, accelerator, rootDir = '/' } = qemu;
  const board = BOARDS[arch];
  const shares = Array.from({ length: SHARES }, (_, index) => shareTag(index));
  const args = [
    ['-machine', board.machine, '-accel', accelerator === 'tcg' ? 'tcg,thread=multi' : 'kvm'],
    ['-cpu', accelerator === 'kvm' ? 'host' : board.cpu, '-smp', '1', '-m', `${memoryMiB + KERNEL_MIB}M`],
    ['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ['-serial', `unix:${escaped(sockets.console)},server=on,wait=on`],
    ['-qmp', `unix:${escaped(sockets.control)},server=on,wait=off`],
    ['-kernel', kernel.imagePath, '-initrd', kernel.initrdPath, '-append', kernelLine(qemu)],
    ['-device', 'virtio-scsi-pci,id=scsi'],
    ...Object.entries(rootFolders(rootDir)).map(([tag, path]) => folder(tag, { path, isWritable: false })),
    ...shares.map((tag) => folder(tag, { path: '/', isWritable: true })),
  ].flat();
  return { file: findTool(board.program) ?? board.program, args };
};

/** A share's own view of the host is mounted anew in each run, so that nothing old is remembered of it. */
const shareMounts = ({ path, isWritable = false }: Share, index: number): Mount[] => {
  const all = `/run/bootswap-host/${index}`;
  return [
    ['9p', shareTag(index), all, isWritable ? 0 : MS_RDONLY, SHARE_OPTIONS],
    ['', `${all}${path}`, path, MS_BIND, ''],
  ];
};

const modulesFor = (
  { image, isRecorded }: GuestOptions,
  { vfat, recorder }: GuestKernel,
): readonly string[] => {
  if (image === undefined) return [];
  return isRecorded === true ? [...vfat, ...recorder] : vfat;
};

export const qemuDialect = ({ arch, kernel, rootDir = '/' }: QemuOptions): GuestDialect => ({
  arch,
  rootDir,
  disk: (index) => `scsi:${index}`,
  shareMounts,
  modules: (options) => modulesFor(options, kernel).map((path) => seenFrom(rootDir, path)),
});

/** What this machine lacks for a guest in QEMU, or undefined. Looks at files only. */
export const whyNoQemu = (arch: GuestArch): string | undefined => {
  const { program } = BOARDS[arch];
  if (findTool(program) === null) return missingTool(program);
  if (findTool(PERL) === null) return missingTool('perl');
  return whyNoImages();
};
