/** The block device of an ESP, read below the file system. */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { MountDescription } from '../mount.ts';
import { FatError } from './fat-error.ts';
import { openFat } from './volume.ts';
import type { FatVolume, ReadAt } from './volume.ts';

/** Buffered reads of a device or an image file. */
export const readAtOf =
  (handle: FileHandle): ReadAt =>
  async (offset, length) => {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  };

/**
 * Opens the FAT volume on a device or in an image file, for reading.
 * @throws {FatError} as `openFat`; Node's error: ENOENT, EACCES, EIO
 */
export const withVolume = async <T>(device: string, use: (volume: FatVolume) => Promise<T>): Promise<T> => {
  const handle = await open(device, 'r');
  try {
    return await use(await openFat(readAtOf(handle)));
  } finally {
    await handle.close();
  }
};

/** `major:minor` of a device node (Linux include/linux/kdev_t.h, new_decode_dev as user space has it). */
const numberOf = (rdev: bigint): string => {
  const major = ((rdev >> 8n) & 0xfffn) | ((rdev >> 32n) & ~0xfffn);
  const minor = (rdev & 0xffn) | ((rdev >> 12n) & ~0xffn);
  return `${major}:${minor}`;
};

const isDevice = async (path: string, deviceNumber: string): Promise<boolean> => {
  try {
    const status = await stat(path, { bigint: true });
    return status.isBlockDevice() && numberOf(status.rdev) === deviceNumber;
  } catch {
    return false;
  }
};

/**
 * The node of the very device that a file system is mounted from: another node of the same disk has another page cache.
 * @throws {FatError} NO_DEVICE
 */
export const deviceOf = async (mount: Pick<MountDescription, 'device' | 'deviceNumber'>): Promise<string> => {
  const candidates = [mount.device, `/dev/block/${mount.deviceNumber}`];
  for (const path of candidates) if (await isDevice(path, mount.deviceNumber)) return path;
  throw new FatError(
    'NO_DEVICE',
    `neither ${candidates.join(' nor ')} is block device ${mount.deviceNumber}, from which the ESP is mounted`,
  );
};
