/** How much a host writes for a plan. */
import { stagedFilesOf } from '../../../lib/host/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';

/** Bytes of file content that the host writes; a kept file of an exchanged directory is copied and counts. */
export const contentBytes = (swaps: readonly Swap[]): bigint =>
  swaps.flatMap(stagedFilesOf).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n);
