import { open, readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMountInfo } from './mount-info.ts';
import type { MountEntry } from './mount-info.ts';

export type MountDescription = {
  mountPoint: string;
  device: string;
  /** `major:minor`. */
  deviceNumber: string;
  filesystem: string;
  /** The directory of the file system that is mounted there; `/` unless it is a bind mount. */
  root: string;
  readOnly: boolean;
  options: string[];
  /** True if the described path is the mount point itself. */
  isMountPoint: boolean;
};

const UNLISTED: MountDescription = {
  deviceNumber: '',
  root: '/',
  mountPoint: '/',
  filesystem: 'unknown',
  device: '',
  readOnly: false,
  options: [],
  isMountPoint: false,
};

/** Asks the kernel which mount the path is on, which no comparison of paths can tell where mounts cover each other. */
const readMountId = async (path: string): Promise<number> => {
  // Opening also triggers an automount, as systemd sets up for /efi and /boot; stat would not.
  const handle = await open(path, 'r');
  try {
    const text = await readFile(`/proc/self/fdinfo/${handle.fd}`, 'utf8');
    return Number(/^mnt_id:\s*(\d+)$/m.exec(text)?.[1] ?? Number.NaN);
  } finally {
    await handle.close();
  }
};

/** Every mount that this process sees. @throws Node's error if /proc is missing */
export const readMounts = async (): Promise<MountEntry[]> =>
  parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'));

/**
 * The mount that `path` is on. In a chroot whose root is not a mount point, the kernel lists no mount for it; the
 * file system is then `unknown`.
 * @throws Node's error: ENOENT, EACCES, EIO
 */
export const describeMount = async (path: string): Promise<MountDescription> => {
  const mountId = await readMountId(path);
  const mount = (await readMounts()).find(({ id }) => id === mountId);
  if (mount === undefined) return UNLISTED;
  const { id: _, ...described } = mount;
  const isMountPoint = (await realpath(path)) === mount.mountPoint;
  return { ...described, readOnly: mount.options.includes('ro'), isMountPoint };
};

const BY_PARTUUID = '/dev/disk/by-partuuid';

/**
 * The UUID of the partition that is mounted there, as udev names it, in lower case; null where there is no udev, the device
 * is no partition, or the place is no mount point: the partition around a plain directory is somebody else's.
 */
export const partitionUuidOf = async ({
  device,
  isMountPoint,
}: Pick<MountDescription, 'device' | 'isMountPoint'>): Promise<string | null> => {
  if (!isMountPoint) return null;
  try {
    const target = await realpath(device);
    for (const uuid of await readdir(BY_PARTUUID)) {
      if ((await realpath(join(BY_PARTUUID, uuid)).catch(() => null)) === target) return uuid.toLowerCase();
    }
  } catch {
    return null;
  }
  return null;
};

export type FoundEsp = { path: string; mount: MountDescription; partitionUuid: string | null };

/** /efi before /boot: where both are vfat, /boot is the boot loader partition of its own (XBOOTLDR), not the ESP. */
const CANDIDATES = ['/boot/efi', '/efi', '/boot'] as const;

/**
 * The ESP of this host: the first of /boot/efi, /efi and /boot that is a mount point of a vfat file system. Null if
 * none is. Mounts nothing itself; an automount is triggered by looking.
 */
export const findEsp = async (candidates: readonly string[] = CANDIDATES): Promise<FoundEsp | null> => {
  for (const path of candidates) {
    const mount = await describeMount(path).catch(() => null);
    if (mount === null || !mount.isMountPoint || mount.filesystem !== 'vfat') continue;
    return { path, mount, partitionUuid: await partitionUuidOf(mount) };
  }
  return null;
};
