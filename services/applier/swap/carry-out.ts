/** Runs a plan's steps, and undoes them if one fails. */
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
    ? { code: 'ABORTED', detail: 'stopped while staging; the stages were deleted' }
    : { code: applyCodeOf(error), detail: messageOf(error) };

/** Leaves the ESP and the journal to recovery, and tells the operator what to do. */
const stuck = async (context: PlanContext, failure: Failure): Promise<CarryOutcome> => {
  const { espRoot, state } = context.deps;
  const advice = `run: bootswap recover --esp ${espRoot} --state-dir ${state.root}`;
  const detail = `${failure.detail}; ${advice}`;
  context.deps.log.error('the update stopped halfway and could not be undone', {
    code: failure.code,
    detail,
  });
  await reportOn(context, { phase: 'stuck', code: failure.code, detail });
  return { outcome: 'stuck', code: failure.code, detail };
};

/** The old trees are live. An abort is not reported: the next start resumes the plan. */
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
    const left = `${failure.detail}; a stage could not be deleted (${messageOf(error)})`;
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
      detail: `${failure.detail}; undoing the update failed: ${messageOf(error)}`,
    });
  }
  return undoStaging(context, failure);
};

const runCommit = async (context: PlanContext, commit: Commit, begun: Commit[]): Promise<void> => {
  begun.push(commit);
  await runSteps(commit.steps, context, { canAbort: false });
  context.exchanged.push(commit.swap.target);
};

/** Exchanges of an earlier process are not among those begun here: only recovery can tell what is possible for all of them. */
export const leaveToRecovery: GoBack = async ({ deps, plan }, _begun, { code, detail }) => {
  deps.log.error('the interrupted update could not be finished', { code, detail });
  const journal = await inStateDirectory(() => readJournal(deps.state));
  if (journal?.phase !== 'rolling-back')
    await inStateDirectory(() => writeJournal(deps.state, { planId: plan.planId, phase: 'undoing', code }));
  return { outcome: 'failed', code, detail };
};

/**
 * From the first exchange on there is no aborting: the update finishes, or is undone, within a bounded time (invariant 8 in docs/power-loss.md).
 * @param goBack what to do if an exchange fails; by default every exchange begun here is undone
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
 * Carries out a plan that passed every check. A failure before the first exchange deletes the stages; a failure between two
 * exchanges undoes the first; if that fails too, the outcome is `stuck`.
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
