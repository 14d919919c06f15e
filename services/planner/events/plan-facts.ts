/** The function behind host facts: plans one host anew for the last payload of its channel. */
import { consumerSpecs, streams, subjects } from '../../../lib/bus/index.ts';
import { CodedError } from '../../../lib/errors.ts';
import { done, reject } from '../../../lib/runtime/index.ts';
import type { Emission, Invocation, Outcome, ServiceFunction } from '../../../lib/runtime/index.ts';
import { openPlan, publicKeyOf } from '../../../lib/trust/index.ts';
import type { Signer } from '../../../lib/trust/index.ts';
import type { HostFacts, OwnPlanPart, Plan } from '../../../lib/wire/index.ts';
import { createClassPlanner } from '../prove/roomy-planner.ts';
import type { ClassPlanner } from '../prove/classes.ts';
import { createTally, decisionEmission } from './decision.ts';
import type { Tally } from './decision.ts';
import type { PlannerDependencies } from '../dependencies.ts';
import type { EvidenceSource } from '../prove/evidence.ts';
import type { LastPayload, PayloadReader } from './payload-events.ts';
import { readFacts } from './read-facts.ts';
import { proofSourcesOf } from './payload-boot-files.ts';
import { isRefusal } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';
import { createPlanWriter } from './sign-plan.ts';
import type { PlanWriter } from './sign-plan.ts';

type Planning = { planner: ClassPlanner; writer: PlanWriter };
type Plannings = (payload: LastPayload) => Planning;

/** What is known of a payload's classes, kept as long as the payload is the last one that is asked for. */
const createPlannings = (
  deps: PlannerDependencies & { signer: Signer; evidence: EvidenceSource },
): Plannings => {
  const known = new WeakMap<LastPayload, Planning>();
  return (payload) => {
    const planning = known.get(payload) ?? {
      planner: createClassPlanner(payload.manifest, proofSourcesOf(payload, deps), deps),
      writer: createPlanWriter(payload, deps),
    };
    known.set(payload, planning);
    return planning;
  };
};

const readPlan = async ({ bus, signingKey }: PlannerDependencies, host: string): Promise<Plan | null> => {
  const last = await bus.last(streams.plans, subjects.plan(host));
  try {
    return last === null ? null : openPlan(last.data, [publicKeyOf(signingKey)]).plan;
  } catch (error) {
    // Somebody else's, or garbage: ours goes on top of it.
    if (error instanceof CodedError) return null;
    throw error;
  }
};

/** True if the host has this very plan already, and enough time left for it. */
const isStanding = async (
  own: OwnPlanPart,
  payload: LastPayload,
  deps: PlannerDependencies,
): Promise<boolean> => {
  const standing = await readPlan(deps, own.host);
  if (standing?.planId !== own.planId || standing.payloadEventId !== payload.eventId) return false;
  const halfLeftAtMs = (own.issuedAtMs + own.expiresAtMs) / 2n;
  return standing.expiresAtMs >= halfLeftAtMs;
};

type Context = { deps: PlannerDependencies; readLast: PayloadReader; plannings: Plannings };

type Decided = { tally: Tally; emissions: Emission[] };

const refuse = (host: string, refusal: Refused): Decided => {
  const tally = createTally();
  tally.refuse(host, refusal);
  return { tally, emissions: [] };
};

/** Null if there is nothing to say: the host is as it should be, or has its plan. */
const decide = async (
  facts: HostFacts,
  payload: LastPayload,
  { deps, plannings, cause }: Context & { cause: string },
): Promise<Decided | null> => {
  const { planner, writer } = plannings(payload);
  const planned = await planner.plan(facts);
  if (planned.kind === 'unchanged') return null;
  if (planned.kind === 'refused') return refuse(facts.host, planned);
  const draft = writer.draft(planned, facts);
  if ('kind' in draft) return refuse(facts.host, draft);
  if (await isStanding(draft.own, payload, deps)) return null;
  const tally = createTally();
  tally.planned(planned.proof);
  return { tally, emissions: await writer.seal([draft], cause) };
};

const handle = async (context: Context, { event, message, signal, log }: Invocation): Promise<Outcome> => {
  if (event === null || message === undefined)
    return reject('NO_EVENT', 'the facts message is not a CloudEvent');
  const facts = readFacts(message);
  if (isRefusal(facts)) return reject(facts.code, facts.detail);
  const payload = await context.readLast(facts.channel, signal);
  if (payload === null) return done();
  const decided = await decide(facts, payload, { ...context, cause: event.id });
  if (decided === null) return done();
  const decision = decided.tally.decide(payload, context.deps.clock.nowMs());
  const { planned, refused } = decision;
  log.info('host decided', { host: facts.host, planned, refused, code: decision.refusals[0]?.code });
  return done(...decided.emissions, decisionEmission(decision, event.id));
};

export const factsFunction = (
  deps: PlannerDependencies & { signer: Signer; evidence: EvidenceSource },
  readLast: PayloadReader,
): ServiceFunction => {
  const context: Context = { deps, readLast, plannings: createPlannings(deps) };
  return {
    name: 'planner.facts',
    trigger: { kind: 'queue', ...consumerSpecs.plannerFacts },
    handle: (invocation) => handle(context, invocation),
  };
};
