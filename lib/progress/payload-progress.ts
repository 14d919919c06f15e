/** How far a published payload has come, host by host. A pure fold over the events that the services publish. */
import type { Audit, Decision, Plan, Report } from '../wire/types.ts';

export type ProgressEvent =
  | { kind: 'decision'; decision: Decision }
  | { kind: 'plan'; plan: Plan }
  | { kind: 'report'; report: Report }
  | { kind: 'audit'; audit: Audit };

export type HostProgress = {
  host: string;
  planId: string;
  state: 'planned' | 'working' | 'passed' | 'failed';
  detail: string;
};

export type PayloadProgress = {
  /** ce-id of the payload event that is followed. */
  eventId: string;
  decision: Decision | null;
  hosts: ReadonlyMap<string, HostProgress>;
};

export const startProgress = (eventId: string): PayloadProgress => ({
  eventId,
  decision: null,
  hosts: new Map(),
});

const withHost = (progress: PayloadProgress, host: HostProgress): PayloadProgress => ({
  ...progress,
  hosts: new Map([...progress.hosts, [host.host, host]]),
});

/**
 * A plan that was refused because the ESP had changed is made again from the host's new facts, and one that had
 * expired is too: not the end of it.
 */
const planAgainCodes: readonly string[] = ['PRECONDITION', 'EXPIRED', 'STALE_GENERATION', 'BUSY'];

const stateOfReport = ({ phase, code }: Report): HostProgress['state'] => {
  if (phase === 'failed' || phase === 'stuck' || phase === 'rolled-back') return 'failed';
  if (phase === 'rejected') return planAgainCodes.includes(code) ? 'working' : 'failed';
  return 'working';
};

const onPlan = (progress: PayloadProgress, { host, planId, generation }: Plan): PayloadProgress =>
  progress.hosts.get(host)?.planId === planId
    ? progress
    : withHost(progress, { host, planId, state: 'planned', detail: `generation ${generation}` });

const onReport = (progress: PayloadProgress, report: Report): PayloadProgress => {
  const { host, planId, phase, code, detail } = report;
  if (progress.hosts.get(host)?.state === 'passed') return progress;
  const words = [phase, code, detail].filter((word) => word !== '').join(': ');
  return withHost(progress, { host, planId, state: stateOfReport(report), detail: words });
};

const failedChecks = ({ checks }: Audit): string =>
  checks
    .filter(({ result }) => result === 'fail')
    .map(({ name, detail }) => `${name}: ${detail}`)
    .join('; ');

const onAudit = (progress: PayloadProgress, audit: Audit): PayloadProgress => {
  const { host, planId, verdict } = audit;
  // An audit after a rollback passes too, and says nothing good of the payload.
  if (progress.hosts.get(host)?.state === 'failed') return progress;
  const isPassed = verdict === 'pass';
  return withHost(progress, {
    host,
    planId,
    state: isPassed ? 'passed' : 'failed',
    detail: isPassed ? `audit ${audit.sequence} passed` : failedChecks(audit),
  });
};

/** The first decision says how many hosts to wait for; later ones are about hosts that are planned again. */
const onDecision = (progress: PayloadProgress, decision: Decision): PayloadProgress => {
  if (progress.decision === null) return { ...progress, decision };
  return decision.refusals.reduce((before, { host, code, detail }) => {
    const known = before.hosts.get(host);
    if (known === undefined || known.state === 'passed' || known.state === 'failed') return before;
    return withHost(before, { ...known, state: 'failed', detail: `refused: ${code}: ${detail}` });
  }, progress);
};

/** The progress after one more event. Events of other payloads change nothing. */
export const advance = (progress: PayloadProgress, event: ProgressEvent): PayloadProgress => {
  switch (event.kind) {
    case 'decision':
      return event.decision.payloadEventId === progress.eventId
        ? onDecision(progress, event.decision)
        : progress;
    case 'plan':
      return event.plan.payloadEventId === progress.eventId ? onPlan(progress, event.plan) : progress;
    case 'report':
      return event.report.payloadEventId === progress.eventId ? onReport(progress, event.report) : progress;
    case 'audit':
      return event.audit.payloadEventId === progress.eventId ? onAudit(progress, event.audit) : progress;
  }
};

const count = ({ hosts }: PayloadProgress, state: HostProgress['state']): number =>
  [...hosts.values()].filter((host) => host.state === state).length;

/** Null while it goes on; else how it ended. `no-hosts`: no host follows the channel. */
export const conclusionOf = (
  progress: PayloadProgress,
): 'passed' | 'failed' | 'refused' | 'no-hosts' | null => {
  const { decision } = progress;
  if (decision === null) return null;
  if (decision.hostsConsidered === 0) return 'no-hosts';
  const failed = count(progress, 'failed');
  if (count(progress, 'passed') + failed < decision.planned) return null;
  if (failed > 0) return 'failed';
  return decision.refused > 0 ? 'refused' : 'passed';
};
