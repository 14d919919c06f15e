/** Which side of a swap is live, and which its stage is: read from the ESP, not from journal or record. */
import { joinEsp } from '../../../lib/esp/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import { barrier } from '../../../lib/sys/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import { asTarget, isAfter, isBefore } from '../esp/compare.ts';
import type { ApplierDeps } from '../context.ts';
import { isCrossLinked } from '../esp/cross-link.ts';
import type { EspLock } from '../esp/lock.ts';
import { isDeletion, stagePathOf } from '../esp/names.ts';
import { observe } from '../esp/observe.ts';
import type { Observed } from '../esp/observe.ts';

export type LiveSide = 'before' | 'after' | 'other';
/** `unsafe`: not read, because the kernel must not look it up; `why` has the reason. */
export type StageSide = 'absent' | 'before' | 'after' | 'other' | 'cross-linked' | 'unsafe';
export type SwapState = { swap: Swap; live: LiveSide; stage: StageSide; why?: string };

const sideOf = (swap: Swap, observed: Observed): LiveSide => {
  if (isAfter(swap, observed)) return 'after';
  return isBefore(swap, observed) ? 'before' : 'other';
};

/** Content that cannot be read matches neither side. */
const observeOrNull = async (espRoot: string, path: string): Promise<Observed | null> => {
  try {
    return await observe(espRoot, path, { fromDevice: true });
  } catch (error) {
    if (['UNREADABLE', 'CHANGED', 'EIO'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
};

const stageSideOf = async (espRoot: string, swap: Swap): Promise<StageSide> => {
  const stagePath = stagePathOf(swap);
  const observed = await observeOrNull(espRoot, stagePath);
  if (observed === null) return 'other';
  if (observed.kind === 'absent') return 'absent';
  const isShared =
    !isDeletion(swap) && (await isCrossLinked(joinEsp(espRoot, swap.target), joinEsp(espRoot, stagePath)));
  return isShared ? 'cross-linked' : sideOf(swap, asTarget(observed, swap));
};

/** The state of each swap of a plan, read back from the device. @throws Node's error: EIO, EROFS */
export const readSwapStates = async (
  plan: Pick<Plan, 'swaps'>,
  { deps: { espRoot }, lock }: { deps: Pick<ApplierDeps, 'espRoot'>; lock: EspLock },
): Promise<SwapState[]> => {
  // A dry run on a read-only ESP has nothing to write out.
  await barrier(lock.directory).catch(() => undefined);
  const states: SwapState[] = [];
  for (const swap of plan.swaps) {
    const why = lock.unsafe.get(stagePathOf(swap)) ?? lock.unsafe.get(swap.target);
    if (why !== undefined) {
      states.push({ swap, live: 'other', stage: 'unsafe', why });
      continue;
    }
    const observed = await observeOrNull(espRoot, swap.target);
    const live = observed === null ? 'other' : sideOf(swap, observed);
    states.push({ swap, live, stage: await stageSideOf(espRoot, swap) });
  }
  return states;
};
