/** A host worked on without a bus: the same planner, applier and auditor, called one after the other. */
import { createReadStream } from 'node:fs';
import { openStateDirectory, readHostRecord } from '../lib/host/index.ts';
import type { StateDirectory } from '../lib/host/index.ts';
import { manifestOf } from '../lib/payload/index.ts';
import type { Payload } from '../lib/payload/index.ts';
import { createLogger, systemClock } from '../lib/runtime/index.ts';
import { loadOrCreateSigningKey, openPlan, publicKeyOf, signPlan } from '../lib/trust/index.ts';
import type { PublicKey, SigningKey } from '../lib/trust/index.ts';
import type { Audit, Plan, Report } from '../lib/wire/types.ts';
import { ApplyError, applyPlan, concludeAudit, failPointFrom } from '../services/applier/index.ts';
import type { ApplierDeps, ApplyResult, AuditConclusion, BlobSource } from '../services/applier/index.ts';
import { appendEntry, auditHost, observeHost, readExpectation, readHead } from '../services/auditor/index.ts';
import type { AuditCause, CheckOptions, HostIdentity } from '../services/auditor/index.ts';
import { completePlan, defaultPlanValidityMs, planHost } from '../services/planner/index.ts';
import type { ContentPlan, PlanScope } from '../services/planner/index.ts';
import type { Invocation } from './command.ts';
import { hostBootOf, retainOf } from './applier-options.ts';
import { checkOptionsOf } from './audit-options.ts';
import { channelOf, espRootOf, localHostOf, stateDirectoryOf } from './places.ts';
import { pinnedOrNone, plannerKeysPathOf } from './trust-options.ts';

export type LocalHost = {
  identity: HostIdentity;
  state: StateDirectory;
  plannerKey: SigningKey;
  /** The planner's own and those that are pinned. */
  plannerKeys: readonly PublicKey[];
  hostKey: SigningKey;
  applier: ApplierDeps;
  checkOptions: CheckOptions;
};

const noBlobs: BlobSource = {
  get: (sha256) => {
    throw new ApplyError('BLOB_MISSING', `no payload is at hand that brings ${sha256}`);
  },
};

const blobsOf = (payload: Payload): BlobSource => {
  const sources = new Map(payload.files.map(({ sha256, source }) => [sha256, source]));
  return {
    get: (sha256) => {
      const source = sources.get(sha256);
      if (source !== undefined) return createReadStream(source);
      throw new ApplyError('BLOB_MISSING', `the payload brings no file with digest ${sha256}`);
    },
  };
};

/** Opens the state directory and the keys that one host alone needs: it trusts the plans that it makes itself, and what it pins. */
export const openLocalHost = async (
  invocation: Invocation,
  { payload, onReport }: { payload?: Payload; onReport?: (report: Report) => void } = {},
): Promise<LocalHost> => {
  const espRoot = await espRootOf(invocation);
  const state = await openStateDirectory(stateDirectoryOf(invocation));
  const plannerKey = await loadOrCreateSigningKey(state.keysDirectory, 'planner');
  const hostKey = await loadOrCreateSigningKey(state.keysDirectory, 'host');
  // A host of a fleet has plans of its planners to recover from, too.
  const pinned = [publicKeyOf(plannerKey), ...(await pinnedOrNone(plannerKeysPathOf(invocation, state)))];
  const identity = { host: await localHostOf(invocation), channel: channelOf(invocation), espRoot };
  const clock = systemClock();
  const log = createLogger({ stream: process.stderr, format: 'text', level: 'warn', clock });
  const applier: ApplierDeps = {
    espRoot,
    state,
    hostId: identity.host,
    openPlan: (envelope) => openPlan(envelope, pinned).plan,
    blobs: payload === undefined ? noBlobs : blobsOf(payload),
    clock,
    log,
    report: async (report) => onReport?.(report),
    allowAnyFilesystem: invocation.has('allow-any-fs'),
    retain: retainOf(invocation),
    hostBoot: hostBootOf(invocation),
    isUnproven: invocation.has('unproven'),
    failPoint: failPointFrom(invocation.env['BOOTSWAP_FAILPOINT']),
  };
  return {
    identity,
    state,
    plannerKey,
    plannerKeys: pinned,
    hostKey,
    applier,
    checkOptions: checkOptionsOf(invocation),
  };
};

/** What the planner makes of the payload for this host as it is now. */
export const planLocally = async (
  host: LocalHost,
  { payload, scope, signal }: { payload: Payload; scope?: PlanScope; signal: AbortSignal },
): Promise<{ decision: ContentPlan; plan: Plan | null; payloadId: string }> => {
  const { identity, applier } = host;
  const nowMs = applier.clock.nowMs();
  const manifest = manifestOf(payload, { channel: identity.channel, publishedAtMs: nowMs });
  const { record } = await readHostRecord(host.state);
  const { livePlan } = await readExpectation(host.state, {
    live: record.live,
    plannerKeys: host.plannerKeys,
  });
  const { facts } = await observeHost(identity, { record, livePlan, nowMs, signal });
  const decision = planHost(facts, manifest, { allowAnyFilesystem: applier.allowAnyFilesystem, scope });
  const { payloadId } = manifest;
  if (decision.kind !== 'plan') return { decision, plan: null, payloadId };
  const plan = completePlan(decision.body, facts, {
    payloadEventId: `local:${payloadId}`,
    issuedAtMs: nowMs,
    planValidityMs: defaultPlanValidityMs,
  });
  return { decision, plan, payloadId };
};

export const applyLocally = (host: LocalHost, plan: Plan, signal: AbortSignal): Promise<ApplyResult> =>
  applyPlan(signPlan(plan, host.plannerKey), host.applier, { signal });

/** Audits and writes the finding into the host's ledger. */
export const auditLocally = async (host: LocalHost, cause: AuditCause): Promise<Audit> => {
  const { identity, state, checkOptions, hostKey, plannerKeys, applier } = host;
  const settings = { identity, state, checkOptions, plannerKeys };
  const { finding } = await auditHost(settings, { cause, nowMs: applier.clock.nowMs() });
  const head = await readHead(state.auditsDirectory);
  return (await appendEntry(state.auditsDirectory, finding, { head, key: hostKey })).audit;
};

/** What the applier makes of the audit: the update stays, or the previous tree comes back. */
export const concludeLocally = (host: LocalHost, audit: Audit): Promise<AuditConclusion> =>
  concludeAudit(audit, host.applier);
