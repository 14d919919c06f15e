import type { FatGeometry, FatKind } from './boot-sector.ts';

/** What the FAT says of one cluster. */
export type Link =
  | { kind: 'next'; next: number }
  | { kind: 'end' }
  | { kind: 'free' }
  | { kind: 'bad' }
  /** The cluster does not exist. */
  | { kind: 'outside' };

export type FatTable = {
  link: (cluster: number) => Link;
  /** Of all clusters of the volume. */
  clusterCount: number;
};

type Values = { read: (cluster: number) => number; bad: number; end: number };

const readersOf = (bytes: Buffer): Record<FatKind, Values> => ({
  12: {
    read: (cluster) => {
      const pair = bytes.readUInt16LE(cluster + (cluster >> 1));
      return cluster % 2 === 0 ? pair & 0xfff : pair >> 4;
    },
    bad: 0xff7,
    end: 0xff8,
  },
  16: { read: (cluster) => bytes.readUInt16LE(cluster * 2), bad: 0xfff7, end: 0xfff8 },
  // The upper 4 bits of a FAT32 entry are reserved (FAT specification, section 4).
  32: {
    read: (cluster) => bytes.readUInt32LE(cluster * 4) & 0x0fff_ffff,
    bad: 0x0fff_fff7,
    end: 0x0fff_fff8,
  },
});

/** Bytes of a FAT that `createTable` needs: those of the clusters that there are. */
export const usedTableBytes = ({ kind, clusterCount }: Pick<FatGeometry, 'kind' | 'clusterCount'>): number =>
  Math.ceil(((clusterCount + 2) * kind) / 8);

/** @param bytes of one FAT; at least `usedTableBytes` */
export const createTable = (
  bytes: Uint8Array,
  { kind, clusterCount }: Pick<FatGeometry, 'kind' | 'clusterCount'>,
): FatTable => {
  // FAT12 reads two bytes for each entry; the last one may end with the first of them.
  const padded =
    kind === 12
      ? Buffer.concat([bytes, Buffer.alloc(1)])
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { read, bad, end } = readersOf(padded)[kind];
  const isCluster = (number: number): boolean => number >= 2 && number <= clusterCount + 1;
  const link = (cluster: number): Link => {
    if (!isCluster(cluster)) return { kind: 'outside' };
    const value = read(cluster);
    if (value === 0) return { kind: 'free' };
    if (value === bad) return { kind: 'bad' };
    if (value >= end) return { kind: 'end' };
    return { kind: 'next', next: value };
  };
  return { link, clusterCount };
};
