/** Finishes or undoes what a crash or a power cut has left half done. Runs before anything else. */
import { joinEsp } from '../../lib/esp/index.ts';
import { messageOf } from '../../lib/errors.ts';
import { readHostRecord } from '../../lib/host/index.ts';
import type { Plan } from '../../lib/wire/types.ts';
import { inStateDirectory } from './apply-error.ts';
import { commitAndFinish } from './carry-out.ts';
import { createPlanContext } from './context.ts';
import type { ApplierDeps, PlanContext } from './context.ts';
import { decideRecovery } from './decide-recovery.ts';
import type { RecoveryAction, RecoveryView, UnfinishedWork } from './decide-recovery.ts';
import { findStages } from './find-stages.ts';
import { clearJournal, readJournal } from './journal.ts';
import { readPlan, readPlans } from './kept-plans.ts';
import { lockEsp, lockOptionsOf } from './lock.ts';
import type { EspLock } from './lock.ts';
import { stagePathOf } from './names.ts';
import { releaseTrees } from './release.ts';
import { reportOn } from './report.ts';
import { rollBackUnderLock } from './roll-back.ts';
import { commitOf, finishSteps } from './steps.ts';
import { readSwapStates } from './swap-states.ts';
import { exchangeBack, removeStages } from './undo.ts';

/** One thing that recovery did, or would do. */
export type RecoveryStep = { kind: RecoveryAction['kind']; paths: string[]; why: string };
export type RecoveryResult = {
  actions: RecoveryStep[];
  /** Nothing is half done any more. */
  clean: boolean;
};

const MAX_ROUNDS = 4;

/** The journal's plan; without a journal the newest known plan that would stage where something lies. */
const findWork = async (
  deps: ApplierDeps,
  { lock, view }: { lock: EspLock; view: Omit<RecoveryView, 'work'> },
): Promise<UnfinishedWork | null> => {
  const statesOf = (plan: Plan) => readSwapStates(plan, { deps, lock });
  if (view.journal !== null) {
    const plan = await readPlan(deps, view.journal.planId);
    return plan === null ? null : { plan, states: await statesOf(plan) };
  }
  const kept = view.record.previous.map((tree) => tree.stagePath);
  const strays = view.stagePaths.filter((path) => !kept.includes(path));
  if (strays.length === 0) return null;
  let fallback: UnfinishedWork | null = null;
  for (const plan of await readPlans(deps)) {
    if (!plan.swaps.some((swap) => strays.includes(stagePathOf(swap)))) continue;
    const work = { plan, states: await statesOf(plan) };
    if (work.states.every(({ live }) => live !== 'other')) return work;
    fallback ??= work;
  }
  return fallback;
};

const look = async (deps: ApplierDeps, lock: EspLock): Promise<RecoveryAction[]> => {
  const journal = await inStateDirectory(() => readJournal(deps.state));
  const { record } = await inStateDirectory(() => readHostRecord(deps.state));
  const stagePaths = await findStages(deps.espRoot);
  const seen = { journal, record, stagePaths };
  return decideRecovery({ ...seen, work: await findWork(deps, { lock, view: seen }) });
};

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
  const detail = 'a power cut or crash came between two exchanges; the previous trees are live again';
  await reportOn(context, { phase: 'failed', code: 'INTERRUPTED', detail });
};

const executors: Executors = {
  finish: async ({ plan, remaining }, { deps, lock }) => {
    const context = createPlanContext(deps, { lock, plan });
    const targets = remaining.map((swap) => swap.target);
    context.exchanged = plan.swaps.map((swap) => swap.target).filter((target) => !targets.includes(target));
    await commitAndFinish(context, { commits: remaining.map(commitOf), finish: finishSteps(plan) });
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

/**
 * As `recover`, by a caller that holds the lock. Looks again after what it did, as one thing done may show another;
 * what stays to be done after some rounds makes the result unclean.
 */
export const recoverUnderLock = async (deps: ApplierDeps, lock: EspLock): Promise<RecoveryResult> => {
  const taken: RecoveryStep[] = [];
  for (let round = 1; ; round += 1) {
    const actions = await look(deps, lock);
    const due = actions.filter(isToDo);
    if (due.length === 0 || round === MAX_ROUNDS) {
      return { actions: [...taken, ...actions.map(describe)], clean: actions.length === 0 };
    }
    for (const action of due) {
      const step = describe(action);
      deps.log.info('recovering', { kind: step.kind, paths: step.paths.join(' '), why: step.why });
      try {
        await execute(action, { deps, lock });
        taken.push(step);
      } catch (error) {
        const why = `${step.kind} failed: ${messageOf(error)}`;
        return { actions: [...taken, { ...step, kind: 'leave', why }], clean: false };
      }
    }
  }
};

export type RecoverOptions = {
  /** Only say what would be done. */
  dryRun?: boolean;
};

/**
 * Brings the ESP out of any half-done state: finishes an update whose stages are whole, undoes one that cannot be
 * finished, completes a rollback, deletes what is left over. Leaves what it cannot judge, and says why.
 * @throws {ApplyError} BUSY, NOT_MOUNTED, STATE_DIRECTORY; Node's error: EIO
 */
export const recover = async (deps: ApplierDeps, options: RecoverOptions = {}): Promise<RecoveryResult> => {
  const lock = await lockEsp(deps.espRoot, lockOptionsOf(deps));
  try {
    if (options.dryRun !== true) return await recoverUnderLock(deps, lock);
    const actions = await look(deps, lock);
    return { actions: actions.map(describe), clean: actions.length === 0 };
  } finally {
    await lock.release();
  }
};
