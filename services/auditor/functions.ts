/** The auditor as functions: after each outcome the applier reports, and on a timer. */
import { createHash } from 'node:crypto';
import type { EvidenceRecord } from '../../lib/boot/index.ts';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, CloudEvent } from '../../lib/bus/index.ts';
import { done, reject } from '../../lib/runtime/index.ts';
import type { Clock, Emission, Invocation, Outcome, ServiceFunction } from '../../lib/runtime/index.ts';
import type { SigningKey } from '../../lib/trust/index.ts';
import { decodeHostFacts, decodeReport, encodeHostFacts, WireError } from '../../lib/wire/index.ts';
import type { HostFacts, Phase, Report, WireErrorCode } from '../../lib/wire/index.ts';
import { auditHost } from './audit-host.ts';
import type { AuditCause, AuditResult, AuditSettings } from './audit-host.ts';
import { areFactsDue } from './facts-due.ts';
import type { LastFacts } from './facts-due.ts';
import { readBusHead } from './bus-head.ts';
import { appendEntry, laterHead, readAfter, readHead } from './ledger.ts';

export type AuditorDependencies = AuditSettings & {
  bus: Pick<Bus, 'last' | 'follow'>;
  hostKey: SigningKey;
  clock: Clock;
  /** How often the ESP is audited with nothing reported. */
  everyMs: number;
  /** How often the last report is looked for without a nudge. */
  pollMs: number;
};

/** Progress on the way to an outcome: nothing to audit yet. */
const progressPhases: readonly Phase[] = ['staged', 'verified'];

/** Codes of plans that were right for facts of another time: facts lead to a new one. */
const outdated: readonly string[] = ['EXPIRED', 'FIRMWARE_CHANGED'];

const auditEmission = (host: string, sequence: bigint, envelope: Uint8Array): Emission => ({
  id: `audit:${host}:${sequence}`,
  busSubject: subjects.audit(host),
  type: eventTypes.audit,
  subject: host,
  data: envelope,
});

const factsEmission = (facts: HostFacts): Emission => {
  const data = encodeHostFacts(facts);
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 12);
  return {
    id: `facts:${facts.host}:${facts.observedAtMs}:${digest}`,
    busSubject: subjects.facts(facts.host),
    type: eventTypes.facts,
    subject: facts.host,
    data,
  };
};

const evidenceEmission = ({ sha256, body }: EvidenceRecord, facts: HostFacts): Emission => ({
  // What a stream has lost must not be taken for a double.
  id: `evidence:${sha256}:${facts.host}:${facts.observedAtMs}`,
  busSubject: subjects.evidence(sha256),
  type: eventTypes.evidence,
  subject: facts.host,
  data: body,
});

/** A record whose body differs is treated as missing; readers verify the digest. */
const isThere = async ({ bus }: AuditorDependencies, { sha256, body }: EvidenceRecord): Promise<boolean> => {
  const last = await bus.last(streams.evidence, subjects.evidence(sha256));
  return last !== null && Buffer.compare(last.data, body) === 0;
};

/** Publishes the missing evidence first, then the facts: so readers of the facts find all of it. */
const factsEmissions = async (
  dependencies: AuditorDependencies,
  { facts, evidence }: Pick<AuditResult, 'facts' | 'evidence'>,
): Promise<Emission[]> => {
  const emissions: Emission[] = [];
  for (const record of evidence)
    if (!(await isThere(dependencies, record))) emissions.push(evidenceEmission(record, facts));
  return [...emissions, factsEmission(facts)];
};

const readLastFacts = async ({ bus, identity }: AuditorDependencies): Promise<LastFacts> => {
  const last = await bus.last(streams.facts, subjects.facts(identity.host));
  if (last === null) return null;
  try {
    return { facts: decodeHostFacts(last.data), publishedAtMs: last.timestampMs };
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
};

/** The ledger's entries that the bus lacks, from before a crash, then the new one, then the facts if they are due. */
const audit = async (
  dependencies: AuditorDependencies,
  { cause, signal, asked }: { cause: AuditCause; signal: AbortSignal; asked: boolean },
): Promise<Outcome> => {
  const { identity, state, hostKey, clock } = dependencies;
  const nowMs = clock.nowMs();
  const { finding, facts, evidence } = await auditHost(dependencies, { cause, nowMs, signal });
  const busHead = await readBusHead(dependencies, signal);
  const head = laterHead(await readHead(state.auditsDirectory), busHead);
  await appendEntry(state.auditsDirectory, finding, { head, key: hostKey });
  const entries = await readAfter(state.auditsDirectory, busHead.sequence);
  const emissions = entries.map(({ sequence, envelope }) => auditEmission(identity.host, sequence, envelope));
  const last = await readLastFacts(dependencies);
  if (areFactsDue(facts, { last, nowMs, asked }))
    emissions.push(...(await factsEmissions(dependencies, { facts, evidence })));
  return done(...emissions);
};

/**
 * Why the auditor gives a report up.
 * @errors dead letters
 */
export type ReportRejectionCode =
  /**
   * A report or an audit of another host was published on this host's subject.
   * @remedy Check the hosts' ids and credentials.
   */
  | 'WRONG_HOST'
  /**
   * A report cannot be decoded. The rest of the code is that of [a message](#messages).
   * @remedy Run the same version of bootswap everywhere.
   */
  | `WIRE_${WireErrorCode}`;

const refuseReport = (code: ReportRejectionCode, detail: string): Outcome => reject(code, detail);

const readReport = (event: CloudEvent, host: string): Report | Outcome => {
  try {
    const report = decodeReport(event.data);
    if (report.host === host) return report;
    return refuseReport('WRONG_HOST', `the report is of host ${report.host}, but its subject is of ${host}`);
  } catch (error) {
    if (error instanceof WireError) return refuseReport(`WIRE_${error.code}`, error.message);
    throw error;
  }
};

const handleReport = async (
  dependencies: AuditorDependencies,
  { event, signal }: Invocation,
): Promise<Outcome> => {
  if (event === null) return done();
  const report = readReport(event, dependencies.identity.host);
  if ('kind' in report) return report;
  if (progressPhases.includes(report.phase)) return done();
  const cause: AuditCause = { trigger: 'report', reportEventId: event.id, reportPhase: report.phase };
  const asked = report.phase === 'rejected' && outdated.includes(report.code);
  return audit(dependencies, { cause, signal, asked });
};

const timerCause: AuditCause = { trigger: 'timer', reportEventId: '', reportPhase: '' };

/** The auditor's functions for one host. They share the ledger, so they never run at the same time. */
export const auditorFunctions = (dependencies: AuditorDependencies): ServiceFunction[] => [
  {
    name: 'auditor.reports',
    trigger: {
      kind: 'level',
      stream: streams.reports,
      subject: subjects.report(dependencies.identity.host),
      pollMs: dependencies.pollMs,
    },
    exclusive: 'ledger',
    handle: (invocation) => handleReport(dependencies, invocation),
  },
  {
    name: 'auditor.timer',
    trigger: { kind: 'timer', everyMs: dependencies.everyMs },
    exclusive: 'ledger',
    handle: ({ signal }) => audit(dependencies, { cause: timerCause, signal, asked: false }),
  },
];
