import { hasCode, messageOf } from '../../lib/errors.ts';
import { readHostRecord, writeHostRecord } from '../../lib/host/index.ts';
import type { HostRecord } from '../../lib/host/index.ts';
import type { Plan, Report } from '../../lib/wire/types.ts';
import { admitPlan, observeTargets } from './admit/admit.ts';
import { ApplyError, applyCodeOf, inStateDirectory } from './apply-error.ts';
import type { ApplyCode } from './apply-error.ts';
import { cachedBlobsOf, fetchBlobs, lackingBlobs } from './state/blobs.ts';
import { carryOut } from './swap/carry-out.ts';
import { checkPreconditions, isAlreadyApplied } from './admit/check-preconditions.ts';
import { createPlanContext } from './context.ts';
import type { ApplierDeps } from './context.ts';
import { readJournal } from './state/journal.ts';
import { readOwnFirmware } from './host-boot.ts';
import { judgePlan } from './admit/judge-plan.ts';
import { judgeProof } from './admit/judge-proof.ts';
import { keepPlan } from './state/kept-plans.ts';
import { lockEsp, lockOptionsOf } from './esp/lock.ts';
import type { EspLock } from './esp/lock.ts';
import { recordUnchanged } from './state/next-record.ts';
import { checkEsp } from './admit/preflight.ts';
import { recoverUnderLock } from './recovery/recover.ts';
import { reportBefore } from './report.ts';
import { stepsFor } from './swap/steps.ts';

export type ApplyResult = {
  /** `rejected`: nothing was written. `failed`: the old trees are live. `stuck`: recovery must look. */
  outcome: 'exchanged' | 'unchanged' | 'rejected' | 'failed' | 'stuck';
  /** An ApplyCode, or the code of the error by which the envelope was refused; '' if all is well. */
  code: string;
  detail: string;
  /** Null if the envelope could not be opened. */
  plan: Plan | null;
  /** What was reported on the way, in order. */
  reports: Report[];
};

export type ApplyOptions = {
  /** Before the first exchange an abort undoes; after it the plan is finished. */
  signal?: AbortSignal;
};

type Work = { plan: Plan; envelope: Uint8Array; deps: ApplierDeps; signal: AbortSignal };
type Result = Omit<ApplyResult, 'plan'>;

const readRecord = async ({ state, log }: ApplierDeps): Promise<HostRecord> => {
  const { record, warning } = await inStateDirectory(() => readHostRecord(state, { moveCorruptAside: true }));
  if (warning !== null)
    log.error('the host record is damaged and was moved aside', {
      detail: warning.detail,
      movedTo: warning.movedTo ?? '',
    });
  return record;
};

const ended = (outcome: Result['outcome'], reports: Report[] = []): Result => ({
  outcome,
  code: '',
  detail: '',
  reports,
});

/** What is live is asked for no proof: its own first boot may have changed the variables. */
const judge = async ({ plan, deps }: Work, record: HostRecord): Promise<'go' | 'already-live'> => {
  const { hostId, clock, hostBoot, isUnproven, log } = deps;
  const judgement = judgePlan(plan, { record, hostId, nowMs: clock.nowMs() });
  if (judgement.kind === 'refused') throw new ApplyError(judgement.code, judgement.detail);
  if (judgement.kind === 'already-live') return judgement.kind;
  const own = plan.proof === null ? null : await readOwnFirmware(hostBoot, log);
  const problem = judgeProof(plan, { own, isUnproven });
  if (problem !== null) throw new ApplyError(problem.code, problem.detail);
  return judgement.kind;
};

/** Nothing is downloaded for a plan that does not fit, and the lock is not held while the network is slow. */
const fetchLacking = async ({ plan, deps, signal }: Work): Promise<void> => {
  const lacking = await lackingBlobs(deps.state, cachedBlobsOf({ plan, source: deps.blobs }));
  if (lacking.length === 0) return;
  const targets = await observeTargets(plan, deps, signal);
  if (isAlreadyApplied(targets)) return;
  // Whose the stages are is checked under the lock.
  const problem = checkPreconditions(
    plan,
    targets,
    targets.flatMap(({ observed }) => observed.stages),
  );
  if (problem !== null) throw new ApplyError(problem.code, problem.detail);
  await fetchBlobs(deps.state, lacking, { source: deps.blobs, signal });
};

