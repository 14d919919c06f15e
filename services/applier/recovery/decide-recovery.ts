/** What a start finds unfinished on the ESP, and what to do about it. Pure. */
import type { HostRecord } from '../../../lib/host/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import type { BootAnswer } from '../../../lib/uefi/index.ts';
import type { ApplyCode } from '../apply-error.ts';
import type { Journal } from '../state/journal.ts';
import { BOOTUPD_PREFIX, isDeletion, nameOf, stagePathOf } from '../esp/names.ts';
import type { SwapState } from './swap-states.ts';

/** The plan that was being worked on: named by the journal, or known by a stage that lies where it would stage. */
export type UnfinishedWork = {
  plan: Plan;
  states: SwapState[];
  /** Every file that the lost stages hold is in the state directory. Asked only where `isRebuildConsidered`; false elsewhere. */
  hasBlobs: boolean;
};

/** Whether the host would boot all along the way to the new trees, and all along the way back. */
export type WaysAhead = { forward: BootAnswer; back: BootAnswer };

export type RecoveryView = {
  journal: Journal | null;
  record: HostRecord;
  work: UnfinishedWork | null;
  /** Everything on the ESP with the name of a stage. */
  stagePaths: string[];
  /** Empty files that a crash left while a stage's place was steered. */
  fillerPaths: string[];
  /** What no lookup may touch: why, by path. */
  unsafe: ReadonlyMap<string, string>;
  /** Asked only where `isOutlookNeeded`; null elsewhere. */
  outlook: WaysAhead | null;
  /** Stages of which the raw device tells that they are whole and share no cluster with anything. */
  provenPaths: ReadonlySet<string>;
};

export type RecoveryAction =
  /** Exchange what is not exchanged yet, and record. `rebuilt`: those of it whose stages are built anew before. */
  | { kind: 'finish'; plan: Plan; remaining: Swap[]; rebuilt: Swap[]; why: string }
  /** Exchange back what was exchanged, and remove the stages. */
  | { kind: 'undo'; plan: Plan; exchanged: Swap[]; why: string }
  /** A rollback was cut short: complete it. */
  | { kind: 'roll-back'; plan: Plan; code: ApplyCode; why: string }
  | { kind: 'release'; paths: string[]; why: string }
  | { kind: 'clear-journal'; why: string }
  /** Nothing that is safe can be done by itself. */
  | { kind: 'leave'; paths: string[]; why: string };

/** Names of the files that preflight exchanges for a trial. */
const PROBE_NAME = /^BSWPRB_[12]\.BSW$/i;

/** A deletion's stage is the copy of what is deleted, so it is `before` from the start. */
const canGoOn = ({ swap, stage }: SwapState): boolean => stage === (isDeletion(swap) ? 'before' : 'after');
const canGoBack = ({ stage }: SwapState): boolean => stage === 'before';
/**
 * Beside a live tree as it was before what a stage is made of is there, however little is left of the stage. An empty one
 * looks like `before` where the target was made for the exchange, or held no file.
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
 * True if neither way is open as things lie, but for the blobs: one target lost its old tree to a cut, another then its
 * new one to a second cut.
 */
export const isRebuildConsidered = (states: readonly SwapState[]): boolean => {
  const remaining = states.filter(({ live }) => live !== 'after');
  const exchanged = states.filter(({ live }) => live !== 'before');
  if (states.some(isUnsafe) || exchanged.length === 0) return false;
  const isStuck = !remaining.every(canGoOn) && !exchanged.every(canGoBack);
  return isStuck && remaining.every((state) => canGoOn(state) || canBeRebuilt(state));
};

/** Those of which the stage is to be built again. */
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
    why: remaining.length === 0 ? 'every target is new already' : 'the remaining stages are whole',
  };
  const undo: RecoveryAction = {
    kind: 'undo',
    plan,
    exchanged: swapsOf(exchanged),
    why: exchanged.length === 0 ? 'no target is new yet' : 'the previous trees are whole',
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
      why: 'no way back; what is missing of the new trees is built again',
    },
    isPossible: hasBlobs && isRebuildConsidered(states),
  });
  const choice = ordered.find(({ isPossible }) => isPossible);
  return choice?.action ?? leave(states, 'neither the new nor the previous trees are whole');
};

/** The record was written, so the plan is done, one way or the other: what lies in its stages is not needed. */
const decideRecorded = ({ plan, states }: UnfinishedWork, side: 'before' | 'after'): RecoveryAction => {
  const why = `left over from plan ${plan.planId}, which is done`;
  const unsafe = states.filter(isUnsafe);
  if (unsafe.length > 0) return leave(unsafe, whyUnsafe(unsafe));
  const isAsRecorded = states.every(({ live }) => live === side);
  if (!isAsRecorded) return leave(states, `the live tree is not as plan ${plan.planId} left it`);
  if (side === 'before') return { kind: 'undo', plan, exchanged: [], why };
  const stages = states.filter(({ stage }) => stage !== 'absent');
  return { kind: 'release', paths: swapsOf(stages).map(stagePathOf), why };
};

