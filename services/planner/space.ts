/** How much room the stages of a plan take on the ESP. */
import { treeClusterBytes } from '../../lib/esp/index.ts';
import type { Swap } from '../../lib/wire/types.ts';

type SizedFile = { path: string; sizeBytes: bigint };

const staged = (swap: Swap): SizedFile[] =>
  swap.files
    .filter(({ action }) => action !== 'delete')
    .map(({ path, afterSizeBytes }) => ({ path, sizeBytes: afterSizeBytes }));

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The target and every directory below it, also those that exist only afterwards. */
const directoriesOf = (swap: Swap): string[] => {
  const all = new Set([swap.target, ...swap.directories]);
  for (const { path } of staged(swap)) {
    for (let parent = parentOf(path); parent.length > swap.target.length; parent = parentOf(parent))
      all.add(parent);
  }
  return [...all];
};

const stageBytes = (swap: Swap, clusterBytes: number): bigint =>
  treeClusterBytes({
    files: staged(swap),
    directories: swap.scope === 'file' ? [] : directoriesOf(swap),
    clusterBytes,
  });

/**
 * Bytes, in whole clusters, that must be free before the first exchange: all stages stand at once, because nothing
 * live is touched before the last of them is verified. One cluster a swap more, for the stage's own directory entry
 * may make its parent directory grow.
 */
export const spaceNeeded = (swaps: readonly Swap[], clusterBytes: number): bigint =>
  swaps.reduce((sum, swap) => sum + stageBytes(swap, clusterBytes) + BigInt(clusterBytes), 0n);

/** Bytes of file content that the host writes; a kept file of an exchanged directory is copied and counts. */
export const contentBytes = (swaps: readonly Swap[]): bigint =>
  swaps.flatMap(staged).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n);