const recoverFirst = async (deps: ApplierDeps, lock: EspLock): Promise<void> => {
  const { actions, clean, space } = await recoverUnderLock(deps, lock);
  if (space !== null && space.lostClusters + space.fsckFiles.length > 0)
    deps.log.warn('crashes have leaked space on the ESP', { ...space, fsckFiles: space.fsckFiles.join(' ') });
  if (clean) return;
  const left = actions.filter(({ kind }) => kind === 'leave');
  const why = left.map((step) => `${step.paths.join(', ')}: ${step.why}`).join('; ');
  deps.log.warn('recovery left something in place on the ESP', { why });
};

const takeOver = async ({ plan, envelope, deps }: Work, record: HostRecord): Promise<Result> => {
  await inStateDirectory(() => keepPlan(deps.state, plan.planId, envelope));
  await inStateDirectory(() => writeHostRecord(deps.state, recordUnchanged(record, plan)));
  return ended('unchanged', [await reportBefore(plan, deps, { phase: 'unchanged' })]);
};

const applyUnderLock = async (work: Work, lock: EspLock): Promise<Result> => {
  const { plan, envelope, deps, signal } = work;
  await checkEsp(deps);
  await recoverFirst(deps, lock);
  const record = await readRecord(deps);
  if ((await judge(work, record)) === 'already-live') return ended('unchanged');
  const admission = await admitPlan(plan, deps, { lock, record, signal });
  if (admission.kind === 'already-applied') return takeOver(work, record);
  await inStateDirectory(() => keepPlan(deps.state, plan.planId, envelope));
  const context = createPlanContext(deps, { lock, plan, signal });
  context.fingerprints = admission.fingerprints;
  const result = await carryOut(context, stepsFor(plan, admission.occupied));
  return { ...result, reports: context.reports };
};

const applyOpened = async (work: Work): Promise<Result> => {
  const { deps } = work;
  const isLive = (await judge(work, await readRecord(deps))) === 'already-live';
  // With a journal it is live, but not finished: recovery comes first, under the lock.
  if (isLive && (await inStateDirectory(() => readJournal(deps.state))) === null) return ended('unchanged');
  await checkEsp(deps);
  if (!isLive) await fetchLacking(work);
  const lock = await lockEsp(deps.espRoot, lockOptionsOf(deps, work.signal));
  try {
    return await applyUnderLock(work, lock);
  } finally {
    await lock.release();
  }
};

/** How long a blob may lag behind the plan that needs it before that is said of the plan. */
const BLOB_PATIENCE_MS = 10 * 60 * 1000;

/** True if the plan is to be tried again soon, and so is not reported as rejected. */
export const isPassing = (code: string, { plan, nowMs }: { plan: Plan; nowMs: number }): boolean =>
  ['BUSY', 'BLOB_UNAVAILABLE', 'ABORTED'].includes(code) ||
  (code === 'BLOB_MISSING' && BigInt(nowMs) < plan.issuedAtMs + BigInt(BLOB_PATIENCE_MS));

const reject = async ({ plan, deps, signal }: Work, error: unknown): Promise<Result> => {
  const known = applyCodeOf(error);
  const code: ApplyCode = signal.aborted && known === 'UNEXPECTED' ? 'ABORTED' : known;
  const detail = messageOf(error);
  if (code === 'ALREADY_ROLLED_BACK' || isPassing(code, { plan, nowMs: deps.clock.nowMs() })) {
    return { outcome: 'rejected', code, detail, reports: [] };
  }
  const report = await reportBefore(plan, deps, { phase: 'rejected', code, detail });
  return { outcome: 'rejected', code, detail, reports: [report] };
};

const never = new AbortController().signal;

/** True for the errors by which opening an envelope says that it is not to be trusted or not to be understood. */
const codeOfOpening = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/**
 * Carries out a signed plan: checks it, its host and the ESP, fetches the files it lacks, stages, verifies, exchanges
 * and records. Every end is a result: an error is thrown only if the state directory or the reports fail.
 * @throws {ApplyError} STATE_DIRECTORY if an end could not be reported durably
 */
export const applyPlan = async (
  envelope: Uint8Array,
  deps: ApplierDeps,
  options: ApplyOptions = {},
): Promise<ApplyResult> => {
  const signal = options.signal ?? never;
  let plan: Plan;
  try {
    plan = deps.openPlan(envelope);
  } catch (error) {
    const code = codeOfOpening(error);
    if (code === null) throw error;
    return { outcome: 'rejected', code, detail: messageOf(error), plan: null, reports: [] };
  }
  const work: Work = { plan, envelope, deps, signal };
  try {
    return { ...(await applyOpened(work)), plan };
  } catch (error) {
    if (hasCode(error, 'STATE_DIRECTORY')) throw error;
    return { ...(await reject(work, error)), plan };
  }
};
