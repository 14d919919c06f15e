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

/** Every BOOT<arch>.CSV must have its name back before its tree is live again. */
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

/** A rollback that was begun may have shown the CSV of trees that stay where they are after all. */
const hideAgain = async (context: PlanContext, states: readonly SwapState[]): Promise<void> => {
  const whole = states.filter(isPossible).map(({ swap }) => swap);
  await showCsv(context, whole);
  const paths = whole
    .filter(isSeenByFallback)
    .map((swap) => joinEsp(context.deps.espRoot, stagePathOf(swap)));
  await hideBootCsv(paths, context.lock.directory);
};

/** The rollback is not to be, and asking again will not make it so: say it once and remember it. */
const giveUp = async (context: PlanContext, { code, detail }: Objection): Promise<RollBackOutcome> => {
  const why = `no rollback: ${detail}; the new tree stays live`;
  await updateRecord(context, (record) => recordFailed(record, context.plan, code));
  await clearJournal(context.deps.state);
  await reportOn(context, { phase: 'stuck', code, detail: why });
  return { outcome: 'nothing-to-roll-back', code, detail: why };
};

/** A live tree that is neither side is a reason to go back, too: the digests of the previous tree decide. */
const isDue = ({ live }: SwapState): boolean => live !== 'before';
const isPossible = ({ stage }: SwapState): boolean => stage === 'before';

/**
 * Why the previous trees are not to come back. Once some of them are back, recovery has asked already whether the rest is
 * to follow (see `decideRecovery`): between two trees nothing can stay.
 */
const findObjection = async (
  context: PlanContext,
  { states, isBegun }: { states: readonly SwapState[]; isBegun: boolean },
): Promise<Objection | null> => {
  const due = states.filter(isDue);
  const lost = due.filter((state) => !isPossible(state)).map(({ swap }) => swap.target);
  if (lost.length > 0)
    return { code: 'PREVIOUS_DAMAGED', detail: `no whole previous tree of ${lost.join(', ')}` };
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
  // A second time, after a crash, `former` is gone already.
  await updateRecord(context, (record) =>
    record.live?.planId === plan.planId && record.live.side === 'before'
      ? record
      : recordRolledBack(record, plan, code),
  );
};

/**
 * Brings back what was live before the plan of this context, by exchanging every previous tree in reverse order, and
 * deletes the tree that failed. The digests on the ESP say which targets are still to be done, so that it can be
 * called again after a crash at any point. A rollback that is not possible, or that this host would not boot from as its
 * firmware variables are now, changes nothing.
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
      detail: 'the previous tree was exchanged back and is live again',
    });
    deps.failPoint('release');
    await removeStages(context, plan.swaps);
    await clearJournal(deps.state);
    return { outcome: 'rolled-back', code, detail: '' };
  } catch (error) {
    const detail = `going back failed: ${messageOf(error)}; run bootswap recover`;
    if (!hasCode(error, 'STATE_DIRECTORY'))
      await reportOn(context, { phase: 'stuck', code: applyCodeOf(error), detail });
    return { outcome: 'stuck', code: applyCodeOf(error), detail };
  }
};
