/** The 32-byte slots of a FAT directory (FAT specification, sections 6 and 7). Pure over bytes. */

export const SLOT_BYTES = 32;
/** Byte 0 of a slot: free from here on for firmware; just free for Linux, which reads on. */
const NEVER_USED = 0x00;
export const DELETED = 0xe5;
const ATTRIBUTE = { volumeLabel: 0x08, directory: 0x10, long: 0x0f } as const;
const AT = {
  attributes: 11,
  lowerCase: 12,
  checksum: 13,
  clusterHigh: 20,
  clusterLow: 26,
  size: 28,
} as const;
const LAST_LONG = 0x40;
const MAX_LONG_SLOTS = 20;
const UNITS_AT = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];

export type SlotUse = 'never-used' | 'deleted' | 'long' | 'short';

export const useOf = (slot: Buffer): SlotUse => {
  const first = slot.readUInt8(0);
  if (first === NEVER_USED) return 'never-used';
  if (first === DELETED) return 'deleted';
  return (slot.readUInt8(AT.attributes) & 0x3f) === ATTRIBUTE.long ? 'long' : 'short';
};

/** What an 8.3 slot says. */
export type ShortSlot = {
  /** `MICROS~1`, `BOOTX64.EFI`; bytes above ASCII as Latin-1. */
  shortName: string;
  /** The short name in the case that its flags give it (Windows NT; Linux with shortname=winnt). */
  shownName: string;
  attributes: number;
  isDirectory: boolean;
  isVolumeLabel: boolean;
  startCluster: number;
  sizeBytes: number;
  /** What long slots of this name carry. */
  checksum: number;
};

const checksumOf = (name: Buffer): number => {
  let sum = 0;
  for (const byte of name) sum = (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff;
  return sum;
};

const joinParts = (base: string, extension: string): string =>
  extension === '' ? base : `${base}.${extension}`;

/** `kind` decides whether the upper half of the start cluster counts: FAT12 and FAT16 keep other things there. */
export const parseShortSlot = (slot: Buffer, { is32 }: { is32: boolean }): ShortSlot => {
  const raw = Buffer.from(slot.subarray(0, 11));
  const name = Buffer.from(raw);
  if (name[0] === 0x05) name[0] = DELETED; // stands for a real E5, which would mean deleted
  const base = name.toString('latin1', 0, 8).trimEnd();
  const extension = name.toString('latin1', 8, 11).trimEnd();
  const flags = slot.readUInt8(AT.lowerCase);
  const attributes = slot.readUInt8(AT.attributes);
  const isVolumeLabel = (attributes & ATTRIBUTE.volumeLabel) !== 0;
  return {
    shortName: joinParts(base, extension),
    shownName: joinParts(
      (flags & 0x08) === 0 ? base : base.toLowerCase(),
      (flags & 0x10) === 0 ? extension : extension.toLowerCase(),
    ),
    attributes,
    isDirectory: !isVolumeLabel && (attributes & ATTRIBUTE.directory) !== 0,
    isVolumeLabel,
    startCluster:
      slot.readUInt16LE(AT.clusterLow) + (is32 ? slot.readUInt16LE(AT.clusterHigh) * 0x1_0000 : 0),
    sizeBytes: slot.readUInt32LE(AT.size),
    checksum: checksumOf(raw),
  };
};

type LongSlot = { ordinal: number; isLast: boolean; checksum: number; units: number[] };

const parseLongSlot = (slot: Buffer): LongSlot => {
  const first = slot.readUInt8(0);
  return {
    ordinal: first & ~LAST_LONG,
    isLast: (first & LAST_LONG) !== 0,
    checksum: slot.readUInt8(AT.checksum),
    units: UNITS_AT.map((at) => slot.readUInt16LE(at)),
  };
};

const textOf = (units: readonly number[]): string => {
  const end = units.indexOf(0);
  return String.fromCharCode(...(end < 0 ? units : units.slice(0, end)));
};

/**
 * The long name that stands in the slots right before an 8.3 slot, or null: unless each is there, in descending order
 * and with the checksum of the 8.3 name, all readers fall back to the 8.3 name.
 * @param before the slots before it, the nearest last
 */
export const longNameOf = (
  before: readonly Buffer[],
  checksum: number,
): { name: string; slots: number } | null => {
  const units: number[] = [];
  for (let ordinal = 1; ordinal <= MAX_LONG_SLOTS; ordinal += 1) {
    const slot = before[before.length - ordinal];
    if (slot === undefined || useOf(slot) !== 'long') return null;
    const long = parseLongSlot(slot);
    if (long.ordinal !== ordinal || long.checksum !== checksum) return null;
    units.push(...long.units);
    if (long.isLast) return { name: textOf(units), slots: ordinal };
  }
  return null;
};
