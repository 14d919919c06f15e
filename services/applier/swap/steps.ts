/** What carrying out a plan consists of, as data. Pure. */
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import type { JournalPhase } from '../state/journal.ts';
import { isDeletion, isSeenByFallback, stagePathOf } from '../esp/names.ts';

export type Step =
  | { kind: 'journal'; phase: JournalPhase }
  /** The rollback of the plan before is given up: its place is needed. */
  | { kind: 'forget-previous' }
  /** Deletes stages and previous trees, open-first. */
  | { kind: 'release'; paths: string[] }
  /** Creates an empty target, so that there is something to exchange with. */
  | { kind: 'create-target'; swap: Swap }
  | { kind: 'build-stage'; swap: Swap; stagePath: string }
  /** Everything written so far is on the medium after it. */
  | { kind: 'barrier' }
  /** Reads the stage back from the device and compares. */
  | { kind: 'verify-stage'; swap: Swap; stagePath: string }
  | { kind: 'report'; phase: 'staged' | 'verified' | 'exchanged' }
  /** Compares names, sizes and times of what is live with what admission saw: staging takes a while. */
  | { kind: 'check-unchanged'; swap: Swap }
  /** Reading has touched access times: nothing may be dirty when the exchange is written out. */
  | { kind: 'write-back' }
  | { kind: 'exchange'; swap: Swap; stagePath: string }
  /** Deletes a live file, of which the stage is a copy. */
  | { kind: 'remove-live'; swap: Swap }
  /** At once after an exchange, which wrote itself out: flushes the drive. */
  | { kind: 'settle' }
  | { kind: 'check-live'; swap: Swap }
  | { kind: 'record-exchanged' }
  /** Hides the BOOT<arch>.CSV of the trees that are kept where fallback looks. */
  | { kind: 'hide-csv'; stagePaths: string[] }
  | { kind: 'clear-journal' }
  | { kind: 'prune' };

export type StepKind = Step['kind'];

/** The part of the work from which on one target is new. */
export type Commit = { swap: Swap; stagePath: string; steps: Step[] };

export type Steps = {
  /** Touches nothing that is live; can be undone by deleting. */
  prepare: Step[];
  /** One a swap, in the plan's order. */
  commits: Commit[];
  finish: Step[];
};

const stageSteps = (swap: Swap): Step[] => {
  const build: Step = { kind: 'build-stage', swap, stagePath: stagePathOf(swap) };
  return swap.targetExists ? [build] : [{ kind: 'create-target', swap }, build];
};

/** The exchange of one swap. A deletion exchanges nothing: what would stay is empty. */
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

/** What is left to do when all targets are new. Every step may be done again after a crash. */
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
 * The steps of a plan, given what already occupies the ESP under stage names of ours (previous trees, left-overs).
 * All stages stand, are durable and are read back before the first exchange: until then nothing live is touched.
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
