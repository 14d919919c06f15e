import { SECTOR_BYTES } from './sector-image.ts';

/** Where everything is, in 512-byte sectors; clusters are numbered from 2. */
export type FatGeometry = {
  fatBits: 12 | 16 | 32;
  sectorsPerCluster: number;
  /** First sector of each FAT copy; Linux and EDK2 read the first only. */
  fatStarts: readonly number[];
  fatSectors: number;
  /** A fixed region on FAT12 and FAT16, of no sectors on FAT32. */
  rootStart: number;
  rootSectors: number;
  /** 0 unless FAT32. */
  rootCluster: number;
  dataStart: number;
  clusterCount: number;
  isDirty: boolean;
};

export type GeometryResult = { geometry: FatGeometry } | { problem: string };

const isPowerOfTwo = (value: number): boolean => value > 0 && (value & (value - 1)) === 0;

/** Fields of the BIOS parameter block (Microsoft FAT specification 1.03, section 3). */
const fieldsOf = (boot: Uint8Array) => {
  const view = new DataView(boot.buffer, boot.byteOffset, boot.byteLength);
  const u16 = (at: number): number => view.getUint16(at, true);
  const u32 = (at: number): number => view.getUint32(at, true);
  const isFat32 = u16(22) === 0;
  return {
    bytesPerSector: u16(11),
    sectorsPerCluster: view.getUint8(13),
    reserved: u16(14),
    fatCount: view.getUint8(16),
    rootEntries: u16(17),
    total: u16(19) || u32(32),
    isFat32,
    fatLength: isFat32 ? u32(36) : u16(22),
    rootCluster: isFat32 ? u32(44) : 0,
    state: view.getUint8(isFat32 ? 65 : 37),
  };
};

/** As Linux decides it: FAT32 by the missing 16-bit FAT length, the others by the number of clusters. */
const fatBitsOf = (isFat32: boolean, clusterCount: number): 12 | 16 | 32 => {
  if (isFat32) return 32;
  return clusterCount > 4084 ? 16 : 12;
};

const problemOf = (fields: ReturnType<typeof fieldsOf>): string | null => {
  const { bytesPerSector, sectorsPerCluster, reserved, fatCount, fatLength, total } = fields;
  if (!isPowerOfTwo(bytesPerSector) || bytesPerSector < 512 || bytesPerSector > 4096)
    return `sectors of ${bytesPerSector} bytes`;
  if (!isPowerOfTwo(sectorsPerCluster)) return `clusters of ${sectorsPerCluster} sectors`;
  if (reserved === 0 || fatCount === 0 || fatCount > 4 || fatLength === 0 || total === 0)
    return `${reserved} reserved sectors, ${fatCount} FATs of ${fatLength} sectors, ${total} sectors in all`;
  return null;
};

/**
 * Finds its way by the boot sector. Never throws: whatever a power cut left there is a result.
 * @param deviceSectors how many 512-byte sectors there are; a file system that is longer is a problem
 */
export const parseGeometry = (boot: Uint8Array, deviceSectors: number): GeometryResult => {
  const fields = fieldsOf(boot);
  const problem = problemOf(fields);
  if (problem !== null) return { problem: `boot sector: ${problem}` };
  const scale = fields.bytesPerSector / SECTOR_BYTES;
  const fatSectors = fields.fatLength * scale;
  const fatStarts = Array.from(
    { length: fields.fatCount },
    (_, copy) => fields.reserved * scale + copy * fatSectors,
  );
  const rootStart = fields.reserved * scale + fields.fatCount * fatSectors;
  const rootSectors = fields.isFat32
    ? 0
    : Math.ceil((fields.rootEntries * 32) / fields.bytesPerSector) * scale;
  const dataStart = rootStart + rootSectors;
  const end = fields.total * scale;
  if (end > deviceSectors || dataStart >= end) return { problem: `boot sector: ${end} sectors do not fit` };
  const sectorsPerCluster = fields.sectorsPerCluster * scale;
  const clusters = Math.floor((end - dataStart) / sectorsPerCluster);
  const fatBits = fatBitsOf(fields.isFat32, clusters);
  const inFat = Math.floor((fatSectors * SECTOR_BYTES * 8) / fatBits) - 2;
  const clusterCount = Math.min(clusters, inFat);
  const { rootCluster } = fields;
  const isDirty = (fields.state & 1) !== 0;
  return {
    geometry: {
      fatBits,
      sectorsPerCluster,
      fatStarts,
      fatSectors,
      rootStart,
      rootSectors,
      rootCluster,
      dataStart,
      clusterCount,
      isDirty,
    },
  };
};
