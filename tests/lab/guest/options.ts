/** What a guest is asked to do, and what it answers: the same for every kind of laboratory. */

export const DEFAULT_MOUNT_OPTIONS = 'umask=0077,iocharset=ascii';
export const DEFAULT_MOUNT_POINT = '/run/esp';
export const DEFAULT_MEMORY_MIB = 512;
export const PERL = '/usr/bin/perl';

/** Names the guest's disks to its programs, first to last, with a blank between: `/dev/vda /dev/vdb`. */
export const DISKS_VARIABLE = 'BOOTSWAP_GUEST_DISKS';

export type Share = {
  /**
   * A folder of the host, seen in the guest at the same path. Read-only ones are only needed under /tmp and /run, where
   * all must lie for a guest whose root is not the host's.
   */
  path: string;
  isWritable?: boolean;
};

export type GuestOptions = {
  /** Program and arguments, run as the guest's root, never through a shell. Name Node by `process.execPath`. */
  command: readonly string[];
  /** The guest's whole environment, beside PATH, HOME=/tmp, TERM and DISKS_VARIABLE, which it may replace. */
  env?: Readonly<Record<string, string>>;
  /** In the guest; the checkout's root by default, or `/` where the guest's root is not the host's. */
  cwd?: string;
  /** A FAT image, the guest's first disk, mounted as vfat. Nobody else may have it open. */
  image?: string;
  /** More disk images, the guest's next disks; not mounted. */
  extraDisks?: readonly string[];
  /** True leaves mounting the image to the command, and loads device mapper's recorder of writes for it. */
  isRecorded?: boolean;
  mountOptions?: string;
  /** Must exist or lie under /tmp or /run, which are the guest's own and empty. */
  mountPoint?: string;
  /** Folders of the host that the guest sees at the same path; `isWritable` ones take results out. */
  shares?: readonly Share[];
  /** From start to unmounted; 300 s by default. */
  timeoutMs?: number;
  /** 512 by default; only what the guest touches is really used. */
  memoryMiB?: number;
  signal?: AbortSignal;
  /** Each line that the command prints, as it comes, without the kernel's. */
  onLine?: (line: string) => void;
};

export type GuestResult = {
  /** 128 + signal number if a signal ended the command, as in sh. */
  exitCode: number;
  /** What the command printed, both streams together; the last 1 Mi characters. For more, or for bytes, use a share. */
  output: string;
  /** The guest's dmesg, written after the unmount: file system errors are in it. */
  kernelLog: string;
};
