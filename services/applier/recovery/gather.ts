/** Gathers the input of a recovery: first from the raw device, then through the file system as far as that is safe. */
import { readHostRecord } from '../../../lib/host/index.ts';
import type { HostRecord } from '../../../lib/host/index.ts';
import type { Plan, Swap } from '../../../lib/wire/types.ts';
import { inStateDirectory } from '../apply-error.ts';
import { blobsOf, lackingBlobs } from '../state/blobs.ts';
import type { ApplierDeps } from '../context.ts';
import {
  decideRecovery,
  isOutlookNeeded,
  isRebuildConsidered,
  lostStagesOf,
  waysOf,
} from './decide-recovery.ts';
import type { RecoveryAction, RecoveryView, UnfinishedWork, WaysAhead } from './decide-recovery.ts';
import { findStages } from './find-stages.ts';
import { foretell } from '../outlook/predict-boot.ts';
import { readJournal } from '../state/journal.ts';
import { readPlan, readPlans } from '../state/kept-plans.ts';
import type { EspLock } from '../esp/lock.ts';
import { stagePathOf } from '../esp/names.ts';
import { isUnsafe, readRawView, unsafePaths } from './scan-device.ts';
import type { Pair, RawView } from './scan-device.ts';
import { readSwapStates } from './swap-states.ts';

const workOn = async (
  plan: Plan,
  { deps, lock }: { deps: ApplierDeps; lock: EspLock },
): Promise<UnfinishedWork> => {
  const states = await readSwapStates(plan, { deps, lock });
  if (!isRebuildConsidered(states)) return { plan, states, hasBlobs: false };
  const lacking = await lackingBlobs(deps.state, blobsOf({ swaps: lostStagesOf(states) }));
  return { plan, states, hasBlobs: lacking.length === 0 };
};

/** The journal's plan; without a journal, the newest known plan with an existing stage. */
const findWork = async (
  deps: ApplierDeps,
  { lock, view }: { lock: EspLock; view: Omit<RecoveryView, 'work' | 'outlook'> },
): Promise<UnfinishedWork | null> => {
  if (view.journal !== null) {
    const plan = await readPlan(deps, view.journal.planId);
    return plan === null ? null : workOn(plan, { deps, lock });
  }
  const kept = view.record.previous.map((tree) => tree.stagePath);
  const strays = view.stagePaths.filter((path) => !kept.includes(path));
  if (strays.length === 0) return null;
  let fallback: UnfinishedWork | null = null;
  for (const plan of await readPlans(deps)) {
    if (!plan.swaps.some((swap) => strays.includes(stagePathOf(swap)))) continue;
    const work = await workOn(plan, { deps, lock });
    if (work.states.every(({ live }) => live !== 'other')) return work;
    fallback ??= work;
  }
  return fallback;
};

/** Every swap that a stage on the ESP may belong to, those of the newest plans first. */
export const knownSwaps = async (deps: ApplierDeps): Promise<Swap[]> =>
  (await readPlans(deps)).flatMap((plan) => plan.swaps);

const pairsOf = (swaps: readonly Swap[], { previous }: HostRecord): Pair[] => [
  ...previous,
  ...swaps.map((swap) => ({ target: swap.target, stagePath: stagePathOf(swap) })),
];

const readUnfinished = async ({ state }: ApplierDeps) => ({
  journal: await inStateDirectory(() => readJournal(state)),
  record: (await inStateDirectory(() => readHostRecord(state))).record,
});

/** Scans the raw device; afterwards `lock.unsafe` lists paths that must not be looked up. */
export const lookBelow = async (deps: ApplierDeps, lock: EspLock): Promise<RawView | null> => {
  const { record } = await readUnfinished(deps);
  const view = await readRawView(deps, { lock, known: pairsOf(await knownSwaps(deps), record) });
  lock.unsafe = new Map(view?.findings.filter(isUnsafe).flatMap(unsafePaths));
  return view;
};

const stagesSeen = async ({ espRoot }: ApplierDeps, view: RawView | null) => {
  if (view === null) return { ...(await findStages(espRoot)), provenPaths: new Set<string>() };
  const staged = view.findings.filter(({ diagnosis }) => diagnosis.stage !== null);
  const sound = staged.filter((finding) => !isUnsafe(finding));
  return {
    stagePaths: staged.map(({ stagePath }) => stagePath),
    fillerPaths: view.fillerPaths,
    provenPaths: new Set(sound.map(({ stagePath }) => stagePath)),
  };
};

const lookAhead = async (
  work: UnfinishedWork,
  site: { deps: ApplierDeps; lock: EspLock },
): Promise<WaysAhead> => {
  const { forward, back } = waysOf(work);
  return {
    forward: (await foretell({ side: 'after', swaps: forward }, site)).answer,
    back: (await foretell({ side: 'before', swaps: back }, site)).answer,
  };
};

export type Look = { actions: RecoveryAction[]; view: RawView | null };

/** Decides the actions. */
export const look = async (deps: ApplierDeps, lock: EspLock, seenBelow?: RawView | null): Promise<Look> => {
  const view = seenBelow === undefined ? await lookBelow(deps, lock) : seenBelow;
  const seen = { ...(await readUnfinished(deps)), ...(await stagesSeen(deps, view)), unsafe: lock.unsafe };
  const work = await findWork(deps, { lock, view: seen });
  const isAsked = work !== null && isOutlookNeeded({ journal: seen.journal, work });
  const outlook = isAsked ? await lookAhead(work, { deps, lock }) : null;
  return { actions: decideRecovery({ ...seen, work, outlook }), view };
};
