/** Finishes or undoes an update that a crash or a power cut interrupted. Runs before anything else. */
import { joinEsp } from '../../../lib/esp/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import type { Plan } from '../../../lib/wire/types.ts';
import { ApplyError, inStateDirectory } from '../apply-error.ts';
import { commitAndFinish, leaveToRecovery } from '../swap/carry-out.ts';
import { createPlanContext } from '../context.ts';
import type { ApplierDeps, PlanContext } from '../context.ts';
import type { RecoveryAction } from './decide-recovery.ts';
import { mountAfterKill } from '../fat/index.ts';
import { describeHealing, healBelow, isHealable } from './repair.ts';
import type { HealingStep } from './repair.ts';
import { clearJournal } from '../state/journal.ts';
import { knownSwaps, look, lookBelow } from './gather.ts';
import { lockEsp, lockOptionsOf } from '../esp/lock.ts';
import type { EspLock } from '../esp/lock.ts';
import type { RawView } from './scan-device.ts';
import { releaseTrees } from '../esp/delete-trees.ts';
import { reportOn } from '../report.ts';
import { rollBackUnderLock } from './roll-back.ts';
import { commitOf, finishSteps } from '../swap/steps.ts';
import { rebuildStages } from './rebuild-stages.ts';
import { ensureTarget, exchangeBack, removeStages } from '../swap/exchange-back.ts';

/** One thing that recovery did, or would do. */
export type RecoveryStep = { kind: RecoveryAction['kind'] | 'heal'; paths: string[]; why: string };
export type RecoveryResult = {
  actions: RecoveryStep[];
  /** No update is half done. */
  clean: boolean;
  /** Space that crashes leaked; null if the device cannot be read. */
  space: LeakedSpace | null;
};

export type LeakedSpace = {
  /** Clusters that no name leads to. */
  lostClusters: number;
  lostBytes: number;
  /** FSCK0000.REC and so on, where fsck.vfat -a puts such clusters. */
  fsckFiles: string[];
  fsckBytes: number;
};

const MAX_ROUNDS = 4;

type Executors = {
  [Kind in RecoveryAction['kind']]: (
    action: Extract<RecoveryAction, { kind: Kind }>,
    site: { deps: ApplierDeps; lock: EspLock },
  ) => Promise<void>;
};

const undo = async (context: PlanContext, exchanged: readonly Plan['swaps'][number][]): Promise<void> => {
  for (const swap of exchanged.toReversed()) {
    context.deps.failPoint('recover-exchange-back');
    await exchangeBack(context, swap);
  }
  context.deps.failPoint('recover-remove-stages');
  await removeStages(context, context.plan.swaps);
  await clearJournal(context.deps.state);
  if (exchanged.length === 0) return;
  const detail =
    'a power cut or crash interrupted the update between two exchanges; the previous trees are live again';
  await reportOn(context, { phase: 'failed', code: 'INTERRUPTED', detail });
};

const executors: Executors = {
  finish: async ({ plan, remaining, rebuilt }, { deps, lock }) => {
    const context = createPlanContext(deps, { lock, plan });
    const targets = remaining.map((swap) => swap.target);
    for (const swap of remaining) await ensureTarget(context, swap);
    await rebuildStages(context, rebuilt);
    context.exchanged = plan.swaps.map((swap) => swap.target).filter((target) => !targets.includes(target));
    const steps = { commits: remaining.map(commitOf), finish: finishSteps(plan) };
    await commitAndFinish(context, steps, leaveToRecovery);
  },
  undo: ({ plan, exchanged }, { deps, lock }) => undo(createPlanContext(deps, { lock, plan }), exchanged),
  'roll-back': async ({ plan, code }, { deps, lock }) =>
    void (await rollBackUnderLock(createPlanContext(deps, { lock, plan }), code)),
  release: ({ paths }, { deps, lock }) =>
    releaseTrees(
      paths.map((path) => joinEsp(deps.espRoot, path)),
      lock.directory,
    ),
  'clear-journal': (_, { deps }) => inStateDirectory(() => clearJournal(deps.state)),
  leave: async () => undefined,
};

const execute = <Kind extends RecoveryAction['kind']>(
  action: Extract<RecoveryAction, { kind: Kind }>,
  site: { deps: ApplierDeps; lock: EspLock },
): Promise<void> => executors[action.kind as Kind](action, site);

const describe = (action: RecoveryAction): RecoveryStep => {
  const { kind, why } = action;
  if (kind === 'finish') return { kind, why, paths: action.remaining.map((swap) => swap.target) };
  if (kind === 'undo') return { kind, why, paths: action.exchanged.map((swap) => swap.target) };
  if (kind === 'roll-back') return { kind, why, paths: action.plan.swaps.map((swap) => swap.target) };
  return { kind, why, paths: kind === 'clear-journal' ? [] : action.paths };
};

