import { joinEsp } from '../../../lib/esp/index.ts';
import { readHostRecord, writeHostRecord } from '../../../lib/host/index.ts';
import type { StateDirectory } from '../../../lib/host/index.ts';
import { barrier, exchangeNow, syncfs } from '../../../lib/sys/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import { ApplyError, inStateDirectory } from '../apply-error.ts';
import { pruneBlobs } from '../state/blobs.ts';
import { buildStage, createTarget } from './build-stage.ts';
import { asTarget, mismatchesOf } from '../esp/compare.ts';
import type { PlanContext } from '../context.ts';
import { hideBootCsv } from './boot-csv.ts';
import { clearJournal, writeJournal } from '../state/journal.ts';
import { prunePlans, readPlan, referredPlanIds } from '../state/kept-plans.ts';
import { differenceOf, fingerprintOf } from '../esp/fingerprint.ts';
import { isDeletion } from '../esp/names.ts';
import { recordExchanged } from '../state/next-record.ts';
import { observe } from '../esp/observe.ts';
import { describePlacement } from './place-stage.ts';
import { releaseTrees } from '../esp/delete-trees.ts';
import { reportOn } from '../report.ts';
import type { Step, StepKind } from './steps.ts';

type Executors = {
  [Kind in StepKind]: (step: Extract<Step, { kind: Kind }>, context: PlanContext) => Promise<void>;
};

const pathsOnEsp = ({ deps }: PlanContext, paths: readonly string[]): string[] =>
  paths.map((path) => joinEsp(deps.espRoot, path));

const updateRecord = ({ deps: { state } }: PlanContext, next: typeof recordExchanged, plan: Plan) =>
  inStateDirectory(async () => writeHostRecord(state, next((await readHostRecord(state)).record, plan)));

const forgetPrevious = async (state: StateDirectory): Promise<void> => {
  const { record } = await readHostRecord(state);
  if (record.previous.length > 0) await writeHostRecord(state, { ...record, previous: [] });
};

const verifyStage = async (context: PlanContext, swap: Swap, stagePath: string): Promise<void> => {
  const options = { fromDevice: true, signal: context.signal };
  const staged = asTarget(await observe(context.deps.espRoot, stagePath, options), swap);
  const [mismatch] = mismatchesOf(swap, isDeletion(swap) ? 'before' : 'after', staged);
  if (mismatch === undefined) return;
  throw new ApplyError(
    'STAGE_DIGEST',
    `${stagePath}, read back from the device, does not match the plan: ${mismatch}`,
  );
};

const checkLive = async ({ deps }: PlanContext, swap: Swap): Promise<void> => {
  const [mismatch] = mismatchesOf(swap, 'after', await observe(deps.espRoot, swap.target));
  if (mismatch === undefined) return;
  throw new ApplyError(
    'LIVE_DIGEST',
    `after the exchange, ${swap.target} does not match the plan: ${mismatch}`,
  );
};

/** Invariant 4 in docs/power-loss.md. */
const checkUnchanged = async ({ deps, fingerprints }: PlanContext, { target, targetExists }: Swap) => {
  const before = fingerprints.get(target);
  if (before === undefined || !targetExists) return;
  const path = differenceOf(before, await fingerprintOf(joinEsp(deps.espRoot, target)));
  if (path === null) return;
  throw new ApplyError('PRECONDITION', `another program changed ${path} while ${target} was being staged`);
};

/** Housekeeping: if it fails, the next update does it. */
const prune = async ({ deps, plan }: PlanContext): Promise<void> => {
  try {
    const { record } = await readHostRecord(deps.state);
    await prunePlans(deps.state, record);
    const plans = await Promise.all(referredPlanIds(record).map((planId) => readPlan(deps, planId)));
    const needed = [plan, ...plans.filter((kept) => kept !== null)];
    await pruneBlobs(deps.state, { plans: needed, nowMs: deps.clock.nowMs() });
  } catch (error) {
    deps.log.warn('cannot clean up the state directory', { error: String(error) });
  }
};

const executors: Executors = {
  journal: ({ phase }, { deps: { state }, plan: { planId } }) =>
    inStateDirectory(() => writeJournal(state, { planId, phase, code: '' })),
  'forget-previous': (_, { deps: { state } }) => inStateDirectory(() => forgetPrevious(state)),
  release: ({ paths }, context) => releaseTrees(pathsOnEsp(context, paths), context.lock.directory),
  'create-target': ({ swap }, context) => createTarget(context, swap),
  'build-stage': (step, context) => buildStage(context, step),
  barrier: (_, { lock }) => barrier(lock.directory),
  'verify-stage': ({ swap, stagePath }, context) => verifyStage(context, swap, stagePath),
  report: async ({ phase }, context) => {
    const detail = phase === 'staged' ? context.placements.map(describePlacement).join('; ') : '';
    await reportOn(context, { phase, detail });
  },
  'check-unchanged': ({ swap }, context) => checkUnchanged(context, swap),
  'write-back': (_, { lock }) => syncfs(lock.directory.fd),
  // The stage comes first: with dirsync each side is written by itself, and after the first write both names lead to the old tree.
  exchange: async ({ swap, stagePath }, { deps: { espRoot }, lock }) =>
    exchangeNow(joinEsp(espRoot, stagePath), joinEsp(espRoot, swap.target), lock.directory),
  // Invariants 5 and 6 in docs/power-loss.md: flush before anything of the old tree changes.
  settle: (_, { lock }) => barrier(lock.directory),
  'remove-live': ({ swap }, context) =>
    releaseTrees(pathsOnEsp(context, [swap.target]), context.lock.directory),
  'check-live': ({ swap }, context) => checkLive(context, swap),
  'record-exchanged': (_, context) => updateRecord(context, recordExchanged, context.plan),
  'hide-csv': ({ stagePaths }, context) =>
    hideBootCsv(pathsOnEsp(context, stagePaths), context.lock.directory),
  'clear-journal': (_, { deps: { state } }) => inStateDirectory(() => clearJournal(state)),
  prune: (_, context) => prune(context),
};

const execute = <Kind extends StepKind>(
  step: Extract<Step, { kind: Kind }>,
  context: PlanContext,
): Promise<void> => executors[step.kind as Kind](step, context);

/**
 * Runs the steps in order. Before each it asks the fail point and, with `canAbort`, the signal.
 * @throws what the first failing step throws: ApplyError, Node's error, the signal's reason
 */
export const runSteps = async (
  steps: readonly Step[],
  context: PlanContext,
  { canAbort }: { canAbort: boolean },
): Promise<void> => {
  for (const step of steps) {
    if (canAbort) context.signal.throwIfAborted();
    context.deps.failPoint(step.kind);
    await execute(step, context);
  }
};
