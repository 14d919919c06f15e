/** Gives back what no name leads to, and makes the copies of the FAT agree: as fsck.vfat would, a sector at a time. */
import type { FatGeometry } from './boot-sector.ts';
import type { SectorPatch } from './patch.ts';
import { findLost } from './survey.ts';
import { readExactly } from './volume.ts';
import type { FatVolume } from './volume.ts';

export type TidyPlan = {
  /** To be written in this order; interrupted anywhere, planning again goes on from there. */
  patches: SectorPatch[];
  freedClusters: number;
};

/** The upper 4 bits of a FAT32 entry are reserved and stay (FAT specification, section 4). */
const free = (table: Buffer, clusters: readonly number[], kind: FatGeometry['kind']): void => {
  for (const cluster of clusters) {
    if (kind === 16) table.writeUInt16LE(0, cluster * 2);
    else table.writeUInt32LE((table.readUInt32LE(cluster * 4) & 0xf000_0000) >>> 0, cluster * 4);
  }
};

const patchesFor = (wanted: Buffer, found: Buffer, at: { offset: number; sectorBytes: number }) => {
  const patches: SectorPatch[] = [];
  for (let start = 0; start < wanted.length; start += at.sectorBytes) {
    const [before, after] = [found, wanted].map((table) => table.subarray(start, start + at.sectorBytes));
    if (before === undefined || after === undefined || before.equals(after)) continue;
    patches.push({ offset: at.offset + start, before, after });
  }
  return patches;
};

/**
 * Plans what frees every lost cluster and makes each copy of the FAT what the first one is. The first, which everybody
 * reads, is written last: until then what is lost is still found. Nothing is planned while anything is damaged or shared,
 * for what that leads to looks lost; nothing is freed on FAT12. Only for a volume that is not mounted.
 * @throws {FatError} TOO_COMPLEX, SHORT_READ
 */
export const planTidy = async (volume: FatVolume): Promise<TidyPlan> => {
  const { geometry, readAt } = volume;
  const { kind, tableOffset, tableBytes, tableCount, sectorBytes, isMirrored } = geometry;
  const { crossLinks, damaged, lost } = await findLost(volume);
  if (!isMirrored || crossLinks.length + damaged.length > 0) return { patches: [], freedClusters: 0 };
  const first = await readExactly(readAt, tableOffset, tableBytes);
  const wanted = Buffer.from(first);
  const freed = kind === 12 ? [] : lost;
  if (kind !== 12) free(wanted, freed, kind);
  const patches: SectorPatch[] = [];
  for (let copy = tableCount - 1; copy >= 0; copy -= 1) {
    const offset = tableOffset + copy * tableBytes;
    const found = copy === 0 ? first : await readExactly(readAt, offset, tableBytes);
    patches.push(...patchesFor(wanted, found, { offset, sectorBytes }));
  }
  return { patches, freedClusters: freed.length };
};
