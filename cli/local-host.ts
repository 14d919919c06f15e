/** Updates a host without a bus: calls the same planner, applier and auditor one after the other. */
import { createReadStream } from 'node:fs';
import { openHostBoot } from '../lib/boot/index.ts';
import type { HostBootReader } from '../lib/boot/index.ts';
import { openStateDirectory } from '../lib/host/index.ts';
import type { StateDirectory } from '../lib/host/index.ts';
import type { Payload } from '../lib/payload/index.ts';
import { createLogger, systemClock } from '../lib/runtime/index.ts';
import { loadOrCreateSigningKey, openPlan, publicKeyOf, signPlan } from '../lib/trust/index.ts';
import type { PublicKey, SigningKey } from '../lib/trust/index.ts';
import type { Audit, Plan, Report } from '../lib/wire/types.ts';
import { ApplyError, applyPlan, concludeAudit, failPointFrom } from '../services/applier/index.ts';
import type { ApplierDeps, ApplyResult, AuditConclusion, BlobSource } from '../services/applier/index.ts';
import { appendEntry, auditHost, readHead } from '../services/auditor/index.ts';
import type { AuditCause, CheckOptions, HostIdentity } from '../services/auditor/index.ts';
import { completePlan, defaultPlanValidityMs } from '../services/planner/index.ts';
import type { HostPlan, PlanScope } from '../services/planner/index.ts';
import type { Invocation } from './command.ts';
import { retainOf } from './applier-options.ts';
import { checkOptionsOf } from './audit-options.ts';
import { bootPlacesOf } from './boot-options.ts';
import { decideLocally } from './local-decision.ts';
import { channelOf, espRootOf, localHostOf, stateDirectoryOf } from './places.ts';
import { pinnedOrNone, plannerKeysPathOf } from './trust-options.ts';

export type LocalHost = {
  identity: HostIdentity;
  state: StateDirectory;
  plannerKey: SigningKey;
  /** The planner's own key and the pinned ones. */
  plannerKeys: readonly PublicKey[];
  hostKey: SigningKey;
  applier: ApplierDeps;
  checkOptions: CheckOptions;
  hostBoot: HostBootReader;
};

const noBlobs: BlobSource = {
  get: (sha256) => {
    throw new ApplyError('BLOB_MISSING', `no payload is open, so file ${sha256} is missing`);
  },
};

const blobsOf = (payload: Payload): BlobSource => {
  const sources = new Map(payload.files.map(({ sha256, source }) => [sha256, source]));
  return {
    fileOf: (sha256) => sources.get(sha256) ?? null,
    get: (sha256) => {
      const source = sources.get(sha256);
      if (source !== undefined) return createReadStream(source);
      throw new ApplyError('BLOB_MISSING', `the payload has no file with digest ${sha256}`);
    },
  };
};

/** Opens the state directory and the keys of one host. The host trusts plans that it makes itself, and pinned planners. */
export const openLocalHost = async (
  invocation: Invocation,
  { payload, onReport }: { payload?: Payload; onReport?: (report: Report) => void } = {},
): Promise<LocalHost> => {
  const espRoot = await espRootOf(invocation);
  const state = await openStateDirectory(stateDirectoryOf(invocation));
  const plannerKey = await loadOrCreateSigningKey(state.keysDirectory, 'planner');
  const hostKey = await loadOrCreateSigningKey(state.keysDirectory, 'host');
  // A host of a fleet may have to recover from a plan of its fleet's planners.
  const pinned = [publicKeyOf(plannerKey), ...(await pinnedOrNone(plannerKeysPathOf(invocation, state)))];
  const identity = { host: await localHostOf(invocation), channel: channelOf(invocation), espRoot };
  const clock = systemClock();
  const log = createLogger({ stream: process.stderr, format: 'text', level: 'warn', clock });
  const hostBoot = await openHostBoot(await bootPlacesOf(invocation));
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
    hostBoot,
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
    hostBoot,
  };
};

/** Plans the payload for this host in its present state. */
export const planLocally = async (
  host: LocalHost,
  { payload, scope, signal }: { payload: Payload; scope?: PlanScope; signal: AbortSignal },
): Promise<{ decision: HostPlan; plan: Plan | null; payloadId: string }> => {
  const { allowAnyFilesystem, isUnproven: unproven, clock } = host.applier;
  const nowMs = clock.nowMs();
  const options = { payload, nowMs, signal, allowAnyFilesystem, unproven, scope };
  const { decision, facts, manifest } = await decideLocally(host, options);
  const { payloadId } = manifest;
  if (decision.kind !== 'plan') return { decision, plan: null, payloadId };
  const plan = completePlan(decision.body, facts, {
    payloadEventId: `local:${payloadId}`,
    issuedAtMs: nowMs,
    planValidityMs: defaultPlanValidityMs,
    proof: decision.proof,
  });
  return { decision, plan, payloadId };
};

export const applyLocally = (host: LocalHost, plan: Plan, signal: AbortSignal): Promise<ApplyResult> =>
  applyPlan(signPlan(plan, host.plannerKey), host.applier, { signal });

/** Audits the host and appends the result to its ledger. */
export const auditLocally = async (host: LocalHost, cause: AuditCause): Promise<Audit> => {
  const { identity, state, checkOptions, hostKey, plannerKeys, applier, hostBoot } = host;
  const settings = { identity, state, checkOptions, plannerKeys, hostBoot };
  const { finding } = await auditHost(settings, { cause, nowMs: applier.clock.nowMs() });
  const head = await readHead(state.auditsDirectory);
  return (await appendEntry(state.auditsDirectory, finding, { head, key: hostKey })).audit;
};

/** Gives the audit to the applier, which keeps the update or restores the previous tree. */
export const concludeLocally = (host: LocalHost, audit: Audit): Promise<AuditConclusion> =>
  concludeAudit(audit, host.applier);
