/** Undoes an update: after staging, or between two exchanges. */
import { open } from 'node:fs/promises';
import { joinEsp } from '../../../lib/esp/index.ts';
import { readHostRecord } from '../../../lib/host/index.ts';
import { barrier, exchangeNow } from '../../../lib/sys/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { ApplyError, inStateDirectory } from '../apply-error.ts';
import { createTarget } from './build-stage.ts';
import { isBefore, isEmpty } from '../esp/compare.ts';
import { isThere } from '../esp/exists.ts';
import type { PlanContext } from '../context.ts';
import { isCrossLinked } from '../esp/cross-link.ts';
import { isDeletion, stagePathOf } from '../esp/names.ts';
import { observe } from '../esp/observe.ts';
import { releaseTrees } from '../esp/delete-trees.ts';

/** What the file's copy is exchanged with; there already if a crash came after its creation. */
const ensureEmpty = async (path: string): Promise<void> => {
  const handle = await open(path, 'a', 0o644);
  try {
    if ((await handle.stat()).size === 0) return;
  } finally {
    await handle.close();
  }
  throw new ApplyError('LIVE_DIGEST', `the plan deleted ${path}, but it exists with new content`);
};

/** Creates an empty target if it is missing: fsck.vfat deletes a directory that has lost its clusters. */
export const ensureTarget = async (context: PlanContext, swap: Swap): Promise<void> => {
  const path = joinEsp(context.deps.espRoot, swap.target);
  if (isDeletion(swap) || (await isThere(path))) return;
  await createTarget(context, swap);
  await barrier(context.lock.directory);
};

/**
 * Exchanges one swap back, durably. A deleted file is restored from its copy, which is exchanged with an empty target.
 * Both sides are flushed before and after (invariant 5 in docs/power-loss.md).
 * @throws {ApplyError} LIVE_DIGEST if the target is not what it was; Node's error
 */
export const exchangeBack = async (context: PlanContext, swap: Swap): Promise<void> => {
  const {
    deps: { espRoot },
    lock,
  } = context;
  const target = joinEsp(espRoot, swap.target);
  const stage = joinEsp(espRoot, stagePathOf(swap));
  if (isDeletion(swap)) await ensureEmpty(target);
  await ensureTarget(context, swap);
  await barrier(lock.directory);
  await exchangeNow(stage, target, lock.directory);
  await barrier(lock.directory);
  if (isBefore(swap, await observe(espRoot, swap.target))) return;
  throw new ApplyError(
    'LIVE_DIGEST',
    `${swap.target} was exchanged back, but does not match its previous content`,
  );
};

const checkNotCrossLinked = async ({ deps: { espRoot } }: PlanContext, swap: Swap): Promise<void> => {
  // The stage of a deletion is a copy of the target, and may equal it.
  if (isDeletion(swap)) return;
  if (!(await isCrossLinked(joinEsp(espRoot, swap.target), joinEsp(espRoot, stagePathOf(swap))))) return;
  throw new ApplyError(
    'CROSS_LINKED',
    `${stagePathOf(swap)} shares clusters with ${swap.target} and was left in place: run bootswap recover`,
  );
};

/**
 * Deletes the stages of swaps whose targets have their previous content, and empty targets created for an exchange.
 * Previous trees in the host's record are kept: they are there only if staging had not begun.
 * Can be repeated after a crash (invariant 11 in docs/power-loss.md).
 * @throws {ApplyError} CROSS_LINKED, before anything is deleted; Node's error
 */
export const removeStages = async (context: PlanContext, swaps: readonly Swap[]): Promise<void> => {
  const { espRoot, state } = context.deps;
  const { record } = await inStateDirectory(() => readHostRecord(state));
  const kept = record.previous.map((tree) => tree.stagePath);
  const paths: string[] = [];
  for (const swap of swaps) {
    if (kept.includes(stagePathOf(swap))) continue;
    await checkNotCrossLinked(context, swap);
    paths.push(joinEsp(espRoot, stagePathOf(swap)));
    if (!swap.targetExists && isEmpty(await observe(espRoot, swap.target)))
      paths.push(joinEsp(espRoot, swap.target));
  }
  await releaseTrees(paths, context.lock.directory);
};
