/** One audit: measure, compare with the live plan, judge. Reads only, and needs no bus. */
import { readHostRecord } from '../../lib/host/index.ts';
import type { HostRecord, StateDirectory } from '../../lib/host/index.ts';
import type { EvidenceRecord, HostBootReader } from '../../lib/boot/index.ts';
import type { PublicKey } from '../../lib/trust/index.ts';
import type { Audit, AuditTrigger, Check, HostFacts, Phase, Plan } from '../../lib/wire/types.ts';
import { checkBoots } from './check-boots.ts';
import { runChecks, verdictOf } from './checks.ts';
import type { CheckOptions } from './checks.ts';
import { readExpectation } from './expectation.ts';
import { observeHost } from './observe-host.ts';
import type { HostIdentity } from './observe-host.ts';
import { whileQuiet } from './quiet-esp.ts';
import type { CheckName } from './checks.ts';

export type AuditSettings = {
  identity: HostIdentity;
  state: StateDirectory;
  /** Pinned by the host: only their plans say what the ESP should hold. */
  plannerKeys: readonly PublicKey[];
  checkOptions: CheckOptions;
  hostBoot: HostBootReader;
};

/** The report that set an audit off. */
export type AuditCause = { trigger: AuditTrigger; reportEventId: string; reportPhase: Phase | '' };

/** An audit that is not in the ledger yet. */
export type Finding = Omit<Audit, 'sequence' | 'previousSha256'>;
/** `evidence`: what the facts name. */
export type AuditResult = { finding: Finding; facts: HostFacts; evidence: EvidenceRecord[] };

const recordCheck = (warning: { detail: string } | null): Check[] =>
  warning === null
    ? []
    : [{ name: 'host-record' satisfies CheckName, result: 'fail', detail: warning.detail }];

const findingOf = (
  { identity }: AuditSettings,
  parts: { cause: AuditCause; record: HostRecord; checks: Check[]; nowMs: number },
): Finding => {
  const { live } = parts.record;
  return {
    host: identity.host,
    atMs: BigInt(parts.nowMs),
    trigger: parts.cause.trigger,
    verdict: verdictOf(parts.checks),
    checks: parts.checks,
    planId: live?.planId ?? '',
    payloadId: live?.payloadId ?? '',
    payloadEventId: live?.payloadEventId ?? '',
    generation: live?.generation ?? 0n,
    reportEventId: parts.cause.reportEventId,
    reportPhase: parts.cause.reportPhase,
  };
};

/** The plan that would be undone, if all of its previous trees are still there. */
const keptPlanOf = (
  { previous, live }: HostRecord,
  livePlan: Plan | null,
  stagePaths: readonly string[],
): Plan | null => {
  const there = new Set(stagePaths.map((path) => path.toUpperCase()));
  const isKept =
    live?.side === 'after' &&
    previous.length > 0 &&
    previous.every(({ stagePath }) => there.has(stagePath.toUpperCase()));
  return isKept ? livePlan : null;
};

const measure = async (
  settings: AuditSettings,
  { cause, nowMs, signal }: { cause: AuditCause; nowMs: number; signal?: AbortSignal | undefined },
): Promise<AuditResult> => {
  const { record, warning } = await readHostRecord(settings.state);
  const { livePlan, expected, check } = await readExpectation(settings.state, {
    live: record.live,
    plannerKeys: settings.plannerKeys,
  });
  const { hostBoot } = settings;
  const known = { record, livePlan, nowMs, hostBoot, signal };
  const observed = await observeHost(settings.identity, known);
  const { facts, isMountPoint, stagePaths, evidence } = observed;
  const observation = {
    esp: facts.esp,
    isMountPoint,
    files: facts.files,
    stagePaths,
    previousPaths: record.previous.map(({ stagePath }) => stagePath),
    expected,
  };
  const checks = [
    ...recordCheck(warning),
    ...(check === null ? [] : [check]),
    ...runChecks(observation, settings.checkOptions),
    ...checkBoots({
      boot: observed.boot,
      problem: observed.bootProblem,
      partitionUuid: facts.esp.partitionUuid,
      kept: keptPlanOf(record, livePlan, stagePaths),
      knownFile: hostBoot.known,
    }),
  ];
  return { finding: findingOf(settings, { cause, record, checks, nowMs }), facts, evidence };
};

/**
 * Audits the host as it is now, between two swaps and never during one.
 * @throws TreeError if the ESP cannot be read, QuietEspError BUSY if a writer does not leave it
 */
export const auditHost = (
  settings: AuditSettings,
  options: { cause: AuditCause; nowMs: number; signal?: AbortSignal },
): Promise<AuditResult> =>
  whileQuiet(settings.identity.espRoot, {
    measure: () => measure(settings, options),
    signal: options.signal,
  });
