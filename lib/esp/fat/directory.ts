import { foldFatName } from '../fat-names.ts';
import { followChain } from './chain.ts';
import type { Chain } from './chain.ts';
import { FatError } from './fat-error.ts';
import { longNameOf, parseShortSlot, SLOT_BYTES, useOf } from './slots.ts';
import type { ShortSlot, SlotUse } from './slots.ts';
import { clusterOffset, readExactly } from './volume.ts';
import type { FatVolume } from './volume.ts';

/** One slot: where it is and what it holds. */
export type FatSlot = {
  /** From 0, in the directory. */
  index: number;
  /** Byte offset on the volume. */
  offset: number;
  /** Number of its logical sector on the volume: slots of one sector reach the disk together. */
  sector: number;
  use: SlotUse;
};

export type FatEntry = ShortSlot & {
  /** The long name, or the short one in its shown case. */
  name: string;
  /** Of the 8.3 slot: what an exchange rewrites. */
  slot: FatSlot;
  /** Slots of its long name, right before; 0 if it has none. */
  longSlots: number;
  /** It stands behind a slot that was never used, where firmware stops reading and Linux does not. */
  isBeyondEnd: boolean;
};

export type FatDirectory = {
  /** In directory order: no `.` and `..`, no volume label, nothing deleted. */
  entries: FatEntry[];
  /** `.`, `..` and the volume label. */
  special: FatEntry[];
  slots: FatSlot[];
  /** Slots of long names that belong to no 8.3 slot. */
  orphans: FatSlot[];
  /** False for the root directory of FAT12 and FAT16. */
  canGrow: boolean;
  /** Of its clusters; `empty` for a fixed root. */
  chain: Chain;
};

const MAX_DIRECTORY_BYTES = 65_536 * SLOT_BYTES; // FAT specification, section 6; Linux FAT_MAX_DIR_SIZE

type Extent = { offset: number; length: number };

const extentsOf = (
  volume: FatVolume,
  start: number,
): { extents: Extent[]; chain: Chain; canGrow: boolean } => {
  const { geometry, table } = volume;
  const isFixedRoot = start === 0 && geometry.kind !== 32;
  if (isFixedRoot) {
    const extents = [{ offset: geometry.rootOffset, length: geometry.rootBytes }];
    return { extents, chain: { clusters: [], end: 'empty' }, canGrow: false };
  }
  const chain = followChain(table, start === 0 ? geometry.rootCluster : start);
  const most = Math.ceil(MAX_DIRECTORY_BYTES / geometry.clusterBytes);
  const extents = chain.clusters
    .slice(0, most)
    .map((cluster) => ({ offset: clusterOffset(geometry, cluster), length: geometry.clusterBytes }));
  return { extents, chain, canGrow: true };
};

type RawSlot = FatSlot & { bytes: Buffer };

const readSlots = async ({ readAt, geometry }: FatVolume, extents: readonly Extent[]): Promise<RawSlot[]> => {
  const slots: RawSlot[] = [];
  for (const { offset, length } of extents) {
    const bytes = await readExactly(readAt, offset, length);
    for (let at = 0; at < length; at += SLOT_BYTES) {
      const slot = bytes.subarray(at, at + SLOT_BYTES);
      slots.push({
        index: slots.length,
        offset: offset + at,
        sector: Math.floor((offset + at) / geometry.sectorBytes),
        use: useOf(slot),
        bytes: slot,
      });
    }
  }
  return slots;
};

const withoutBytes = ({ index, offset, sector, use }: RawSlot): FatSlot => ({ index, offset, sector, use });

const entryAt = (
  slots: readonly RawSlot[],
  at: RawSlot,
  context: { is32: boolean; end: number },
): FatEntry => {
  const short = parseShortSlot(at.bytes, context);
  const before = slots.slice(Math.max(0, at.index - 20), at.index).map(({ bytes }) => bytes);
  const long = longNameOf(before, short.checksum);
  return {
    ...short,
    name: long?.name ?? short.shownName,
    slot: withoutBytes(at),
    longSlots: long?.slots ?? 0,
    isBeyondEnd: context.end >= 0 && at.index > context.end,
  };
};

const isSpecial = ({ isVolumeLabel, shortName }: FatEntry): boolean =>
  isVolumeLabel || shortName === '.' || shortName === '..';

const orphansAmong = (slots: readonly RawSlot[], entries: readonly FatEntry[]): FatSlot[] => {
  const owned = new Set<number>();
  for (const { slot, longSlots } of entries)
    for (let back = 1; back <= longSlots; back += 1) owned.add(slot.index - back);
  return slots.filter(({ use, index }) => use === 'long' && !owned.has(index)).map(withoutBytes);
};

/**
 * Reads the directory that starts at a cluster, as far as its chain can be followed: `chain.end` tells whether that is
 * all of it.
 * @param start 0 for the root directory
 * @throws {FatError} SHORT_READ
 */
export const readDirectoryAt = async (volume: FatVolume, start: number): Promise<FatDirectory> => {
  const { extents, chain, canGrow } = extentsOf(volume, start);
  const slots = await readSlots(volume, extents);
  const end = slots.findIndex(({ use }) => use === 'never-used');
  const context = { is32: volume.geometry.kind === 32, end };
  const all = slots.filter(({ use }) => use === 'short').map((slot) => entryAt(slots, slot, context));
  return {
    entries: all.filter((entry) => !isSpecial(entry)),
    special: all.filter(isSpecial),
    slots: slots.map(withoutBytes),
    orphans: orphansAmong(slots, all),
    canGrow,
    chain,
  };
};

/** The entry of this name, long or short, in any case; the first one, as every reader takes it. */
export const entryNamed = ({ entries }: Pick<FatDirectory, 'entries'>, name: string): FatEntry | null => {
  const folded = foldFatName(name);
  const isNamed = (entry: FatEntry): boolean =>
    foldFatName(entry.name) === folded || foldFatName(entry.shortName) === folded;
  return entries.find(isNamed) ?? null;
};

/**
 * Reads a directory by its path from the root, `EFI/debian`; '' is the root.
 * @throws {FatError} NOT_FOUND, NOT_A_DIRECTORY; DAMAGED if an entry on the way has no clusters; SHORT_READ
 */
export const readDirectory = async (volume: FatVolume, path: string): Promise<FatDirectory> => {
  let directory = await readDirectoryAt(volume, 0);
  for (const segment of path.split('/').filter((part) => part !== '')) {
    const entry = entryNamed(directory, segment);
    if (entry === null) throw new FatError('NOT_FOUND', `${segment} in ${path} does not exist`);
    if (!entry.isDirectory) throw new FatError('NOT_A_DIRECTORY', `${segment} in ${path} is a file`);
    if (entry.startCluster === 0)
      throw new FatError('DAMAGED', `${segment} in ${path} has lost its clusters`);
    directory = await readDirectoryAt(volume, entry.startCluster);
  }
  return directory;
};