/** What is on the way, in the order in which recovery would exchange it. */
export const waysOf = ({ states }: Pick<UnfinishedWork, 'states'>): { forward: Swap[]; back: Swap[] } => ({
  forward: swapsOf(states.filter(({ live }) => live !== 'after')),
  back: swapsOf(states.filter(({ live }) => live !== 'before')).toReversed(),
});

/**
 * True if a way back was begun, and both it and the other way are open. A rollback of which nothing is done yet is not
 * asked here: it asks by itself.
 */
export const isOutlookNeeded = ({ journal, work }: Pick<RecoveryView, 'journal' | 'work'>): boolean => {
  if (work === null || work.states.some(isUnsafe)) return false;
  const remaining = work.states.filter(({ live }) => live !== 'after');
  const exchanged = work.states.filter(({ live }) => live !== 'before');
  const isBegun = journal?.phase === 'undoing' || (journal?.phase === 'rolling-back' && remaining.length > 0);
  return isBegun && exchanged.length > 0 && remaining.every(canGoOn) && exchanged.every(canGoBack);
};

/** A boot half-way may have raised what the old trees are measured by: then there is only the way forward. */
const isWayBackShut = ({ outlook }: RecoveryView): boolean =>
  outlook !== null && outlook.back === 'refuses' && outlook.forward !== 'refuses';

const decideWork = (work: UnfinishedWork, view: RecoveryView): RecoveryAction => {
  const { journal, record } = view;
  if (journal?.phase === 'rolling-back' && !isWayBackShut(view)) {
    return { kind: 'roll-back', plan: work.plan, code: 'AUDIT_FAILED', why: 'a rollback was cut short' };
  }
  const isRecorded = record.live?.planId === work.plan.planId;
  if (isRecorded && journal === null) return decideRecorded(work, record.live?.side ?? 'after');
  return decideExchanges(work, journal?.phase === 'undoing' && !isWayBackShut(view));
};

const isBootupds = (path: string): boolean => nameOf(path).startsWith(BOOTUPD_PREFIX);

const releaseIf = (paths: readonly string[], why: string): RecoveryAction[] =>
  paths.length === 0 ? [] : [{ kind: 'release', paths: [...paths], why }];

/** What is nobody's work in progress and nobody's rollback. */
const decideStrays = ({ record, work, ...view }: RecoveryView): RecoveryAction[] => {
  const worked = work?.plan.swaps.map(stagePathOf) ?? [];
  const expected = new Set([...record.previous.map((tree) => tree.stagePath), ...worked]);
  const strays = view.stagePaths.filter((path) => !expected.has(path) && !view.unsafe.has(path));
  const probes = strays.filter((path) => PROBE_NAME.test(path));
  const proven = strays.filter((path) => isBootupds(path) && view.provenPaths.has(path));
  const unknown = strays.filter((path) => !probes.includes(path) && !proven.includes(path));
  const why = unknown.some(isBootupds) ? "bootupd's, or of no plan known here" : 'of no plan known here';
  return [
    ...releaseIf(probes, 'left over from a trial exchange'),
    ...releaseIf(view.fillerPaths, 'left over from steering where a stage lies'),
    ...releaseIf(proven, 'left over by bootupd; it is whole and shares no cluster with anything'),
    ...(unknown.length === 0 ? [] : [{ kind: 'leave', paths: unknown, why } as const]),
    ...[...view.unsafe]
      .filter(([path]) => !worked.includes(path))
      .map(([path, reason]): RecoveryAction => ({ kind: 'leave', paths: [path], why: reason })),
  ];
};

/**
 * Decides by the digests on the ESP; journal and record only help to name things. A tree is only ever deleted if the
 * live one beside it is known to be whole.
 */
export const decideRecovery = (view: RecoveryView): RecoveryAction[] => {
  const actions: RecoveryAction[] = [];
  if (view.work !== null) actions.push(decideWork(view.work, view));
  actions.push(...decideStrays(view));
  const isJournalDone = view.journal !== null && !actions.some(({ kind }) => kind === 'leave');
  const clearsItself = actions.some(({ kind }) => ['finish', 'undo', 'roll-back'].includes(kind));
  if (isJournalDone && !clearsItself) actions.push({ kind: 'clear-journal', why: 'nothing is unfinished' });
  return actions;
};
