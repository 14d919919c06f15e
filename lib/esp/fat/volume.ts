import { BOOT_SECTOR_BYTES, parseBootSector } from './boot-sector.ts';
import type { FatGeometry } from './boot-sector.ts';
import { FatError } from './fat-error.ts';
import { createTable, usedTableBytes } from './table.ts';
import type { FatTable } from './table.ts';

/** Bytes of the volume; fewer than asked for only where it ends. Offset and length are multiples of 512. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

/** A FAT volume as its bytes have it, at the time at which it was opened. */
export type FatVolume = {
  geometry: FatGeometry;
  table: FatTable;
  readAt: ReadAt;
};

const MAX_TABLE_BYTES = 64 * 1024 * 1024; // 64 GiB of FAT32 in clusters of 4 KiB
const PIECE_BYTES = 1024 * 1024;

/**
 * Reads exactly `length` bytes, in pieces: memory for a size from a damaged boot sector is not allocated in advance.
 * @throws {FatError} SHORT_READ
 */
export const readExactly = async (readAt: ReadAt, offset: number, length: number): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for (let done = 0; done < length; done += PIECE_BYTES) {
    const wanted = Math.min(PIECE_BYTES, length - done);
    const piece = await readAt(offset + done, wanted);
    if (piece.length < wanted) {
      const end = offset + done + piece.length;
      throw new FatError(
        'SHORT_READ',
        `cannot read up to byte ${offset + length}: the volume ends at ${end}`,
      );
    }
    pieces.push(piece.subarray(0, wanted));
  }
  return Buffer.concat(pieces);
};

/**
 * Opens a FAT12, FAT16 or FAT32 volume for looking at it, below any file system driver: nothing is written, and nothing
 * that is damaged makes it fail where the damage can be told.
 *
 * On a mounted volume, read the very partition node that it is mounted from, buffered: that shares the page cache with
 * vfat and sees unsynced directory slots and FAT entries. It sees neither pending start clusters (an exchange before
 * its syncfs) nor file contents. The FAT is read here, once: open again to see it change.
 * @throws {FatError} NOT_FAT, UNSUPPORTED, TOO_LARGE, SHORT_READ; what `readAt` throws
 */
export const openFat = async (readAt: ReadAt): Promise<FatVolume> => {
  const geometry = parseBootSector(await readExactly(readAt, 0, BOOT_SECTOR_BYTES));
  const tableBytes = usedTableBytes(geometry);
  if (tableBytes > MAX_TABLE_BYTES) {
    throw new FatError('TOO_LARGE', `the FAT has ${tableBytes} bytes, more than ${MAX_TABLE_BYTES}`);
  }
  const whole = Math.ceil(tableBytes / geometry.sectorBytes) * geometry.sectorBytes;
  const table = createTable(await readExactly(readAt, geometry.tableOffset, whole), geometry);
  return { geometry, table, readAt };
};

/** Byte offset on the volume of a cluster that the FAT has. */
export const clusterOffset = ({ dataOffset, clusterBytes }: FatGeometry, cluster: number): number =>
  dataOffset + (cluster - 2) * clusterBytes;
