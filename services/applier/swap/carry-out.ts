/** Takes a plan's steps, and the way back when one of them fails. */
import { messageOf } from '../../../lib/errors.ts';
import { applyCodeOf, inStateDirectory } from '../apply-error.ts';
import type { ApplyCode } from '../apply-error.ts';
import { isBefore } from '../esp/compare.ts';
import type { PlanContext } from '../context.ts';
import { runSteps } from './executors.ts';
import { clearJournal, readJournal, writeJournal } from '../state/journal.ts';
import { observe } from '../esp/observe.ts';
import { reportOn } from '../report.ts';
import type { Commit, Steps } from './steps.ts';
import { exchangeBack, removeStages } from './exchange-back.ts';

export type CarryOutcome = {
  outcome: 'exchanged' | 'failed' | 'stuck';
  code: ApplyCode | '';
  detail: string;
};

type Failure = { code: ApplyCode; detail: string };

const failureOf = (error: unknown, signal: AbortSignal): Failure =>
  signal.aborted && applyCodeOf(error) === 'UNEXPECTED'
    ? { code: 'ABORTED', detail: 'stopped while staging; what was staged is removed' }
    : { code: applyCodeOf(error), detail: messageOf(error) };

/** Says what to do, as nobody else will: the state is left as it is, with the journal, for recovery. */
const stuck = async (context: PlanContext, failure: Failure): Promise<CarryOutcome> => {
  const { espRoot, state } = context.deps;
  const advice = `run: bootswap recover --esp ${espRoot} --state-dir ${state.root}`;
  const detail = `${failure.detail}; ${advice}`;
  context.deps.log.error('the ESP is between two states', { code: failure.code, detail });
  await reportOn(context, { phase: 'stuck', code: failure.code, detail });
  return { outcome: 'stuck', code: failure.code, detail };
};

/** The old trees are live again. An abort is not reported: the plan is taken up again at the next start. */
const failed = async (context: PlanContext, { code, detail }: Failure): Promise<CarryOutcome> => {
  if (code !== 'ABORTED') await reportOn(context, { phase: 'failed', code, detail });
  return { outcome: 'failed', code, detail };
};

const undoStaging = async (context: PlanContext, failure: Failure): Promise<CarryOutcome> => {
  const { deps, plan } = context;
  try {
    await removeStages(context, plan.swaps);
    await clearJournal(deps.state);
  } catch (error) {
    // The live trees are untouched and complete; recovery removes what is left at the next start.
    const left = `${failure.detail}; a stage could not be removed (${messageOf(error)})`;
    return failed(context, { code: failure.code, detail: left });
  }
  return failed(context, failure);
};

type GoBack = (context: PlanContext, begun: readonly Commit[], failure: Failure) => Promise<CarryOutcome>;

const undoExchanges: GoBack = async (context, begun, failure) => {
  const { deps, plan } = context;
  try {
    await writeJournal(deps.state, { planId: plan.planId, phase: 'undoing', code: failure.code });
    for (const { swap } of begun.toReversed()) {
      const live = await observe(deps.espRoot, swap.target);
      if (!isBefore(swap, live)) await exchangeBack(context, swap);
      context.exchanged = context.exchanged.filter((target) => target !== swap.target);
    }
  } catch (error) {
    return stuck(context, {
      code: failure.code,
      detail: `${failure.detail}; going back failed: ${messageOf(error)}`,
    });
  }
  return undoStaging(context, failure);
};

const runCommit = async (context: PlanContext, commit: Commit, begun: Commit[]): Promise<void> => {
  begun.push(commit);
  await runSteps(commit.steps, context, { canAbort: false });
  context.exchanged.push(commit.swap.target);
};

/** The exchanges of an earlier process are not among those begun here: recovery has to look what way is open for all. */
export const leaveToRecovery: GoBack = async ({ deps, plan }, _begun, { code, detail }) => {
  deps.log.error('what a crash left half done could not be finished', { code, detail });
  const journal = await inStateDirectory(() => readJournal(deps.state));
  if (journal?.phase !== 'rolling-back')
    await inStateDirectory(() => writeJournal(deps.state, { planId: plan.planId, phase: 'undoing', code }));
  return { outcome: 'failed', code, detail };
};

/**
 * From the first exchange on there is no aborting: it finishes, or goes back, within a bounded time.
 * @param goBack what to do where an exchange fails; by default all of those begun here are taken back
 */
export const commitAndFinish = async (
  context: PlanContext,
  { commits, finish }: Omit<Steps, 'prepare'>,
  goBack: GoBack = undoExchanges,
): Promise<CarryOutcome> => {
  const begun: Commit[] = [];
  try {
    for (const commit of commits) await runCommit(context, commit, begun);
  } catch (error) {
    return goBack(context, begun, failureOf(error, context.signal));
  }
  try {
    await runSteps(finish, context, { canAbort: false });
  } catch (error) {
    const { code, detail } = failureOf(error, context.signal);
    return stuck(context, { code, detail: `the new tree is live, but ${detail}` });
  }
  return { outcome: 'exchanged', code: '', detail: '' };
};

/**
 * Carries out a plan that passed every check. Never leaves a live tree half new on purpose: before the first exchange
 * a failure removes the stages, between two exchanges it exchanges back, and if that fails, too, it says so.
 */
export const carryOut = async (context: PlanContext, steps: Steps): Promise<CarryOutcome> => {
  try {
    await runSteps(steps.prepare, context, { canAbort: true });
    context.signal.throwIfAborted();
  } catch (error) {
    return undoStaging(context, failureOf(error, context.signal));
  }
  return commitAndFinish(context, steps);
};
