import { FatError } from './fat-error.ts';

export type FatKind = 12 | 16 | 32;

/** The layout of a volume. Offsets and sizes are in bytes from its start unless named otherwise. */
export type FatGeometry = {
  kind: FatKind;
  /** The logical sector: 512, or up to 4096. Directory entries are co-located in these. */
  sectorBytes: number;
  clusterBytes: number;
  /** Data clusters; they are numbered from 2 on. */
  clusterCount: number;
  totalBytes: number;
  /** Of the FAT that is in use. */
  tableOffset: number;
  tableBytes: number;
  tableCount: number;
  /** False if a FAT32 keeps but one of its FATs up to date: UEFI refuses that. */
  isMirrored: boolean;
  /** The fixed root directory of FAT12 and FAT16; of length 0 on FAT32. */
  rootOffset: number;
  rootBytes: number;
  /** 0 on FAT12 and FAT16. */
  rootCluster: number;
  dataOffset: number;
  volumeSerial: number;
  /** The volume is mounted for writing, or was and never cleanly unmounted. */
  isDirty: boolean;
};

export const BOOT_SECTOR_BYTES = 512;
/** Byte of the dirty flag (bit 0), which the kernel's vfat sets and clears (Linux fs/fat/inode.c, fat_set_state). */
export const dirtyFlagOffset = (kind: FatKind): number => (kind === 32 ? 65 : 37);

const refuse = (why: string): never => {
  throw new FatError('NOT_FAT', `no FAT file system: ${why}`);
};

const isPowerOfTwo = (value: number): boolean => value > 0 && (value & (value - 1)) === 0;

type Fields = {
  sectorBytes: number;
  sectorsPerCluster: number;
  reserved: number;
  tableCount: number;
  rootEntries: number;
  totalSectors: number;
  tableSectors: number;
  is32: boolean;
};

/** FAT specification, section 3: the fields that every kind has. */
const readFields = (sector: Buffer): Fields => {
  const tableSectors16 = sector.readUInt16LE(22);
  const totalSectors16 = sector.readUInt16LE(19);
  return {
    sectorBytes: sector.readUInt16LE(11),
    sectorsPerCluster: sector.readUInt8(13),
    reserved: sector.readUInt16LE(14),
    tableCount: sector.readUInt8(16),
    rootEntries: sector.readUInt16LE(17),
    totalSectors: totalSectors16 === 0 ? sector.readUInt32LE(32) : totalSectors16,
    tableSectors: tableSectors16 === 0 ? sector.readUInt32LE(36) : tableSectors16,
    is32: tableSectors16 === 0,
  };
};

const checkFields = (fields: Fields): void => {
  const { sectorBytes, sectorsPerCluster } = fields;
  if (!isPowerOfTwo(sectorBytes) || sectorBytes < 512 || sectorBytes > 4096)
    refuse(`sectors of ${sectorBytes} bytes`);
  if (!isPowerOfTwo(sectorsPerCluster)) refuse(`${sectorsPerCluster} sectors a cluster`);
  if (fields.reserved === 0) refuse('no reserved sectors');
  if (fields.tableCount === 0) refuse('no FAT');
  if (fields.tableSectors === 0) refuse('FATs of length 0');
  if ((fields.rootEntries * 32) % sectorBytes !== 0)
    refuse('a root directory that does not fill whole sectors');
  if (fields.is32 && fields.rootEntries !== 0) refuse('FAT32 with a fixed root directory');
  if (!fields.is32 && fields.rootEntries === 0) refuse('FAT16 without a root directory');
};

/** The kind follows from the number of clusters; the FAT's own length tells FAT32 (Linux fs/fat/inode.c). */
const kindOf = (fields: Fields, clusterCount: number): FatKind => {
  if (fields.is32) return 32;
  return clusterCount > 4084 ? 16 : 12;
};

/** ExtFlags of FAT32: bit 7 says that only the FAT of bits 0-3 is kept. */
const activeTable = (
  sector: Buffer,
  { is32, tableCount }: Fields,
): { isMirrored: boolean; index: number } => {
  const flags = is32 ? sector.readUInt16LE(40) : 0;
  if ((flags & 0x80) === 0) return { isMirrored: true, index: 0 };
  const index = flags & 0x0f;
  return index < tableCount
    ? { isMirrored: false, index }
    : refuse(`FAT ${index} of ${tableCount} is the active one`);
};

/** Clusters that are on the volume and have an entry in the FAT: some formatters make the FAT too short (Linux does the same). */
const countClusters = (fields: Fields, dataBytes: number): { kind: FatKind; clusterCount: number } => {
  const { sectorBytes, sectorsPerCluster, tableSectors } = fields;
  const onVolume = Math.floor(dataBytes / (sectorsPerCluster * sectorBytes));
  const kind = kindOf(fields, onVolume);
  const limit = { 12: 0xff4, 16: 0xfff4, 32: 0x0fff_fff5 }[kind];
  const inTable = Math.floor((tableSectors * sectorBytes * 8) / kind) - 2;
  const clusterCount = Math.min(onVolume, inTable);
  if (clusterCount < 1) refuse('no data area');
  if (clusterCount > limit) refuse(`${clusterCount} clusters on FAT${kind}`);
  return { kind, clusterCount };
};

/**
 * Reads the BIOS parameter block of a FAT volume and checks that what it says fits together.
 * @param bytes the volume's first 512 bytes or more
 * @throws {FatError} NOT_FAT; UNSUPPORTED for a FAT32 of a later version
 */
export const parseBootSector = (bytes: Uint8Array): FatGeometry => {
  if (bytes.length < BOOT_SECTOR_BYTES) refuse(`only ${bytes.length} bytes`);
  const sector = Buffer.from(bytes.buffer, bytes.byteOffset, BOOT_SECTOR_BYTES);
  if (sector.readUInt16LE(510) !== 0xaa55) refuse('no boot sector signature');
  const fields = readFields(sector);
  checkFields(fields);
  const { sectorBytes, tableCount, is32 } = fields;
  if (is32 && sector.readUInt16LE(42) !== 0) throw new FatError('UNSUPPORTED', 'FAT32 of a later version');
  const tableBytes = fields.tableSectors * sectorBytes;
  const rootOffset = fields.reserved * sectorBytes + tableCount * tableBytes;
  const rootBytes = fields.rootEntries * 32;
  const dataOffset = rootOffset + rootBytes;
  const clusterBytes = fields.sectorsPerCluster * sectorBytes;
  const totalBytes = fields.totalSectors * sectorBytes;
  const { kind, clusterCount } = countClusters(fields, totalBytes - dataOffset);
  const rootCluster = is32 ? sector.readUInt32LE(44) : 0;
  if (is32 && (rootCluster < 2 || rootCluster > clusterCount + 1))
    refuse('a root directory outside the data area');
  const { isMirrored, index } = activeTable(sector, fields);
  return {
    kind,
    sectorBytes,
    clusterBytes,
    clusterCount,
    totalBytes,
    tableOffset: fields.reserved * sectorBytes + index * tableBytes,
    tableBytes,
    tableCount,
    isMirrored,
    rootOffset,
    rootBytes,
    rootCluster,
    dataOffset,
    volumeSerial: sector.readUInt32LE(is32 ? 67 : 39),
    isDirty: (sector.readUInt8(dirtyFlagOffset(kind)) & 1) !== 0,
  };
};
