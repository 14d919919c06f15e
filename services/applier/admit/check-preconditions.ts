import type { Plan, Swap } from '../../../lib/wire/types.ts';
import type { PlanProblem } from '../apply-error.ts';
import { isAfter, mismatchesOf } from '../esp/compare.ts';
import { isWithin } from '../esp/names.ts';
import type { Observed } from '../esp/observe.ts';

export type ObservedSwap = { swap: Swap; observed: Observed };

const NAMED = 5;

const listed = (items: readonly string[]): string => {
  const rest = items.length - NAMED;
  return items.slice(0, NAMED).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
};

/** True if there is nothing to exchange: every target already is as the plan wants it. */
export const isAlreadyApplied = (targets: readonly ObservedSwap[]): boolean =>
  targets.every(({ swap, observed }) => isAfter(swap, observed));

/**
 * The compare of compare-and-swap: each target must hold exactly what the plan expects to find. What lies in a target
 * under a stage's name was not seen by the planner and would be lost: only `ownStages`, which we put there, may be.
 */
export const checkPreconditions = (
  plan: Pick<Plan, 'planId'>,
  targets: readonly ObservedSwap[],
  ownStages: readonly string[],
): PlanProblem | null => {
  const mismatches = targets.flatMap(({ swap, observed }) => mismatchesOf(swap, 'before', observed));
  if (mismatches.length > 0) {
    return {
      code: 'PRECONDITION',
      detail: `the ESP does not match plan ${plan.planId}: ${listed(mismatches)}`,
    };
  }
  const foreign = targets
    .flatMap(({ observed }) => observed.stages)
    .filter((stage) => !ownStages.some((own) => isWithin(stage, own)));
  if (foreign.length === 0) return null;
  return {
    code: 'FOREIGN_STAGE',
    detail: `stale staging directory: ${listed(foreign)}; run bootswap recover`,
  };
};
