import { dirtyFlagOffset } from './boot-sector.ts';
import type { FatEntry } from './directory.ts';
import { DELETED, SLOT_BYTES } from './slots.ts';
import { readExactly } from './volume.ts';
import type { FatVolume } from './volume.ts';

/** One logical sector to be rewritten: the smallest thing that a disk writes in one piece. */
export type SectorPatch = {
  /** Bytes from the volume's start. */
  offset: number;
  /** What must still be there. */
  before: Uint8Array;
  after: Uint8Array;
};

const patchSector = async (
  { readAt, geometry: { sectorBytes } }: FatVolume,
  at: number,
  change: (sector: Buffer, position: number) => void,
): Promise<SectorPatch> => {
  const offset = at - (at % sectorBytes);
  const before = await readExactly(readAt, offset, sectorBytes);
  const after = Buffer.from(before);
  change(after, at - offset);
  return { offset, before, after };
};

/** Long-name slots in the same sector go, too: those in the one before are ignored by all readers. */
const markDeleted = (sector: Buffer, position: number, longSlots: number): void => {
  for (let back = 0; back <= longSlots && position - back * SLOT_BYTES >= 0; back += 1)
    sector[position - back * SLOT_BYTES] = DELETED;
};

/** Deletes an entry and frees none of its clusters: what else they belong to keeps them; the others are lost until fsck. */
export const patchToDelete = (volume: FatVolume, { slot, longSlots }: FatEntry): Promise<SectorPatch> =>
  patchSector(volume, slot.offset, (sector, position) => markDeleted(sector, position, longSlots));

/** What an exchange moves: attributes, times, start cluster and size; the name and its case flags (0-10, 12) stay. */
const copyContent = (to: Buffer, from: Buffer): void => {
  from.copy(to, 11, 11, 12);
  from.copy(to, 13, 13, SLOT_BYTES);
};

/**
 * Makes the live name lead to the stage's clusters. The stage is deleted in the same write if its entry is
 * in the same sector; else both have the same clusters until `patchToDelete`, as in the midst of an exchange.
 */
export const patchToAdopt = async (
  volume: FatVolume,
  { live, stage }: { live: FatEntry; stage: FatEntry },
): Promise<SectorPatch> => {
  const { sectorBytes } = volume.geometry;
  const stageSector = await readExactly(volume.readAt, stage.slot.sector * sectorBytes, sectorBytes);
  const stageAt = stage.slot.offset % sectorBytes;
  return patchSector(volume, live.slot.offset, (sector, position) => {
    copyContent(
      sector.subarray(position, position + SLOT_BYTES),
      stageSector.subarray(stageAt, stageAt + SLOT_BYTES),
    );
    if (stage.slot.sector === live.slot.sector) markDeleted(sector, stageAt, stage.longSlots);
  });
};

/**
 * Clears the dirty mark, or returns null if there is none. The kernel never clears it on a volume that was dirty
 * when it was mounted, and fsck.vfat finds fault with it. Only for a volume in which nothing is wrong.
 */
export const patchToClearDirty = async (volume: FatVolume): Promise<SectorPatch | null> => {
  const { isDirty, kind } = volume.geometry;
  if (!isDirty) return null;
  return patchSector(volume, 0, (sector) => {
    const at = dirtyFlagOffset(kind);
    sector[at] = (sector[at] ?? 0) & ~1;
  });
};
