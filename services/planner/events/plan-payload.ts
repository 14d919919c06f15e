/** The function behind payload events: plans every host of the channel. */
import { allSubjects, consumerSpecs, streams } from '../../../lib/bus/index.ts';
import type { CloudEvent, StoredMessage } from '../../../lib/bus/index.ts';
import { done, reject } from '../../../lib/runtime/index.ts';
import type { Emission, Invocation, Outcome, ServiceFunction } from '../../../lib/runtime/index.ts';
import type { Signer } from '../../../lib/trust/index.ts';
import type { HostFacts } from '../../../lib/wire/types.ts';
import { createClassPlanner } from '../prove/roomy-planner.ts';
import type { ClassPlanner } from '../prove/classes.ts';
import { createTally, decisionEmission } from './decision.ts';
import type { Tally } from './decision.ts';
import type { PlannerDependencies } from '../dependencies.ts';
import type { EvidenceSource } from '../prove/evidence.ts';
import { isBad, openPayload } from './payload-events.ts';
import type { PayloadReader, TrustedPayload } from './payload-events.ts';
import { createWindow } from './publish-window.ts';
import type { Task } from './publish-window.ts';
import { hostOf, readFacts } from './read-facts.ts';
import { proofSourcesOf } from './payload-boot-files.ts';
import { isRefusal } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';
import { createPlanWriter } from './sign-plan.ts';
import type { PlanDraft, PlanWriter } from './sign-plan.ts';

const PUBLISH_WINDOW = 256;
const PUBLISH_BATCH = 64;

type Run = {
  deps: PlannerDependencies;
  payload: TrustedPayload;
  planner: ClassPlanner;
  writer: PlanWriter;
  tally: Tally;
};

/** Plans one host: its plan, which is not signed yet, or what became of it instead. */
const planOne = async (facts: HostFacts, { planner, writer }: Run): Promise<PlanDraft | Refused | null> => {
  const planned = await planner.plan(facts);
  if (planned.kind === 'unchanged') return null;
  return planned.kind === 'refused' ? planned : writer.draft(planned, facts);
};

const publishPlan = async (emission: Emission, deps: PlannerDependencies, { event, signal }: Invocation) => {
  const { id, busSubject, type, subject, data } = emission;
  const timeMs = deps.clock.nowMs();
  const traceparent = event?.traceparent;
  const source = deps.source ?? 'bootswap/planner';
  const plan: CloudEvent = { id, source, type, subject, timeMs, data };
  await deps.bus.publish(busSubject, traceparent === undefined ? plan : { ...plan, traceparent }, { signal });
};

/** What the facts of one host lead to: a plan to sign, or a mark in the tally and null. */
const take = async (message: StoredMessage, run: Run): Promise<PlanDraft | null> => {
  const { payload, tally } = run;
  const facts = readFacts(message);
  if (isRefusal(facts)) {
    tally.refuse(hostOf(message), facts);
    return null;
  }
  if (facts.channel !== payload.manifest.channel) return null;
  const planned = await planOne(facts, run);
  if (planned === null) tally.unchanged();
  else if ('kind' in planned) tally.refuse(facts.host, planned);
  else return planned;
  return null;
};

/** Signs the plans together and publishes each: on another thread, and then they leave in one write. */
const sendTasks = (drafts: readonly PlanDraft[], run: Run, invocation: Invocation): Task[] => {
  const { deps, payload, tally, writer } = run;
  const sealAll = once(() => writer.seal(drafts, payload.eventId));
  return drafts.map((_, index) => async () => {
    const emission = (await sealAll())[index];
    if (emission === undefined) return;
    await publishPlan(emission, deps, invocation);
    tally.planned(drafts[index]?.own.proof ?? null);
  });
};

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

/**
 * Plans are signed and go out in batches while the facts are still being read, many acknowledgements awaited at once, and not as the function's outcome:
 * 10 000 of them would have to be held and would be published one by one.
 */
const planAll = async (run: Run, invocation: Invocation): Promise<void> => {
  const { deps } = run;
  const window = createWindow(deps.publishWindow ?? PUBLISH_WINDOW);
  let batch: PlanDraft[] = [];
  for await (const message of deps.bus.snapshot(streams.facts, allSubjects.facts, invocation.signal)) {
    const draft = await take(message, run);
    if (draft === null) continue;
    batch.push(draft);
    if (batch.length < PUBLISH_BATCH) continue;
    await window.addAll(sendTasks(batch, run, invocation));
    batch = [];
  }
  await window.addAll(sendTasks(batch, run, invocation));
  await window.finish();
};

/** True if the channel has a later payload, whose plans must not be replaced. */
const isSuperseded = async (
  payload: TrustedPayload,
  readLast: PayloadReader,
  { message, signal }: Invocation,
): Promise<boolean> => {
  const last = await readLast(payload.manifest.channel, signal);
  return last !== null && message !== undefined && last.sequence > message.sequence;
};

const handle = async (
  deps: PlannerDependencies & { signer: Signer; evidence: EvidenceSource },
  readLast: PayloadReader,
  invocation: Invocation,
): Promise<Outcome> => {
  const { event, signal, log } = invocation;
  if (event === null) return reject('NO_EVENT', 'the payload message is not a CloudEvent');
  const payload = openPayload(event, deps.publisherKeys);
  if (isBad(payload)) return reject(payload.code, payload.detail);
  const tally = createTally();
  const planner = createClassPlanner(payload.manifest, proofSourcesOf(payload, deps, signal), deps);
  const writer = createPlanWriter(payload, deps);
  const superseded = await isSuperseded(payload, readLast, invocation);
  if (!superseded) await planAll({ deps, payload, planner, writer, tally }, invocation);
  signal.throwIfAborted();
  const decision = tally.decide(payload, deps.clock.nowMs());
  const { planned, unchanged, refused } = decision;
  const counts = { planned, unchanged, refused, classes: planner.classCount(), ...planner.counts() };
  log.info('payload decided', { superseded, ...counts });
  return done(decisionEmission(decision, 'payload'));
};

export const payloadFunction = (
  deps: PlannerDependencies & { signer: Signer; evidence: EvidenceSource },
  readLast: PayloadReader,
): ServiceFunction => ({
  name: 'planner.payloads',
  trigger: { kind: 'queue', ...consumerSpecs.plannerPayloads },
  handle: (invocation) => handle(deps, readLast, invocation),
});
