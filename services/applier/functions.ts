/** The applier's functions: they follow the host's plan, and the audits of its updates. */
import { eventTypes, streams, subjects } from '../../lib/bus/names.ts';
import type { CloudEvent } from '../../lib/bus/types.ts';
import { hasCode, messageOf } from '../../lib/errors.ts';
import { done, reject, retry } from '../../lib/runtime/types.ts';
import type { Emission, Invocation, Outcome, ServiceFunction } from '../../lib/runtime/types.ts';
import { encodeReport } from '../../lib/wire/index.ts';
import type { Audit, Report } from '../../lib/wire/types.ts';
import { applyPlan, isPassing } from './apply.ts';
import type { ApplyResult } from './apply.ts';
import { concludeAudit } from './conclude-audit.ts';
import type { ApplierDeps } from './context.ts';

export type ApplierFunctionsDeps = Omit<ApplierDeps, 'report' | 'log'> & {
  /** Checks an audit's signature against the host's own public key and decodes it, or throws an error with a code. */
  openAudit: (envelope: Uint8Array) => Audit;
  /** How often to check for a plan or an audit even without a notification. */
  pollMs: number;
};

const BUSY_RETRY_MS = 30_000;
/** Retry delay if an operator or another service must act first. */
const ENVIRONMENT_RETRY_MS = 10 * 60_000;

/** Refusals because of the host's present state, not because of the plan. */
const ENVIRONMENT: readonly string[] = [
  'CLOCK_BEHIND',
  'NOT_MOUNTED',
  'NOT_VFAT',
  'READ_ONLY',
  'NO_SPACE',
  'DIRECTORY_FULL',
  'NO_EXCHANGE',
  'FOREIGN_STAGE',
  'CROSS_LINKED',
  'NEEDS_RECOVERY',
  'UNPROVEN',
  'FIRMWARE_CHANGED',
  'IO_ERROR',
];

/** Phases that are reached once a plan have its id alone; the others say why, as they can end in several ways. */
const reportId = ({ host, planId, phase, code }: Report): string =>
  `report:${host}:${planId}:${phase}${code === '' ? '' : `:${code}`}`;

/** The event of a report. */
export const reportEmission = (report: Report): Emission => ({
  id: reportId(report),
  busSubject: subjects.report(report.host),
  type: eventTypes.report,
  subject: report.host,
  data: encodeReport(report),
});

/** A plan that is retried would report the same each time: each report is sent once per process. */
const once = (emitted: Set<string>, emit: Invocation['emit']) => {
  return async (report: Report): Promise<void> => {
    const emission = reportEmission(report);
    if (emitted.has(emission.id)) return;
    await emit(emission);
    emitted.add(emission.id);
  };
};

const outcomeOf = (result: ApplyResult, nowMs: number): Outcome => {
  const { outcome, code, detail, plan } = result;
  if (plan === null) return reject(code, detail);
  if (code === 'ABORTED') return retry(code, detail, 0);
  if (outcome !== 'rejected') return done();
  if (code === 'BUSY') return retry(code, detail, BUSY_RETRY_MS);
  if (isPassing(code, { plan, nowMs })) return retry(code, detail);
  return ENVIRONMENT.includes(code) ? retry(code, detail, ENVIRONMENT_RETRY_MS) : done();
};

type Site = { deps: ApplierFunctionsDeps; emitted: Set<string> };

const depsFor = ({ deps, emitted }: Site, { emit, log }: Invocation): ApplierDeps => ({
  ...deps,
  log,
  report: once(emitted, emit),
});

const handlePlan = async (site: Site, invocation: Invocation): Promise<Outcome> => {
  const { event, signal, log } = invocation;
  if (event === null) return done();
  const result = await applyPlan(event.data, depsFor(site, invocation), { signal });
  const { outcome, code, detail, plan } = result;
  log.info(`plan ${outcome}`, { planId: plan?.planId, generation: plan?.generation, code, detail });
  return outcomeOf(result, site.deps.clock.nowMs());
};

const openAudit = ({ deps }: Site, event: CloudEvent): Audit | Outcome => {
  try {
    return deps.openAudit(event.data);
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      return reject(error.code, messageOf(error));
    throw error;
  }
};

const handleAudit = async (site: Site, invocation: Invocation): Promise<Outcome> => {
  if (invocation.event === null) return done();
  const audit = openAudit(site, invocation.event);
  if ('kind' in audit) return audit;
  if (audit.host !== site.deps.hostId) return reject('WRONG_HOST', `the audit is of host ${audit.host}`);
  try {
    const { outcome, code, detail } = await concludeAudit(audit, depsFor(site, invocation));
    if (outcome !== 'ignored')
      invocation.log.info(`audit ${outcome}`, { planId: audit.planId, code, detail });
    return done();
  } catch (error) {
    if (hasCode(error, 'BUSY')) return retry('BUSY', messageOf(error), BUSY_RETRY_MS);
    if (hasCode(error, 'NOT_MOUNTED')) return retry('NOT_MOUNTED', messageOf(error), ENVIRONMENT_RETRY_MS);
    throw error;
  }
};

/** The applier's functions for one host. They write to one ESP, so they never run at the same time. */
export const applierFunctions = (deps: ApplierFunctionsDeps): ServiceFunction[] => {
  const site: Site = { deps, emitted: new Set() };
  const { hostId, pollMs } = deps;
  return [
    {
      name: 'applier.plans',
      trigger: { kind: 'level', stream: streams.plans, subject: subjects.plan(hostId), pollMs },
      exclusive: 'esp',
      handle: (invocation) => handlePlan(site, invocation),
    },
    {
      name: 'applier.audits',
      trigger: { kind: 'level', stream: streams.audits, subject: subjects.audit(hostId), pollMs },
      exclusive: 'esp',
      handle: (invocation) => handleAudit(site, invocation),
    },
  ];
};
