import { digestFile, joinEsp } from '../../../lib/esp/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { readHostRecord, writeHostRecord } from '../../../lib/host/index.ts';
import type { HostRecord } from '../../../lib/host/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { applyCodeOf, inStateDirectory } from '../apply-error.ts';
import type { ApplyCode } from '../apply-error.ts';
import type { PlanContext } from '../context.ts';
import { hideBootCsv, showBootCsv } from '../swap/boot-csv.ts';
import { objectionTo } from '../outlook/decide-outlook.ts';
import { foretell } from '../outlook/predict-boot.ts';
import { clearJournal, readJournal, writeJournal } from '../state/journal.ts';
import { isSeenByFallback, rebase, stagePathOf } from '../esp/names.ts';
import { recordFailed, recordRolledBack } from '../state/next-record.ts';
import { reportOn } from '../report.ts';
import { readSwapStates } from './swap-states.ts';
import type { SwapState } from './swap-states.ts';
import { exchangeBack, removeStages } from '../swap/exchange-back.ts';

export type RollBackOutcome = {
  outcome: 'rolled-back' | 'stuck' | 'nothing-to-roll-back';
  code: ApplyCode | '';
  detail: string;
};

const updateRecord = ({ deps: { state } }: PlanContext, next: (record: HostRecord) => HostRecord) =>
  inStateDirectory(async () => writeHostRecord(state, next((await readHostRecord(state)).record)));

/** Every BOOT<arch>.CSV must have its real name before its tree is live again. */
const showCsv = async ({ deps: { espRoot }, lock }: PlanContext, swaps: readonly Swap[]): Promise<void> => {
  const directories = swaps.filter(isSeenByFallback);
  const isWhole = async (path: string): Promise<boolean> => {
    const change = directories
      .flatMap((swap) =>
        swap.files.map((file) => ({ ...file, staged: rebase(file.path, swap.target, stagePathOf(swap)) })),
      )
      .find((file) => joinEsp(espRoot, file.staged) === path);
    return change !== undefined && (await digestFile(path)).sha256 === change.beforeSha256;
  };
  const paths = directories.map((swap) => joinEsp(espRoot, stagePathOf(swap)));
  await showBootCsv(paths, lock.directory, isWhole);
};

type Objection = { code: ApplyCode; detail: string };

/** An interrupted rollback may have unhidden the CSV of trees that now stay in place. */
const hideAgain = async (context: PlanContext, states: readonly SwapState[]): Promise<void> => {
  const whole = states.filter(isPossible).map(({ swap }) => swap);
  await showCsv(context, whole);
  const paths = whole
    .filter(isSeenByFallback)
    .map((swap) => joinEsp(context.deps.espRoot, stagePathOf(swap)));
  await hideBootCsv(paths, context.lock.directory);
};

/** The rollback is refused for good: report it once, and record the payload as failed. */
const giveUp = async (context: PlanContext, { code, detail }: Objection): Promise<RollBackOutcome> => {
  const why = `not rolled back: ${detail}; the new tree stays live`;
  await updateRecord(context, (record) => recordFailed(record, context.plan, code));
  await clearJournal(context.deps.state);
  await reportOn(context, { phase: 'stuck', code, detail: why });
  return { outcome: 'nothing-to-roll-back', code, detail: why };
};

/** A live tree that matches neither side is also rolled back: the digests of the previous tree decide. */
const isDue = ({ live }: SwapState): boolean => live !== 'before';
const isPossible = ({ stage }: SwapState): boolean => stage === 'before';

/**
 * Why the previous trees must not be restored. Once some are restored, recovery has already decided about the rest
 * (see `decideRecovery`): the host cannot stay between two trees.
 */
const findObjection = async (
  context: PlanContext,
  { states, isBegun }: { states: readonly SwapState[]; isBegun: boolean },
): Promise<Objection | null> => {
  const due = states.filter(isDue);
  const lost = due.filter((state) => !isPossible(state)).map(({ swap }) => swap.target);
  if (lost.length > 0)
    return { code: 'PREVIOUS_DAMAGED', detail: `the previous tree of ${lost.join(', ')} is incomplete` };
  if (isBegun && due.length < states.length) return null;
  const swaps = due.map(({ swap }) => swap).toReversed();
  return objectionTo(await foretell({ side: 'before', swaps }, context), context.deps);
};

const exchangeAllBack = async (
  context: PlanContext,
  due: readonly Swap[],
  code: ApplyCode,
): Promise<void> => {
  const { deps, plan } = context;
  await inStateDirectory(() =>
    writeJournal(deps.state, { planId: plan.planId, phase: 'rolling-back', code }),
  );
  deps.failPoint('show-csv');
  await showCsv(context, due);
  for (const swap of due.toReversed()) {
    deps.failPoint('exchange-back');
    await exchangeBack(context, swap);
  }
  deps.failPoint('record-rolled-back');
  // After a crash in this step, `former` is already gone.
  await updateRecord(context, (record) =>
    record.live?.planId === plan.planId && record.live.side === 'before'
      ? record
      : recordRolledBack(record, plan, code),
  );
};

/**
 * Restores the trees from before the plan of this context, by exchanging every previous tree in reverse order, and deletes
 * the failed tree. The digests on the ESP say which targets remain, so it can be repeated after a crash at any point
 * (invariant 11 in docs/power-loss.md). If rollback is not possible, or the host would not boot from the previous trees with its
 * present firmware variables, nothing is changed.
 */
export const rollBackUnderLock = async (context: PlanContext, code: ApplyCode): Promise<RollBackOutcome> => {
  const { deps, plan } = context;
  try {
    const states = await readSwapStates(plan, context);
    const journal = await inStateDirectory(() => readJournal(deps.state));
    const isBegun = journal?.phase === 'rolling-back';
    const objection = await findObjection(context, { states, isBegun });
    if (objection !== null) {
      if (isBegun) await hideAgain(context, states);
      return await giveUp(context, objection);
    }
    const due = states.filter(isDue).map(({ swap }) => swap);
    await exchangeAllBack(context, due, code);
    await reportOn(context, {
      phase: 'rolled-back',
      code,
      detail: 'the previous tree is live again',
    });
    deps.failPoint('release');
    await removeStages(context, plan.swaps);
    await clearJournal(deps.state);
    return { outcome: 'rolled-back', code, detail: '' };
  } catch (error) {
    const detail = `the rollback failed: ${messageOf(error)}; run bootswap recover`;
    if (!hasCode(error, 'STATE_DIRECTORY'))
      await reportOn(context, { phase: 'stuck', code: applyCodeOf(error), detail });
    return { outcome: 'stuck', code: applyCodeOf(error), detail };
  }
};
