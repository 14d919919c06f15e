/** Measures this host and plans a payload for it with the planner's own code, without a bus. */
import { createReadStream } from 'node:fs';
import type { HostBootReader } from '../lib/boot/index.ts';
import { readHostRecord } from '../lib/host/index.ts';
import type { StateDirectory } from '../lib/host/index.ts';
import { manifestOf } from '../lib/payload/index.ts';
import type { Payload } from '../lib/payload/index.ts';
import type { PublicKey } from '../lib/trust/index.ts';
import type { HostFacts, PayloadManifest } from '../lib/wire/types.ts';
import { observeHost, readExpectation } from '../services/auditor/index.ts';
import type { HostIdentity, HostObservation } from '../services/auditor/index.ts';
import { createClassPlanner, evidenceFrom, readPayloadFiles } from '../services/planner/index.ts';
import type { ContentOf, HostPlan, PlanOptions } from '../services/planner/index.ts';

export type MeasuredHere = {
  identity: HostIdentity;
  state: StateDirectory;
  plannerKeys: readonly PublicKey[];
  hostBoot: HostBootReader;
};

export type DecideOptions = PlanOptions & {
  payload: Payload;
  nowMs: number;
  signal: AbortSignal;
  /** Corrects facts that cannot be measured here, such as the partition of a captured ESP. */
  change?: (facts: HostFacts) => HostFacts;
};

export type LocalDecision = {
  decision: HostPlan;
  facts: HostFacts;
  manifest: PayloadManifest;
  /** Which of the host's boot data could not be read; '' if all could. */
  bootProblem: string;
};

const contentOf = ({ files }: Payload): ContentOf => {
  const sources = new Map(files.map(({ sha256, source }) => [sha256, source]));
  return (sha256) => createReadStream(sources.get(sha256) ?? '');
};

const evidenceOf = ({ evidence }: HostObservation) => {
  const bodies = new Map(evidence.map(({ sha256, body }) => [sha256, body]));
  return evidenceFrom(async (sha256) => bodies.get(sha256) ?? null);
};

/** Measures the host and decides. Reads only. */
export const decideLocally = async (
  { identity, state, plannerKeys, hostBoot }: MeasuredHere,
  { payload, nowMs, signal, change = (facts) => facts, ...options }: DecideOptions,
): Promise<LocalDecision> => {
  const manifest = manifestOf(payload, { channel: identity.channel, publishedAtMs: nowMs });
  const { record } = await readHostRecord(state);
  const { livePlan } = await readExpectation(state, { live: record.live, plannerKeys });
  const observed = await observeHost(identity, { record, livePlan, nowMs, hostBoot, signal });
  const facts = change(observed.facts);
  const payloadFiles = () => readPayloadFiles(manifest, { contentOf: contentOf(payload), signal });
  const planner = createClassPlanner(manifest, { evidence: evidenceOf(observed), payloadFiles }, options);
  return { decision: await planner.plan(facts), facts, manifest, bootProblem: observed.bootProblem };
};
