import { SECTOR_BYTES } from './sector-image.ts';
import type { FatGeometry } from './fat-geometry.ts';
import type { ContentStore } from './sector-image.ts';

/** The first FAT, decoded. Kept from one state to the next: only sectors that differ are decoded again. */
export type FatTable = {
  /** By cluster number; FAT32's upper 4 bits are masked away. */
  entries: Uint32Array;
  /** Clusters that are neither free nor bad. */
  allocated: () => number;
  update: (ids: Uint32Array) => void;
};

export const FREE = 0;

/** The lowest values that mean a bad cluster and the end of a chain. */
export const limitsOf = (fatBits: 12 | 16 | 32): { bad: number; end: number } => {
  const ones = fatBits === 32 ? 0x0fffffff : 2 ** fatBits - 1;
  return { bad: ones - 8, end: ones - 7 };
};

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Three bytes hold two entries, and these straddle sectors: all are decoded at once. */
const decodeTwelve = (sectors: readonly Uint8Array[], entries: Uint32Array): void => {
  const bytes = Buffer.concat(sectors);
  for (let cluster = 0; cluster < entries.length; cluster += 1) {
    const at = cluster + (cluster >> 1);
    const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    entries[cluster] = cluster & 1 ? pair >> 4 : pair & 0xfff;
  }
};

/** @param geometry of the file system whose FAT it is; make another table if it changes */
export const createFatTable = (geometry: FatGeometry, store: Pick<ContentStore, 'contentOf'>): FatTable => {
  const { fatBits, fatStarts, fatSectors, clusterCount } = geometry;
  const entries = new Uint32Array(clusterCount + 2);
  const { bad } = limitsOf(fatBits);
  const seen = new Uint32Array(fatSectors).fill(0xffffffff);
  const perSector = fatBits === 32 ? SECTOR_BYTES / 4 : SECTOR_BYTES / 2;
  const isAllocated = (entry: number | undefined): boolean =>
    entry !== undefined && entry !== FREE && entry !== bad;
  let allocated = 0;
  const decode = (sector: number, content: DataView): void => {
    const first = sector * perSector;
    const end = Math.min(first + perSector, entries.length);
    for (let cluster = first; cluster < end; cluster += 1) {
      const at = cluster - first;
      const entry =
        fatBits === 32 ? content.getUint32(at * 4, true) & 0x0fffffff : content.getUint16(at * 2, true);
      if (cluster >= 2) allocated += Number(isAllocated(entry)) - Number(isAllocated(entries[cluster]));
      entries[cluster] = entry;
    }
  };
  const update = (ids: Uint32Array): void => {
    const start = fatStarts[0] ?? 0;
    let isChanged = false;
    for (let sector = 0; sector < fatSectors; sector += 1) {
      const id = ids[start + sector] ?? 0;
      if (seen[sector] === id) continue;
      seen[sector] = id;
      isChanged = true;
      if (fatBits !== 12) decode(sector, viewOf(store.contentOf(id)));
    }
    if (fatBits !== 12 || !isChanged) return;
    decodeTwelve(Array.from(seen, store.contentOf), entries);
    allocated = entries.subarray(2).filter(isAllocated).length;
  };
  return { entries, allocated: () => allocated, update };
};
