/** Acts on the audit of the live plan: keeps the update, or restores the previous tree. */
import { joinEsp } from '../../lib/esp/index.ts';
import { readHostRecord, treeVerdict, writeHostRecord } from '../../lib/host/index.ts';
import type { HostRecord } from '../../lib/host/index.ts';
import type { Audit, Check } from '../../lib/wire/types.ts';
import { inStateDirectory } from './apply-error.ts';
import { createPlanContext } from './context.ts';
import type { ApplierDeps } from './context.ts';
import { readPlan } from './state/kept-plans.ts';
import { lockEsp, lockOptionsOf } from './esp/lock.ts';
import type { EspLock } from './esp/lock.ts';
import { recoverUnderLock } from './recovery/recover.ts';
import { releaseTrees } from './esp/delete-trees.ts';
import { rollBackUnderLock } from './recovery/roll-back.ts';
import type { RollBackOutcome } from './recovery/roll-back.ts';

export type AuditConclusion = { outcome: 'ignored' | 'passed'; code: ''; detail: string } | RollBackOutcome;

type AuditOfPlan = Pick<Audit, 'planId' | 'generation'> & {
  checks: readonly Pick<Check, 'name' | 'result'>[];
};

const readRecord = async ({ state }: ApplierDeps): Promise<HostRecord> =>
  inStateDirectory(async () => (await readHostRecord(state)).record);

/** Only the first audit of the live plan decides: later ones find changes by other programs. */
const isAwaited = ({ live, awaitingAudit }: HostRecord, audit: AuditOfPlan): boolean =>
  awaitingAudit &&
  live?.side === 'after' &&
  live.planId === audit.planId &&
  live.generation === audit.generation;

/** Clears the record first: after a crash, the tree then belongs to a finished plan, and recovery deletes it. */
const releasePrevious = async (deps: ApplierDeps, record: HostRecord, lock: EspLock): Promise<void> => {
  // Paths that must not be looked up are left to recovery.
  const safe = record.previous.filter(({ stagePath }) => !lock.unsafe.has(stagePath));
  const paths = safe.map(({ stagePath }) => joinEsp(deps.espRoot, stagePath));
  await inStateDirectory(() => writeHostRecord(deps.state, { ...record, previous: [] }));
  await releaseTrees(paths, lock.directory);
};

const pass = async (deps: ApplierDeps, record: HostRecord, lock: EspLock): Promise<AuditConclusion> => {
  const next = deps.retain === 'none' ? { ...record, previous: [] } : record;
  if (deps.retain === 'none') await releasePrevious(deps, record, lock);
  await inStateDirectory(() => writeHostRecord(deps.state, { ...next, awaitingAudit: false }));
  return { outcome: 'passed', code: '', detail: '' };
};

const fail = async (deps: ApplierDeps, record: HostRecord, lock: EspLock): Promise<AuditConclusion> => {
  const planId = record.live?.planId ?? '';
  const plan = await readPlan(deps, planId);
  if (plan !== null) return rollBackUnderLock(createPlanContext(deps, { lock, plan }), 'AUDIT_FAILED');
  // Without the plan, the content of the previous tree is not known.
  await inStateDirectory(() => writeHostRecord(deps.state, { ...record, awaitingAudit: false }));
  const detail = `plan ${planId} can no longer be read, so it cannot be rolled back`;
  deps.log.error(detail);
  return { outcome: 'nothing-to-roll-back', code: 'PLAN_LOST', detail };
};

/** A host that will not boot is as bad as a missing file; an unknown boot result does not delay the decision. */
const verdictOf = (checks: AuditOfPlan['checks']): Check['result'] =>
  checks.some(({ name, result }) => name === 'boots' && result === 'fail') ? 'fail' : treeVerdict(checks);

/**
 * Acts on the audit of the swapped trees: a pass ends the wait (and deletes the previous tree if none is to be
 * kept); a fail restores the previous tree. Audits that are not awaited, and audits that could not judge the
 * files, are ignored, so that a repeated call does nothing.
 * @throws {ApplyError} BUSY, NOT_MOUNTED, STATE_DIRECTORY; Node's error: EIO
 */
export const concludeAudit = async (audit: AuditOfPlan, deps: ApplierDeps): Promise<AuditConclusion> => {
  const ignored: AuditConclusion = {
    outcome: 'ignored',
    code: '',
    detail: 'not the first audit of the live plan',
  };
  const verdict = verdictOf(audit.checks);
  if (verdict === 'unknown' || !isAwaited(await readRecord(deps), audit)) return ignored;
  const lock = await lockEsp(deps.espRoot, lockOptionsOf(deps));
  try {
    await recoverUnderLock(deps, lock);
    const record = await readRecord(deps);
    if (!isAwaited(record, audit)) return ignored;
    return await (verdict === 'pass' ? pass : fail)(deps, record, lock);
  } finally {
    await lock.release();
  }
};
