/** Stages that two power cuts have taken, from what they were made of. */
import { joinEsp } from '../../../lib/esp/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import type { PlanContext } from '../context.ts';
import { runSteps } from '../swap/executors.ts';
import { stagePathOf } from '../esp/names.ts';
import { releaseTrees } from '../esp/delete-trees.ts';
import type { Step } from '../swap/steps.ts';

/**
 * Builds stages again beside their targets, which are as before, and reads them back. What is there of them, from a
 * rebuilding that was cut short, goes first. Touches nothing live; doing it again after a crash completes it.
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