const isToDo = ({ kind }: RecoveryAction): boolean => kind !== 'leave';

const spaceOf = (view: RawView | null): RecoveryResult['space'] => {
  if (view === null) return null;
  const { lostClusters, lostBytes, recovered } = view.survey;
  return { lostClusters, lostBytes, fsckFiles: recovered.paths, fsckBytes: recovered.bytes };
};

/** `view`: the contents of the device, if nothing was changed on it. */
type Healing = { steps: HealingStep[]; view?: RawView | null };

/** First repairs the names that must not be looked up, below the file system (invariant 10 in docs/power-loss.md). */
const healFirst = async (
  deps: ApplierDeps,
  lock: EspLock,
  { dryRun }: Required<RecoverOptions>,
): Promise<Healing> => {
  const view = await lookBelow(deps, lock);
  const swaps = await knownSwaps(deps);
  const due = view?.findings.filter((finding) => isHealable(finding, swaps)) ?? [];
  if (view === null || (due.length === 0 && !view.isUntidy && !view.isShutOff)) return { steps: [], view };
  if (dryRun) return { steps: describeHealing(due), view };
  const steps = await healBelow(due, { deps, lock, swaps });
  for (const { kind, paths, why } of steps)
    deps.log[kind === 'heal' ? 'info' : 'warn'](`recovering: ${kind}`, { paths: paths.join(' '), why });
  return { steps };
};

const takeActions = async (
  due: readonly RecoveryAction[],
  site: { deps: ApplierDeps; lock: EspLock },
  taken: RecoveryStep[],
): Promise<boolean> => {
  for (const action of due) {
    const step = describe(action);
    site.deps.log.info('recovering', { kind: step.kind, paths: step.paths.join(' '), why: step.why });
    try {
      await execute(action, site);
      taken.push(step);
    } catch (error) {
      taken.push({ ...step, kind: 'leave', why: `${step.kind} failed: ${messageOf(error)}` });
      return false;
    }
  }
  return true;
};

/**
 * As `recover`, for a caller that holds the lock. Scans again after each round, because one action may reveal another; if
 * actions remain after some rounds, the result is not clean. Afterwards `lock.unsafe` lists paths that must not be looked up.
 */
export const recoverUnderLock = async (deps: ApplierDeps, lock: EspLock): Promise<RecoveryResult> => {
  const healing = await healFirst(deps, lock, { dryRun: false });
  const taken: RecoveryStep[] = [...healing.steps];
  for (let round = 1; ; round += 1) {
    const { actions, view } = await look(deps, lock, round === 1 ? healing.view : undefined);
    const due = actions.filter(isToDo);
    if (due.length === 0 || round === MAX_ROUNDS) {
      const left = actions.map(describe);
      return { actions: [...taken, ...left], clean: actions.length === 0, space: spaceOf(view) };
    }
    if (!(await takeActions(due, { deps, lock }, taken)))
      return { actions: taken, clean: false, space: spaceOf(view) };
  }
};

const remount = async ({ espRoot, state, log }: ApplierDeps): Promise<void> => {
  try {
    if (await mountAfterKill(state.unmountedNotePath, espRoot))
      log.info('mounted the ESP again, which a killed process had unmounted for a repair', { espRoot });
  } catch (cause) {
    if (!hasCode(cause, 'NOT_REMOUNTED')) throw cause;
    throw new ApplyError('NOT_MOUNTED', messageOf(cause), { cause });
  }
};

export type RecoverOptions = {
  /** Only return what would be done. */
  dryRun?: boolean;
};

/**
 * Brings the ESP out of any half-done state: repairs names that share or have lost clusters, finishes an update whose
 * stages are complete, undoes one that cannot be finished, completes a rollback, and deletes stale stages. Leaves what it
 * cannot identify, and says why. Can be repeated after a crash (invariant 11 in docs/power-loss.md).
 * @throws {ApplyError} BUSY, NOT_MOUNTED, STATE_DIRECTORY; Node's error: EIO
 */
export const recover = async (deps: ApplierDeps, options: RecoverOptions = {}): Promise<RecoveryResult> => {
  if (options.dryRun !== true) await remount(deps);
  const lock = await lockEsp(deps.espRoot, lockOptionsOf(deps));
  try {
    if (options.dryRun !== true) return await recoverUnderLock(deps, lock);
    const healing = await healFirst(deps, lock, { dryRun: true });
    const { actions, view } = await look(deps, lock, healing.view);
    const healed = healing.steps.flatMap(({ paths }) => paths);
    const isHealed = ({ kind, paths }: RecoveryStep): boolean =>
      kind === 'leave' && paths.every((path) => healed.includes(path));
    const all = [...healing.steps, ...actions.map(describe).filter((step) => !isHealed(step))];
    return { actions: all, clean: all.length === 0, space: spaceOf(view) };
  } finally {
    await lock.release();
  }
};
