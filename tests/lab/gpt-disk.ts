import { open } from 'node:fs/promises';
import { crc32 } from './crc32.ts';
import { guidToBytes } from '../../lib/uefi/bytes/guid.ts';
import type { Guid } from '../../lib/uefi/bytes/guid.ts';

const SECTOR_BYTES = 512;
const ENTRIES = 128;
const ENTRY_BYTES = 128;
const HEADER_BYTES = 92;
const ESP_TYPE = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const DISK_GUID = '99999999-8888-4777-8666-555555555555';
const TABLE_SECTORS = (ENTRIES * ENTRY_BYTES) / SECTOR_BYTES;

/** Where the partition begins, in bytes: at 1 MiB, as every tool does it. */
export const ESP_OFFSET_BYTES = 1024 * 1024;
/** What the entries of the tests name. */
export const ESP_GUID: Guid = '11111111-2222-3333-4444-555555555555';

type Geometry = { sectors: number; first: number; last: number };

const protectiveMbr = (sectors: number): Buffer => {
  const mbr = Buffer.alloc(SECTOR_BYTES);
  mbr.set([0, 0, 2, 0, 0xee, 0xff, 0xff, 0xff], 446);
  mbr.writeUInt32LE(1, 454);
  mbr.writeUInt32LE(sectors - 1, 458);
  mbr.writeUInt16LE(0xaa55, 510);
  return mbr;
};

const partitionTable = ({ first, last }: Geometry): Buffer => {
  const table = Buffer.alloc(ENTRIES * ENTRY_BYTES);
  table.set(guidToBytes(ESP_TYPE), 0);
  table.set(guidToBytes(ESP_GUID), 16);
  table.writeBigUInt64LE(BigInt(first), 32);
  table.writeBigUInt64LE(BigInt(last), 40);
  table.write('ESP', 56, 'utf16le');
  return table;
};

/** UEFI 2.11, 5.3.2. */
const gptHeader = (geometry: Geometry, table: Buffer, isBackup: boolean): Buffer => {
  const { sectors } = geometry;
  const [primary, backup] = [1, sectors - 1];
  const header = Buffer.alloc(SECTOR_BYTES);
  header.write('EFI PART', 0, 'latin1');
  header.writeUInt32LE(0x10000, 8);
  header.writeUInt32LE(HEADER_BYTES, 12);
  header.writeBigUInt64LE(BigInt(isBackup ? backup : primary), 24);
  header.writeBigUInt64LE(BigInt(isBackup ? primary : backup), 32);
  header.writeBigUInt64LE(BigInt(2 + TABLE_SECTORS), 40);
  header.writeBigUInt64LE(BigInt(sectors - 2 - TABLE_SECTORS), 48);
  header.set(guidToBytes(DISK_GUID), 56);
  header.writeBigUInt64LE(BigInt(isBackup ? sectors - 1 - TABLE_SECTORS : 2), 72);
  header.writeUInt32LE(ENTRIES, 80);
  header.writeUInt32LE(ENTRY_BYTES, 84);
  header.writeUInt32LE(crc32(table), 88);
  header.writeUInt32LE(crc32(header.subarray(0, HEADER_BYTES)), 16);
  return header;
};

/**
 * Makes a sparse disk image with a GPT and one ESP partition of `espMiB`, empty; the file system goes to
 * ESP_OFFSET_BYTES (mtools writes it as `<path>@@1M`).
 */
export const makeGptDisk = async (path: string, { espMiB }: { espMiB: number }): Promise<void> => {
  const espSectors = (espMiB * 1024 * 1024) / SECTOR_BYTES;
  const first = ESP_OFFSET_BYTES / SECTOR_BYTES;
  const sectors = first + espSectors + ESP_OFFSET_BYTES / SECTOR_BYTES;
  const geometry: Geometry = { sectors, first, last: first + espSectors - 1 };
  const table = partitionTable(geometry);
  const disk = await open(path, 'w');
  try {
    await disk.truncate(sectors * SECTOR_BYTES);
    await disk.write(
      Buffer.concat([protectiveMbr(sectors), gptHeader(geometry, table, false), table]),
      0,
      null,
      0,
    );
    const backupAt = (sectors - 1 - TABLE_SECTORS) * SECTOR_BYTES;
    await disk.write(Buffer.concat([table, gptHeader(geometry, table, true)]), 0, null, backupAt);
  } finally {
    await disk.close();
  }
};
