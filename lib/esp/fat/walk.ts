import { followChain } from './chain.ts';
import type { Chain } from './chain.ts';
import { readDirectoryAt } from './directory.ts';
import type { FatDirectory, FatEntry } from './directory.ts';
import { FatError } from './fat-error.ts';
import type { FatVolume } from './volume.ts';

/**
 * What is wrong with one file or directory. `no-clusters`: a directory, or a file that has bytes, whose start cluster
 * is 0 (what fsck.vfat leaves of a broken one). `short`: fewer clusters than its size needs. `no-dot`: the clusters of
 * a directory hold something else. The others are its chain's end.
 */
export type NodeProblem = 'no-clusters' | 'free' | 'bad' | 'outside' | 'loop' | 'short' | 'no-dot';

export type FatNode = { path: string; entry: FatEntry; chain: Chain; problem: NodeProblem | null };

export type WalkOptions = {
  /** Of what is in the root; '' by default. */
  path?: string;
  /** Entries that are neither given nor gone into. */
  isSkipped?: (entry: FatEntry) => boolean;
};

const MAX_DEPTH = 32;
const MAX_NODES = 100_000;
/** Chains may be shared, by damage; garbage may share one among thousands of entries. */
const MAX_SHARING = 8;

type Walk = {
  volume: FatVolume;
  nodes: FatNode[];
  isSkipped: (entry: FatEntry) => boolean;
  visited: Set<number>;
  clusters: number;
};

const count = (walk: Walk, chain: Chain): void => {
  walk.clusters += chain.clusters.length + 1;
  const { clusterCount } = walk.volume.geometry;
  if (walk.nodes.length < MAX_NODES && walk.clusters <= MAX_SHARING * clusterCount + MAX_NODES) return;
  throw new FatError('TOO_COMPLEX', 'the volume has too many entries or shared clusters for an ESP');
};

const problemOfChain = (
  { entry, chain }: Omit<FatNode, 'problem'>,
  clusterBytes: number,
): NodeProblem | null => {
  const needed = entry.isDirectory ? 1 : Math.ceil(entry.sizeBytes / clusterBytes);
  if (chain.end === 'empty') return needed === 0 ? null : 'no-clusters';
  if (chain.end !== 'end') return chain.end;
  return chain.clusters.length < needed ? 'short' : null;
};

/** Slot 0 of a directory names itself. Otherwise its cluster was never written, or now belongs to another file. */
const hasDot = ({ special }: FatDirectory, start: number): boolean => {
  const [dot] = special;
  return dot?.slot.index === 0 && dot.shortName === '.' && dot.isDirectory && dot.startCluster === start;
};

const visitDirectory = async (walk: Walk, node: FatNode, depth: number): Promise<void> => {
  const { startCluster } = node.entry;
  if (node.chain.clusters.length === 0 || walk.visited.has(startCluster)) return;
  if (depth > MAX_DEPTH) throw new FatError('TOO_COMPLEX', `${node.path} is nested too deep`);
  walk.visited.add(startCluster);
  const directory = await readDirectoryAt(walk.volume, startCluster);
  if (!hasDot(directory, startCluster)) {
    node.problem ??= 'no-dot';
    return;
  }
  await visitEntries(walk, { directory, path: node.path, depth });
};

const visitEntry = async (
  walk: Walk,
  entry: FatEntry,
  at: { path: string; depth: number },
): Promise<void> => {
  const { table, geometry } = walk.volume;
  const chain = followChain(table, entry.startCluster);
  count(walk, chain);
  const found = { path: at.path, entry, chain };
  const node: FatNode = { ...found, problem: problemOfChain(found, geometry.clusterBytes) };
  walk.nodes.push(node);
  if (entry.isDirectory) await visitDirectory(walk, node, at.depth + 1);
};

const visitEntries = async (
  walk: Walk,
  { directory, path, depth }: { directory: FatDirectory; path: string; depth: number },
): Promise<void> => {
  for (const entry of directory.entries) {
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    if (!walk.isSkipped(entry)) await visitEntry(walk, entry, { path: child, depth });
  }
};

const newWalk = (volume: FatVolume, isSkipped: Walk['isSkipped'] = () => false): Walk => ({
  volume,
  nodes: [],
  isSkipped,
  visited: new Set(),
  clusters: 0,
});

/**
 * Every file and directory below a directory, parents first. A directory that is found twice (cross-linked) is given
 * twice and gone into once; one whose clusters are not its own is not gone into.
 * @throws {FatError} TOO_COMPLEX, SHORT_READ
 */
export const walkDirectory = async (
  volume: FatVolume,
  directory: FatDirectory,
  { path = '', isSkipped }: WalkOptions = {},
): Promise<FatNode[]> => {
  const walk = newWalk(volume, isSkipped);
  await visitEntries(walk, { directory, path, depth: 0 });
  return walk.nodes;
};

/** One entry and everything below it. @throws {FatError} TOO_COMPLEX, SHORT_READ */
export const walkEntry = async (volume: FatVolume, entry: FatEntry, path: string): Promise<FatNode[]> => {
  const walk = newWalk(volume);
  await visitEntry(walk, entry, { path, depth: 0 });
  return walk.nodes;
};
