/** Decides what to do about an unfinished update. Pure. */
import type { HostRecord } from '../../../lib/host/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import type { BootAnswer } from '../../../lib/uefi/index.ts';
import type { ApplyCode } from '../apply-error.ts';
import type { Journal } from '../state/journal.ts';
import { BOOTUPD_PREFIX, isDeletion, nameOf, stagePathOf } from '../esp/names.ts';
import type { SwapState } from './swap-states.ts';

/** The unfinished plan: named by the journal, or found by a stage in its place. */
export type UnfinishedWork = {
  plan: Plan;
  states: SwapState[];
  /** The state directory has every file of the lost stages. Read only if `isRebuildConsidered`; otherwise false. */
  hasBlobs: boolean;
};

/** Whether the host would boot in every state on the way to the new trees, and on the way back. */
export type WaysAhead = { forward: BootAnswer; back: BootAnswer };

export type RecoveryView = {
  journal: Journal | null;
  record: HostRecord;
  work: UnfinishedWork | null;
  /** All paths on the ESP with the name of a stage. */
  stagePaths: string[];
  /** Placeholder files that a crash has left. */
  fillerPaths: string[];
  /** Paths that must not be looked up, with the reason. */
  unsafe: ReadonlyMap<string, string>;
  /** Read only if `isOutlookNeeded`; otherwise null. */
  outlook: WaysAhead | null;
  /** Stages that are complete and share no clusters, as read from the raw device. */
  provenPaths: ReadonlySet<string>;
};

export type RecoveryAction =
  /** Do the remaining exchanges, and record. `rebuilt`: those whose stages are rebuilt first. */
  | { kind: 'finish'; plan: Plan; remaining: Swap[]; rebuilt: Swap[]; why: string }
  /** Undo the exchanges, and delete the stages. */
  | { kind: 'undo'; plan: Plan; exchanged: Swap[]; why: string }
  /** Complete an interrupted rollback. */
  | { kind: 'roll-back'; plan: Plan; code: ApplyCode; why: string }
  | { kind: 'release'; paths: string[]; why: string }
  | { kind: 'clear-journal'; why: string }
  /** No action is safe. */
  | { kind: 'leave'; paths: string[]; why: string };

/** Names of the files of preflight's trial exchange. */
const PROBE_NAME = /^BSWPRB_[12]\.BSW$/i;

/** A deletion's stage is the copy of what is deleted, so it is `before` from the start. */
const canGoOn = ({ swap, stage }: SwapState): boolean => stage === (isDeletion(swap) ? 'before' : 'after');
const canGoBack = ({ stage }: SwapState): boolean => stage === 'before';
/**
 * Beside an unchanged live tree, everything that a stage is made of still exists, however damaged the stage is. An empty stage
 * looks like `before` if the target was created for the exchange, or had no file.
 */
const canBeRebuilt = ({ live }: SwapState): boolean => live === 'before';
const swapsOf = (states: readonly SwapState[]): Swap[] => states.map(({ swap }) => swap);

const leave = (states: readonly SwapState[], why: string): RecoveryAction => ({
  kind: 'leave',
  paths: states.map(({ swap }) => stagePathOf(swap)),
  why,
});

const isUnsafe = ({ stage }: SwapState): boolean => stage === 'cross-linked' || stage === 'unsafe';

const whyUnsafe = ([first]: readonly SwapState[]): string =>
  first?.why ?? 'the stage shares clusters with the live tree: deleting either would destroy both';

/**
 * True if neither finishing nor undoing is possible unless lost stages are rebuilt from blobs: one target lost its old tree in
 * one power cut, and another its new one in a second.
 */
export const isRebuildConsidered = (states: readonly SwapState[]): boolean => {
  const remaining = states.filter(({ live }) => live !== 'after');
  const exchanged = states.filter(({ live }) => live !== 'before');
  if (states.some(isUnsafe) || exchanged.length === 0) return false;
  const isStuck = !remaining.every(canGoOn) && !exchanged.every(canGoBack);
  return isStuck && remaining.every((state) => canGoOn(state) || canBeRebuilt(state));
};

/** The swaps whose stage must be rebuilt. */
export const lostStagesOf = (states: readonly SwapState[]): Swap[] =>
  swapsOf(states.filter((state) => state.live !== 'after' && !canGoOn(state)));

const decideExchanges = (
  { plan, states, hasBlobs }: UnfinishedWork,
  prefersBack: boolean,
): RecoveryAction => {
  const unsafe = states.filter(isUnsafe);
  if (unsafe.length > 0) return leave(unsafe, whyUnsafe(unsafe));
  const remaining = states.filter(({ live }) => live !== 'after');
  const exchanged = states.filter(({ live }) => live !== 'before');
  const finish: RecoveryAction = {
    kind: 'finish',
    plan,
    remaining: swapsOf(remaining),
    rebuilt: [],
    why: remaining.length === 0 ? 'every target is already new' : 'the remaining stages are complete',
  };
  const undo: RecoveryAction = {
    kind: 'undo',
    plan,
    exchanged: swapsOf(exchanged),
    why: exchanged.length === 0 ? 'no target is new yet' : 'the previous trees are complete',
  };
  if (exchanged.length === 0) return undo;
  const choices = [
    { action: finish, isPossible: remaining.every(canGoOn) },
    { action: undo, isPossible: exchanged.every(canGoBack) },
  ];
  const ordered = prefersBack ? choices.toReversed() : choices;
  ordered.push({
    action: {
      ...finish,
      rebuilt: lostStagesOf(states),
      why: 'undoing is not possible; the lost stages are rebuilt',
    },
    isPossible: hasBlobs && isRebuildConsidered(states),
  });
  const choice = ordered.find(({ isPossible }) => isPossible);
  return choice?.action ?? leave(states, 'neither the new nor the previous trees are complete');
};

