/** The checks under the lock, before a plan's first write. */
import { joinEsp } from '../../../lib/esp/index.ts';
import { measureRooms, newEntriesOf } from '../../../lib/host/index.ts';
import type { HostRecord, PreviousTree } from '../../../lib/host/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import { ApplyError } from '../apply-error.ts';
import { checkPreconditions, isAlreadyApplied } from './check-preconditions.ts';
import type { ObservedSwap } from './check-preconditions.ts';
import type { ApplierDeps } from '../context.ts';
import { isCrossLinked } from '../esp/cross-link.ts';
import { fingerprintOf } from '../esp/fingerprint.ts';
import type { Fingerprint } from '../esp/fingerprint.ts';
import { isThere } from '../esp/exists.ts';
import type { EspLock } from '../esp/lock.ts';
import { BOOTUPD_PREFIX, isWithin, joinPath, nameOf, parentOf, stagePathOf } from '../esp/names.ts';
import { previousOf } from '../state/next-record.ts';
import { observe } from '../esp/observe.ts';
import { checkRoom } from '../esp/check-room.ts';
import { checkEsp, checkSpace, hasRoomForProbe, probeExchange } from './preflight.ts';

export type Admission =
  | { kind: 'already-applied' }
  | { kind: 'go'; occupied: string[]; fingerprints: Map<string, Fingerprint> };

/** Reads all targets of a plan. */
export const observeTargets = async (
  plan: Pick<Plan, 'swaps'>,
  { espRoot }: Pick<ApplierDeps, 'espRoot'>,
  signal?: AbortSignal,
): Promise<ObservedSwap[]> => {
  const targets: ObservedSwap[] = [];
  for (const swap of plan.swaps)
    targets.push({ swap, observed: await observe(espRoot, swap.target, { signal }) });
  return targets;
};

/** Existing stages and previous trees in this plan's places: they are ours, and are deleted if that is safe. */
const findOccupied = async (trees: readonly PreviousTree[], espRoot: string): Promise<string[]> => {
  const occupied = new Set<string>();
  for (const { target, stagePath } of trees) {
    if (!(await isThere(joinEsp(espRoot, stagePath)))) continue;
    if (await isCrossLinked(joinEsp(espRoot, target), joinEsp(espRoot, stagePath))) {
      throw new ApplyError(
        'CROSS_LINKED',
        `${stagePath} shares clusters with ${target}, or equals it, so deleting it is not safe: run bootswap recover`,
      );
    }
    occupied.add(stagePath);
  }
  return [...occupied];
};

/** bootupd begins by deleting its stale stages recursively, which can destroy a live tree that shares clusters with one. */
const checkBootupdStages = async (plan: Pick<Plan, 'swaps'>, espRoot: string): Promise<void> => {
  for (const { target } of plan.swaps) {
    const path = joinPath(parentOf(target), BOOTUPD_PREFIX + nameOf(target));
    if (!(await isThere(joinEsp(espRoot, path)))) continue;
    throw new ApplyError(
      'FOREIGN_STAGE',
      `${path} is a stale staging directory of bootupd: run bootswap recover`,
    );
  }
};

/** Paths that recovery had to leave must not be looked up, so they cannot be updated. */
const checkSafe = ({ swaps }: Pick<Plan, 'swaps'>, { unsafe }: EspLock): void => {
  const touches = (swap: Swap, path: string): boolean =>
    path === stagePathOf(swap) || isWithin(path, swap.target) || isWithin(swap.target, path);
  for (const [path, why] of unsafe) {
    if (!swaps.some((swap) => touches(swap, path))) continue;
    throw new ApplyError('NEEDS_RECOVERY', `${path} must be recovered first (${why}): run bootswap recover`);
  }
};

const throwOn = (problem: { code: ApplyError['code']; detail: string } | null): void => {
  if (problem !== null) throw new ApplyError(problem.code, problem.detail);
};

/**
 * Decides whether a judged plan can be carried out on the present ESP.
 * @throws {ApplyError} the RefusalCode why not; TreeError or Node's error if the ESP cannot be read
 */
export const admitPlan = async (
  plan: Plan,
  deps: ApplierDeps,
  { lock, record, signal }: { lock: EspLock; record: HostRecord; signal?: AbortSignal | undefined },
): Promise<Admission> => {
  await checkEsp(deps);
  checkSafe(plan, lock);
  const fingerprints = new Map<string, Fingerprint>();
  for (const { target } of plan.swaps)
    fingerprints.set(target, await fingerprintOf(joinEsp(deps.espRoot, target)));
  const targets = await observeTargets(plan, deps, signal);
  if (isAlreadyApplied(targets)) return { kind: 'already-applied' };
  await checkBootupdStages(plan, deps.espRoot);
  const occupied = await findOccupied([...record.previous, ...previousOf(plan)], deps.espRoot);
  throwOn(checkPreconditions(plan, targets, occupied));
  const entries = plan.swaps.flatMap(newEntriesOf);
  const [afterwards, now] = await measureRooms(deps.espRoot, [
    { paths: entries.map(({ parent }) => parent), released: occupied },
    { paths: [''], released: [] },
  ]);
  checkRoom(entries, afterwards ?? []);
  await checkSpace(plan, deps, occupied);
  if (hasRoomForProbe(now ?? [])) await probeExchange(deps, lock);
  return { kind: 'go', occupied, fingerprints };
};
