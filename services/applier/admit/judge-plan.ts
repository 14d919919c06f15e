/** Whether a plan may be carried out here, by what the plan and the host's record say. Reads nothing. */
import { EspPathError, foldFatName, isStageName, parseEspPath } from '../../../lib/esp/index.ts';
import type { HostRecord } from '../../../lib/host/index.ts';
import { planIdOf } from '../../../lib/wire/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import type { PlanProblem } from '../apply-error.ts';
import { checkSwap } from './judge-swap.ts';
import { isHiddenCsv, isWithin, stagePathOf } from '../esp/names.ts';

export type PlanJudgement = { kind: 'go' } | { kind: 'already-live' } | ({ kind: 'refused' } & PlanProblem);

export type JudgeContext = { record: HostRecord; hostId: string; nowMs: number };

const DAY_MS = 24 * 60 * 60 * 1000;

const time = (ms: bigint | number): string => new Date(Number(ms)).toISOString();

const checkHostAndAge = (plan: Plan, { record, hostId }: JudgeContext): PlanProblem | null => {
  if (plan.host !== hostId)
    return { code: 'WRONG_HOST', detail: `the plan is for host ${plan.host}, but this host is ${hostId}` };
  if (plan.planId === record.live?.planId && record.live.side === 'before') {
    return { code: 'ALREADY_ROLLED_BACK', detail: `plan ${plan.planId} was already applied and rolled back` };
  }
  if (plan.planId === record.live?.planId || plan.generation > record.generation) return null;
  return {
    code: 'STALE_GENERATION',
    detail: `the plan has generation ${plan.generation}, but this host is at generation ${record.generation}`,
  };
};

const checkClock = (plan: Plan, { nowMs }: JudgeContext): PlanProblem | null => {
  if (BigInt(nowMs) > plan.expiresAtMs)
    return {
      code: 'EXPIRED',
      detail: `the plan expired at ${time(plan.expiresAtMs)}; this host's clock says ${time(nowMs)}`,
    };
  if (BigInt(nowMs + DAY_MS) >= plan.issuedAtMs) return null;
  return {
    code: 'CLOCK_BEHIND',
    detail: `the plan was issued at ${time(plan.issuedAtMs)}, but this host's clock says ${time(nowMs)}: set the clock`,
  };
};

const pathsOf = (swap: Swap): string[] => [
  swap.target,
  ...swap.files.map((file) => file.path),
  ...swap.directories,
];

const checkPath = (path: string): PlanProblem | null => {
  try {
    const { segments } = parseEspPath(path);
    if (segments[0] !== 'EFI')
      return { code: 'PATH_OUTSIDE', detail: `${JSON.stringify(path)} is not under EFI/` };
    const reserved = segments.find((segment) => isStageName(segment) || isHiddenCsv(segment));
    return reserved === undefined
      ? null
      : { code: 'STAGE_NAME', detail: `${path}: the name ${reserved} is reserved for bootswap` };
  } catch (error) {
    if (!(error instanceof EspPathError)) throw error;
    const isName = error.code === 'BAD_NAME' || error.code === 'TOO_LONG';
    return { code: isName ? 'NAME_NOT_FAT' : 'PATH_OUTSIDE', detail: error.message };
  }
};

/** No target inside another, none that another's stage would take the name of: each swap is one exchange of its own. */
const checkOverlap = (swaps: readonly Swap[]): PlanProblem | null => {
  const targets = swaps.map((swap) => foldFatName(swap.target));
  const nested = targets.some((target, index) =>
    targets.some((other, at) => at !== index && isWithin(target, other)),
  );
  if (nested) return { code: 'OVERLAP', detail: 'one target of the plan is inside another' };
  return new Set(swaps.map(stagePathOf)).size === swaps.length
    ? null
    : { code: 'OVERLAP', detail: 'two targets of the plan have the same stage name' };
};

const firstProblem = <T>(items: readonly T[], check: (item: T) => PlanProblem | null): PlanProblem | null => {
  for (const item of items) {
    const problem = check(item);
    if (problem !== null) return problem;
  }
  return null;
};

/** The id names files and stands in the record: it must be the id of what the plan does. */
const checkPlanId = (plan: Plan): PlanProblem | null =>
  planIdOf(plan) === plan.planId
    ? null
    : { code: 'INCONSISTENT', detail: `plan id ${plan.planId} is not the digest of the plan's content` };

const checkSwaps = (plan: Plan): PlanProblem | null =>
  firstProblem([...plan.swaps.flatMap(pathsOf), ...plan.managedFiles.map(({ path }) => path)], checkPath) ??
  firstProblem(plan.swaps, checkSwap) ??
  checkOverlap(plan.swaps);

/**
 * Judges an opened plan (its signature is checked by then). What it says of paths and digests is checked here, too:
 * a planner that errs must not be able to harm the ESP.
 */
export const judgePlan = (plan: Plan, context: JudgeContext): PlanJudgement => {
  const misfit = checkHostAndAge(plan, context);
  if (misfit !== null) return { kind: 'refused', ...misfit };
  if (plan.planId === context.record.live?.planId) return { kind: 'already-live' };
  const problem = checkClock(plan, context) ?? checkSwaps(plan) ?? checkPlanId(plan);
  return problem === null ? { kind: 'go' } : { kind: 'refused', ...problem };
};
