/** The only code that writes to a device below its file system: a single sector, checked before and after. */
import type { FileHandle } from 'node:fs/promises';
import { parseBootSector } from '../../../lib/esp/fat/index.ts';
import type { FatGeometry, SectorPatch } from '../../../lib/esp/fat/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { alignedBuffer, openRaw } from '../../../lib/sys/index.ts';
import { HealError } from './heal-error.ts';

export type SectorWrite = {
  /** A block device that is not mounted, or an image file. */
  device: string;
  /** Geometry of the volume that the patch was made for. */
  geometry: FatGeometry;
  patch: SectorPatch;
};

const readRaw = async (handle: FileHandle, offset: number, length: number): Promise<Buffer> => {
  const into = alignedBuffer(length);
  const { bytesRead } = await handle.read(into, 0, length, offset);
  return into.subarray(0, bytesRead);
};

type Check = (write: SectorWrite, handle: FileHandle) => Promise<void>;

const checkPatch: Check = async ({ device, geometry, patch }) => {
  const { sectorBytes, totalBytes } = geometry;
  const isWholeSector = patch.before.length === sectorBytes && patch.after.length === sectorBytes;
  const isInside = patch.offset >= 0 && patch.offset + sectorBytes <= totalBytes;
  if (isWholeSector && isInside && patch.offset % sectorBytes === 0) return;
  throw new HealError('WRONG_VOLUME', `the patch for ${device} is not within its file system`);
};

const checkVolume: Check = async ({ device, geometry }, handle) => {
  const sector = await readRaw(handle, 0, geometry.sectorBytes);
  const { isDirty: _, ...found } = parseBootSector(sector);
  const isSame = Object.entries(found).every(([key, value]) => Reflect.get(geometry, key) === value);
  if (!isSame)
    throw new HealError('WRONG_VOLUME', `${device} no longer holds the file system that was examined`);
};

const checkUnchanged: Check = async ({ device, geometry, patch }, handle) => {
  const found = await readRaw(handle, patch.offset, geometry.sectorBytes);
  if (found.equals(patch.before)) return;
  throw new HealError(
    'CHANGED',
    `byte ${patch.offset} of ${device} has changed since it was examined; run recovery again`,
  );
};

/** All checks, in this order, on the exclusive handle, before anything is written. */
const CHECKS: readonly Check[] = [checkPatch, checkVolume, checkUnchanged];

const writeAndVerify = async ({ device, patch }: SectorWrite, handle: FileHandle): Promise<void> => {
  const bytes = alignedBuffer(patch.after.length);
  bytes.set(patch.after);
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, patch.offset);
  await handle.sync();
  const found = await readRaw(handle, patch.offset, bytes.length);
  if (bytesWritten === bytes.length && found.equals(bytes)) return;
  throw new HealError('NOT_WRITTEN', `byte ${patch.offset} of ${device} does not read back as written`);
};

const asHealError = (error: unknown, device: string): unknown => {
  if (hasCode(error, 'EBUSY'))
    return new HealError('BUSY', `${device} is mounted or in use; unmount it first`, { cause: error });
  if (['EACCES', 'EPERM', 'EROFS'].some((code) => hasCode(error, code)))
    return new HealError('NOT_ALLOWED', `no permission to write ${device}: ${messageOf(error)}`, {
      cause: error,
    });
  if (['EIO', 'ENOSPC', 'ENXIO'].some((code) => hasCode(error, code)))
    return new HealError('NOT_WRITTEN', `${device} failed: ${messageOf(error)}`, { cause: error });
  return error;
};

/**
 * Writes one sector of an unmounted volume, durably, if the sector still has the content that the patch was made for, and
 * reads it back. Meanwhile the device is held exclusively: it cannot be mounted in any namespace.
 * @throws {HealError} BUSY, NOT_ALLOWED, WRONG_VOLUME, CHANGED: nothing was written; NOT_WRITTEN
 * @throws {FatError} NOT_FAT: nothing was written
 */
export const writeSector = async (write: SectorWrite): Promise<void> => {
  const { device } = write;
  try {
    const { handle } = await openRaw(device, { mode: 'write' });
    try {
      for (const check of CHECKS) await check(write, handle);
      await writeAndVerify(write, handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asHealError(error, device);
  }
};
