/** The space that a swap's trees need on FAT. Pure. */
import { clustersFor, treeClusterBytes } from '../esp/index.ts';
import type { Plan, Swap } from '../wire/types.ts';
import { expectedFilesOfSwap } from './expected.ts';
import type { ExpectedFile, PlanSide } from './expected.ts';
import type { PreviousTree } from './types.ts';

const SLOT_BYTES = 32;

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const isDeletion = ({ scope, files }: Swap): boolean => scope === 'file' && files[0]?.action === 'delete';

/** The target and every directory below it on one side, those that nothing but a file's path tells of included. */
const directoriesOf = ({ scope, target, directories }: Swap, files: readonly ExpectedFile[]): string[] => {
  if (scope === 'file') return [];
  const all = new Set([target, ...directories]);
  for (const path of [...directories, ...files.map((file) => file.path)]) {
    for (let parent = parentOf(path); parent.length > target.length; parent = parentOf(parent))
      all.add(parent);
  }
  return [...all];
};

const sideBytes = (swap: Swap, side: PlanSide, clusterBytes: number): bigint => {
  const files = expectedFilesOfSwap(swap, side).present;
  return treeClusterBytes({ files, directories: directoriesOf(swap, files), clusterBytes });
};

/** A deleted file is staged too: a rollback restores its copy. */
const stagedSideOf = (swap: Swap): PlanSide => (isDeletion(swap) ? 'before' : 'after');

/** The files that are copied or written into the swap's stage, as they will be there. */
export const stagedFilesOf = (swap: Swap): ExpectedFile[] =>
  expectedFilesOfSwap(swap, stagedSideOf(swap)).present;

/** A missing target is created empty for the exchange, and its parents below EFI with it. */
const createdClusters = ({ scope, targetExists, target }: Swap): bigint => {
  if (targetExists) return 0n;
  const parents = BigInt(Math.max(0, parentOf(target).split('/').length - 1));
  return parents + (scope === 'file' ? 0n : 1n);
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** shim's fallback must not see the BOOT<arch>.CSV of a tree that is kept: a copy of another name takes its place. */
const hiddenClusters = ({ scope, target, files }: Swap, clusterBytes: number): bigint => {
  if (scope !== 'directory') return 0n;
  const hidden = files.filter(
    ({ path, beforeSha256 }) =>
      beforeSha256 !== '' && parentOf(path) === target && /^BOOT[A-Z0-9]*\.CSV$/i.test(nameOf(path)),
  );
  if (hidden.length === 0) return 0n;
  const copies = hidden.reduce((sum, file) => sum + clustersFor(file.beforeSizeBytes, clusterBytes), 0n);
  return copies + clustersFor(BigInt(hidden.length * SLOT_BYTES), clusterBytes);
};

/**
 * Bytes, in whole clusters, that must be free before the first exchange: all stages stand at once, beside all that is
 * live, because nothing live is touched before the last of them is verified. Live directories never grow for them (see
 * `findFullDirectory`). Never too little; too much by one cluster at most for each directory in which a BOOT*.CSV is
 * hidden, where its new name finds a free slot.
 */
export const spaceNeeded = ({ swaps }: Pick<Plan, 'swaps'>, clusterBytes: number): bigint =>
  swaps.reduce((sum, swap) => {
    const extra = createdClusters(swap) + hiddenClusters(swap, clusterBytes);
    return sum + sideBytes(swap, stagedSideOf(swap), clusterBytes) + extra * BigInt(clusterBytes);
  }, 0n);

export type KeptTrees = {
  /** Of the host's record. */
  previous: readonly PreviousTree[];
  /** Stages and previous trees that are on the ESP by name. */
  stagePaths: readonly string[];
  clusterBytes: number;
};

/**
 * Bytes, in whole clusters, that the previous trees of the plan which is live take: an applier deletes them before it
 * stages another plan. Told from the plan and not read, because a look into a tree that a power cut has damaged may
 * turn the ESP read-only.
 */
export const previousTreeBytes = (
  { swaps }: Pick<Plan, 'swaps'>,
  { previous, stagePaths, clusterBytes }: KeptTrees,
): bigint => {
  const there = new Set(stagePaths.map((path) => path.toUpperCase()));
  const kept = previous.filter(({ stagePath }) => there.has(stagePath.toUpperCase()));
  const targets = new Set(kept.map(({ target }) => target));
  return swaps
    .filter(({ target }) => targets.has(target))
    .reduce((sum, swap) => sum + sideBytes(swap, 'before', clusterBytes), 0n);
};
