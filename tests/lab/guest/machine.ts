/** What differs between the laboratories: how a guest is run, and what it finds where. */
import type { GuestOptions, GuestResult, Share } from './options.ts';

/** type, source, target, flags, data: the arguments of mount(2). */
export type Mount = readonly [type: string, source: string, target: string, flags: number, data: string];

/** Linux's names of instruction sets, as `uname -m` prints them. */
export type GuestArch = 'x86_64' | 'aarch64';

/** How init.pl is told of this machine's disks, folders and modules. */
export type GuestDialect = {
  arch: GuestArch;
  /** The guest's root, a folder of the host: `/` where the guest runs on the host's own files. */
  rootDir: string;
  /** The disk number `index`, from 0: a device's path, or `scsi:N` for init.pl to find it by. */
  disk: (index: number) => string;
  /** How the guest mounts the share number `index` of the run, in this order. */
  shareMounts: (share: Share, index: number) => readonly Mount[];
  /** Files of kernel modules that init.pl loads, dependencies first, as the guest sees them. */
  modules: (options: GuestOptions) => readonly string[];
};

export type GuestMachine = {
  /** For messages: `user-mode-linux`, `QEMU`. */
  name: string;
  /** Runs one command in a guest, see `runInGuest`. */
  run: (options: GuestOptions) => Promise<GuestResult>;
};

/** Whether a laboratory can be tried here. Says so by files alone: nothing is started. */
export type MachineFound =
  | { isAvailable: true; machine: GuestMachine; kernel: string }
  | { isAvailable: false; reason: string };
