/** The steps of a plan, as data. Pure. */
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import type { JournalPhase } from '../state/journal.ts';
import { isDeletion, isSeenByFallback, stagePathOf } from '../esp/names.ts';

export type Step =
  | { kind: 'journal'; phase: JournalPhase }
  /** Gives up the rollback to the previous plan: its space is needed. */
  | { kind: 'forget-previous' }
  /** Deletes stages and previous trees, open-first. */
  | { kind: 'release'; paths: string[] }
  /** Creates an empty target to exchange with. */
  | { kind: 'create-target'; swap: Swap }
  | { kind: 'build-stage'; swap: Swap; stagePath: string }
  /** Flushes the drive: everything written so far is durable. */
  | { kind: 'barrier' }
  /** Reads the stage back from the device and compares. */
  | { kind: 'verify-stage'; swap: Swap; stagePath: string }
  | { kind: 'report'; phase: 'staged' | 'verified' | 'exchanged' }
  /** Compares names, sizes and times of the live tree with what admission saw: staging takes a while (invariant 4 in docs/power-loss.md). */
  | { kind: 'check-unchanged'; swap: Swap }
  /** Reading has changed access times; no entry may be dirty when the exchange is written (invariant 5 in docs/power-loss.md). */
  | { kind: 'write-back' }
  | { kind: 'exchange'; swap: Swap; stagePath: string }
  /** Deletes a live file, of which the stage is a copy. */
  | { kind: 'remove-live'; swap: Swap }
  /** Right after an exchange, which has written its entries: flushes the drive (invariants 5 and 6 in docs/power-loss.md). */
  | { kind: 'settle' }
  | { kind: 'check-live'; swap: Swap }
  | { kind: 'record-exchanged' }
  /** Hides the BOOT<arch>.CSV of kept trees from shim's fallback. */
  | { kind: 'hide-csv'; stagePaths: string[] }
  | { kind: 'clear-journal' }
  | { kind: 'prune' };

export type StepKind = Step['kind'];

/** The steps that make one target new. */
export type Commit = { swap: Swap; stagePath: string; steps: Step[] };

export type Steps = {
  /** Changes nothing live; undone by deleting the stages. */
  prepare: Step[];
  /** One for each swap, in the plan's order. */
  commits: Commit[];
  finish: Step[];
};

const stageSteps = (swap: Swap): Step[] => {
  const build: Step = { kind: 'build-stage', swap, stagePath: stagePathOf(swap) };
  return swap.targetExists ? [build] : [{ kind: 'create-target', swap }, build];
};

/** The exchange of one swap. A deletion exchanges nothing: it would leave an empty target. */
export const commitOf = (swap: Swap): Commit => {
  const stagePath = stagePathOf(swap);
  const steps: Step[] = isDeletion(swap)
    ? [
        { kind: 'remove-live', swap },
        { kind: 'check-live', swap },
      ]
    : [
        { kind: 'write-back' },
        { kind: 'exchange', swap, stagePath },
        { kind: 'settle' },
        { kind: 'check-live', swap },
      ];
  return { swap, stagePath, steps };
};

/** The remaining steps when all targets are new. Every step can be repeated after a crash (invariant 11 in docs/power-loss.md). */
export const finishSteps = (plan: Pick<Plan, 'swaps'>): Step[] => {
  const seen = plan.swaps.filter(isSeenByFallback).map(stagePathOf);
  return [
    { kind: 'record-exchanged' },
    ...(seen.length === 0 ? [] : [{ kind: 'hide-csv', stagePaths: seen } as const]),
    { kind: 'report', phase: 'exchanged' },
    { kind: 'clear-journal' },
    { kind: 'prune' },
  ];
};

/**
 * The steps of a plan. `occupied`: our stage names that exist on the ESP (previous trees, stale stages).
 * Invariant 1 in docs/power-loss.md: all stages are complete, flushed and read back before the first exchange.
 */
export const stepsFor = (plan: Pick<Plan, 'swaps'>, occupied: readonly string[]): Steps => {
  const release: Step[] = occupied.length === 0 ? [] : [{ kind: 'release', paths: [...occupied] }];
  return {
    prepare: [
      { kind: 'journal', phase: 'staging' },
      { kind: 'forget-previous' },
      ...release,
      ...plan.swaps.flatMap(stageSteps),
      { kind: 'barrier' },
      { kind: 'report', phase: 'staged' },
      ...plan.swaps.map((swap): Step => ({ kind: 'verify-stage', swap, stagePath: stagePathOf(swap) })),
      { kind: 'report', phase: 'verified' },
      ...plan.swaps.map((swap): Step => ({ kind: 'check-unchanged', swap })),
      { kind: 'journal', phase: 'exchanging' },
    ],
    commits: plan.swaps.map(commitOf),
    finish: finishSteps(plan),
  };
};
