import type { FileChange, PayloadFile, Plan, Sha256Hex, Swap } from '../wire/types.ts';

export type ExpectedFile = { path: string; sha256: Sha256Hex; sizeBytes: bigint };

/** What a plan says of the ESP, for one side of it. Says nothing of paths that the plan does not name. */
export type ExpectedFiles = { present: ExpectedFile[]; absent: string[] };

export type PlanSide = 'before' | 'after';

const expectedOf = (change: FileChange, side: PlanSide): ExpectedFile =>
  side === 'before'
    ? { path: change.path, sha256: change.beforeSha256, sizeBytes: change.beforeSizeBytes }
    : { path: change.path, sha256: change.afterSha256, sizeBytes: change.afterSizeBytes };

const split = (files: readonly FileChange[], side: PlanSide): ExpectedFiles => {
  const all = files.map((change) => expectedOf(change, side));
  return {
    present: all.filter((file) => file.sha256 !== ''),
    absent: all.filter((file) => file.sha256 === '').map((file) => file.path),
  };
};

/** As `expectedFiles`, for one swap of a plan. */
export const expectedFilesOfSwap = (swap: Swap, side: PlanSide): ExpectedFiles => split(swap.files, side);

/** Payload files that no swap lists: those of targets that do not change. */
const unchangedFiles = ({ managedFiles }: Plan, changes: readonly FileChange[]): PayloadFile[] => {
  const listed = new Set(changes.map(({ path }) => path));
  return managedFiles.filter(({ path }) => !listed.has(path));
};

/**
 * What must be on the ESP before the plan is carried out (`before`), or after it (`after`). Afterwards that is the
 * whole payload, with the targets that it left as they were; before, only what the swaps expect.
 */
export const expectedFiles = (plan: Plan, side: PlanSide): ExpectedFiles => {
  const changes = plan.swaps.flatMap((swap) => swap.files);
  const { present, absent } = split(changes, side);
  return side === 'before'
    ? { present, absent }
    : { present: [...present, ...unchangedFiles(plan, changes)], absent };
};
