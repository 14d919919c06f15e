/** Rebuilds stages that two power cuts have destroyed. */
import { joinEsp } from '../../../lib/esp/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import type { PlanContext } from '../context.ts';
import { runSteps } from '../swap/executors.ts';
import { stagePathOf } from '../esp/names.ts';
import { releaseTrees } from '../esp/delete-trees.ts';
import type { Step } from '../swap/steps.ts';

/**
 * Builds stages again beside their unchanged targets, and reads them back (invariant 1 in docs/power-loss.md). Remains of an
 * interrupted rebuild are deleted first. Changes nothing live; can be repeated after a crash (invariant 11 in docs/power-loss.md).
 * @throws {ApplyError} as building and verifying a stage; Node's error
 */
export const rebuildStages = async (context: PlanContext, swaps: readonly Swap[]): Promise<void> => {
  if (swaps.length === 0) return;
  const stages = swaps.map((swap) => ({ swap, stagePath: stagePathOf(swap) }));
  const paths = stages.map(({ stagePath }) => joinEsp(context.deps.espRoot, stagePath));
  await releaseTrees(paths, context.lock.directory);
  const steps: Step[] = [
    ...stages.map((stage): Step => ({ kind: 'build-stage', ...stage })),
    { kind: 'barrier' },
    ...stages.map((stage): Step => ({ kind: 'verify-stage', ...stage })),
  ];
  await runSteps(steps, context, { canAbort: false });
};
