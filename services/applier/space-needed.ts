import { clustersFor, treeClusterBytes } from '../../lib/esp/index.ts';
import { expectedFilesOfSwap } from '../../lib/host/index.ts';
import type { Plan, Swap } from '../../lib/wire/types.ts';
import { directoriesOf } from './compare.ts';
import { isDeletion, parentOf } from './names.ts';

/** A parent directory may need another cluster for the stage's entry, and a hidden BOOT<arch>.CSV one while it is copied. */
const SLACK_CLUSTERS = 2n;

const stageBytes = (swap: Swap, clusterBytes: number): bigint => {
  const { present } = expectedFilesOfSwap(swap, isDeletion(swap) ? 'before' : 'after');
  const directories = swap.scope === 'file' ? [] : [swap.target, ...directoriesOf(swap, 'after')];
  return treeClusterBytes({ files: present, directories, clusterBytes });
};

const createdBytes = (swap: Swap, clusterBytes: number): bigint => {
  if (swap.targetExists) return 0n;
  const missingParents = BigInt(parentOf(swap.target).split('/').length);
  return (missingParents + clustersFor(1n, clusterBytes)) * BigInt(clusterBytes);
};

/** Bytes, in whole clusters, that carrying out the plan takes at its peak: all stages at once, beside all that is live. */
export const spaceNeeded = (plan: Pick<Plan, 'swaps'>, clusterBytes: number): bigint =>
  plan.swaps.reduce(
    (sum, swap) =>
      sum +
      stageBytes(swap, clusterBytes) +
      createdBytes(swap, clusterBytes) +
      SLACK_CLUSTERS * BigInt(clusterBytes),
    0n,
  );
