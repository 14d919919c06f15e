/** How much room the stages of a plan take on the ESP. */
import { treeClusterBytes } from '../../lib/esp/index.ts';
import type { Swap } from '../../lib/wire/types.ts';

type SizedFile = { path: string; sizeBytes: bigint };

/**
 * Beside the stage itself: its parent directory may have to grow for the stage's entry, a CSV is copied while it is
 * hidden from shim's fallback, and a target that is not there yet is created, with EFI/, to be exchanged with.
 */
const EXTRA_CLUSTERS = { always: 2n, newTarget: 2n } as const;

const staged = (swap: Swap): SizedFile[] =>
  swap.files
    .filter(({ action }) => action !== 'delete')
    .map(({ path, afterSizeBytes }) => ({ path, sizeBytes: afterSizeBytes }));

/** A file that goes is staged, too: its copy is what a rollback brings back. */
const copied = (swap: Swap): SizedFile[] =>
  swap.scope === 'file' && swap.files[0]?.action === 'delete'
    ? swap.files.map(({ path, beforeSizeBytes }) => ({ path, sizeBytes: beforeSizeBytes }))
    : staged(swap);

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The target and every directory below it, also those that exist only afterwards. */
const directoriesOf = (swap: Swap): string[] => {
  if (swap.scope === 'file') return [];
  const all = new Set([swap.target, ...swap.directories]);
  for (const { path } of staged(swap)) {
    for (let parent = parentOf(path); parent.length > swap.target.length; parent = parentOf(parent))
      all.add(parent);
  }
  return [...all];
};

const stageBytes = (swap: Swap, clusterBytes: number): bigint => {
  const extra = EXTRA_CLUSTERS.always + (swap.targetExists ? 0n : EXTRA_CLUSTERS.newTarget);
  const tree = { files: copied(swap), directories: directoriesOf(swap), clusterBytes };
  return treeClusterBytes(tree) + extra * BigInt(clusterBytes);
};

/**
 * Bytes, in whole clusters, that must be free before the first exchange: all stages stand at once, beside all that is
 * live, because nothing live is touched before the last of them is verified.
 */
export const spaceNeeded = (swaps: readonly Swap[], clusterBytes: number): bigint =>
  swaps.reduce((sum, swap) => sum + stageBytes(swap, clusterBytes), 0n);

/** Bytes of file content that the host writes; a kept file of an exchanged directory is copied and counts. */
export const contentBytes = (swaps: readonly Swap[]): bigint =>
  swaps.flatMap(copied).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n);
