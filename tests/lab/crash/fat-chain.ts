import type { Finding, FindingKind } from './fat-findings.ts';
import type { FatGeometry } from './fat-geometry.ts';
import { createFatTable, FREE, limitsOf } from './fat-table.ts';
import type { ContentStore } from './sector-image.ts';

export type Chain = {
  /** As far as it could be followed. */
  clusters: readonly number[];
  /** Ends where a chain ends, at an end mark. */
  isWhole: boolean;
};

type Walk = {
  /** Of the entry that the chain belongs to. */
  index: number;
  start: number;
  /** By the file's size; null for a directory, which is as long as its chain. */
  neededClusters: number | null;
};

export type ChainWalker = {
  /** Begins with another state. */
  begin: (ids: Uint32Array, findings: Finding[]) => void;
  walk: (walk: Walk) => Chain;
  sectorsOf: (ids: Uint32Array, clusters: readonly number[]) => Uint32Array;
  /** Index of the entry that was first found to have the cluster in this state, or null. */
  ownerOf: (cluster: number) => number | null;
  totals: () => { lostClusters: number; allocatedClusters: number };
  /** More steps than any sane file system takes: garbage. */
  isExhausted: () => boolean;
};

const STEPS_PER_CLUSTER = 4;
const MIN_STEPS = 100_000;

/** Follows chains through the first FAT, and keeps account of which entry has which cluster. */
export const createChainWalker = (geometry: FatGeometry, store: ContentStore): ChainWalker => {
  const { clusterCount, sectorsPerCluster, dataStart } = geometry;
  const table = createFatTable(geometry, store);
  const { bad, end } = limitsOf(geometry.fatBits);
  // A cluster is taken in this state if its stamp is this state's: nothing has to be cleared.
  const stamps = new Uint32Array(clusterCount + 2);
  const owners = new Uint32Array(clusterCount + 2);
  let stamp = 0;
  let reached = 0;
  let stepsLeft = 0;
  let findings: Finding[] = [];
  const note = (kind: FindingKind, index: number, other: number | null = null): void =>
    void findings.push({ kind, index, other });

  /** True if nobody has the cluster yet; the next of one's own clusters twice is a loop. */
  const take = (cluster: number, index: number, others: Set<number>): 'taken' | 'shared' | 'loop' => {
    if (stamps[cluster] !== stamp) {
      stamps[cluster] = stamp;
      owners[cluster] = index;
      const entry = table.entries[cluster];
      if (entry !== FREE && entry !== bad) reached += 1;
      return 'taken';
    }
    const owner = owners[cluster] ?? 0;
    if (owner === index) return 'loop';
    if (!others.has(owner)) note('cross-link', index, owner);
    others.add(owner);
    return 'shared';
  };

  const faultAfter = (cluster: number, isFirst: boolean): FindingKind | null => {
    const entry = table.entries[cluster] ?? 0;
    if (entry === FREE) return isFirst ? 'start-free' : 'free-in-chain';
    if (entry === bad) return 'bad-in-chain';
    return entry < end && (entry < 2 || entry >= clusterCount + 2) ? 'out-of-range' : null;
  };

  const follow = ({ index, start }: Walk): Chain => {
    const clusters: number[] = [];
    const others = new Set<number>();
    for (let cluster = start; ; cluster = table.entries[cluster] ?? 0) {
      stepsLeft -= 1;
      // Somebody else's loop is not seen by its owners.
      const isEndless = stepsLeft <= 0 || clusters.length > clusterCount;
      const isLoop = isEndless || take(cluster, index, others) === 'loop';
      const fault = isLoop ? 'loop' : faultAfter(cluster, cluster === start);
      if (!isLoop) clusters.push(cluster);
      if (fault !== null) note(fault, index);
      if (fault !== null) return { clusters, isWhole: false };
      if ((table.entries[cluster] ?? 0) >= end) return { clusters, isWhole: true };
    }
  };

  const walk = (request: Walk): Chain => {
    const { index, start, neededClusters } = request;
    if (start === 0) {
      if (neededClusters !== 0) note('start-zero', index);
      return { clusters: [], isWhole: neededClusters === 0 };
    }
    if (start < 2 || start >= clusterCount + 2) {
      note('out-of-range', index);
      return { clusters: [], isWhole: false };
    }
    const chain = follow(request);
    if (neededClusters === null || !chain.isWhole) return chain;
    if (chain.clusters.length < neededClusters) note('chain-too-short', index);
    if (chain.clusters.length > neededClusters) note('chain-too-long', index);
    return chain;
  };

  const sectorsOf = (ids: Uint32Array, clusters: readonly number[]): Uint32Array => {
    const sectors = new Uint32Array(clusters.length * sectorsPerCluster);
    let at = 0;
    for (const cluster of clusters) {
      const first = dataStart + (cluster - 2) * sectorsPerCluster;
      for (let sector = first; sector < first + sectorsPerCluster; sector += 1)
        sectors[at++] = ids[sector] ?? 0;
    }
    return sectors;
  };

  const begin = (ids: Uint32Array, into: Finding[]): void => {
    stamp += 1;
    reached = 0;
    findings = into;
    stepsLeft = Math.max(MIN_STEPS, clusterCount * STEPS_PER_CLUSTER);
    table.update(ids);
  };

  return {
    begin,
    walk,
    sectorsOf,
    ownerOf: (cluster) => (stamps[cluster] === stamp ? (owners[cluster] ?? null) : null),
    totals: () => ({
      lostClusters: table.allocated() - reached,
      allocatedClusters: table.allocated(),
    }),
    isExhausted: () => stepsLeft <= 0,
  };
};