/** The record was written, so the plan is finished or undone: its stages are not needed. */
const decideRecorded = ({ plan, states }: UnfinishedWork, side: 'before' | 'after'): RecoveryAction => {
  const why = `stale stage of plan ${plan.planId}, which is finished`;
  const unsafe = states.filter(isUnsafe);
  if (unsafe.length > 0) return leave(unsafe, whyUnsafe(unsafe));
  const isAsRecorded = states.every(({ live }) => live === side);
  if (!isAsRecorded) return leave(states, `the live tree does not match plan ${plan.planId}`);
  if (side === 'before') return { kind: 'undo', plan, exchanged: [], why };
  const stages = states.filter(({ stage }) => stage !== 'absent');
  return { kind: 'release', paths: swapsOf(stages).map(stagePathOf), why };
};

/** The remaining swaps of both directions, in the order in which recovery would exchange them. */
export const waysOf = ({ states }: Pick<UnfinishedWork, 'states'>): { forward: Swap[]; back: Swap[] } => ({
  forward: swapsOf(states.filter(({ live }) => live !== 'after')),
  back: swapsOf(states.filter(({ live }) => live !== 'before')).toReversed(),
});

/**
 * True if an undo or rollback has begun, and finishing is possible as well. Not for a rollback of which nothing is done yet:
 * that one predicts the boot itself.
 */
export const isOutlookNeeded = ({ journal, work }: Pick<RecoveryView, 'journal' | 'work'>): boolean => {
  if (work === null || work.states.some(isUnsafe)) return false;
  const remaining = work.states.filter(({ live }) => live !== 'after');
  const exchanged = work.states.filter(({ live }) => live !== 'before');
  const isBegun = journal?.phase === 'undoing' || (journal?.phase === 'rolling-back' && remaining.length > 0);
  return isBegun && exchanged.length > 0 && remaining.every(canGoOn) && exchanged.every(canGoBack);
};

/** Booting a half-done update may have raised SbatLevel, which refuses the old trees: then only finishing is possible. */
const isWayBackShut = ({ outlook }: RecoveryView): boolean =>
  outlook !== null && outlook.back === 'refuses' && outlook.forward !== 'refuses';

const decideWork = (work: UnfinishedWork, view: RecoveryView): RecoveryAction => {
  const { journal, record } = view;
  if (journal?.phase === 'rolling-back' && !isWayBackShut(view)) {
    return { kind: 'roll-back', plan: work.plan, code: 'AUDIT_FAILED', why: 'a rollback was interrupted' };
  }
  const isRecorded = record.live?.planId === work.plan.planId;
  if (isRecorded && journal === null) return decideRecorded(work, record.live?.side ?? 'after');
  return decideExchanges(work, journal?.phase === 'undoing' && !isWayBackShut(view));
};

const isBootupds = (path: string): boolean => nameOf(path).startsWith(BOOTUPD_PREFIX);

const releaseIf = (paths: readonly string[], why: string): RecoveryAction[] =>
  paths.length === 0 ? [] : [{ kind: 'release', paths: [...paths], why }];

/** Stages that belong neither to the unfinished plan nor to a rollback. */
const decideStrays = ({ record, work, ...view }: RecoveryView): RecoveryAction[] => {
  const worked = work?.plan.swaps.map(stagePathOf) ?? [];
  const expected = new Set([...record.previous.map((tree) => tree.stagePath), ...worked]);
  const strays = view.stagePaths.filter((path) => !expected.has(path) && !view.unsafe.has(path));
  const probes = strays.filter((path) => PROBE_NAME.test(path));
  const proven = strays.filter((path) => isBootupds(path) && view.provenPaths.has(path));
  const unknown = strays.filter((path) => !probes.includes(path) && !proven.includes(path));
  const why = unknown.some(isBootupds)
    ? 'belongs to bootupd, or to no plan on record; left in place'
    : 'belongs to no plan on record; left in place';
  return [
    ...releaseIf(probes, 'stale files of a trial exchange'),
    ...releaseIf(view.fillerPaths, 'stale placeholder files'),
    ...releaseIf(proven, 'stale staging directory of bootupd; it is complete and shares no clusters'),
    ...(unknown.length === 0 ? [] : [{ kind: 'leave', paths: unknown, why } as const]),
    ...[...view.unsafe]
      .filter(([path]) => !worked.includes(path))
      .map(([path, reason]): RecoveryAction => ({ kind: 'leave', paths: [path], why: reason })),
  ];
};

/**
 * Decides by the digests on the ESP; the journal and the record only name plans. A tree is deleted only if the
 * live one beside it is known to be complete.
 */
export const decideRecovery = (view: RecoveryView): RecoveryAction[] => {
  const actions: RecoveryAction[] = [];
  if (view.work !== null) actions.push(decideWork(view.work, view));
  actions.push(...decideStrays(view));
  const isJournalDone = view.journal !== null && !actions.some(({ kind }) => kind === 'leave');
  const clearsItself = actions.some(({ kind }) => ['finish', 'undo', 'roll-back'].includes(kind));
  if (isJournalDone && !clearsItself)
    actions.push({ kind: 'clear-journal', why: 'no update is in progress' });
  return actions;
};
