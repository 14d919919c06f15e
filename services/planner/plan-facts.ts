/** The function behind host facts: plans one host anew for the last payload of its channel. */
import { consumerSpecs, streams, subjects } from '../../lib/bus/index.ts';
import { CodedError } from '../../lib/errors.ts';
import { done, reject } from '../../lib/runtime/index.ts';
import type { Emission, Invocation, Outcome, ServiceFunction } from '../../lib/runtime/index.ts';
import { openPlan, publicKeyOf } from '../../lib/trust/index.ts';
import type { HostFacts, Plan } from '../../lib/wire/types.ts';
import { createClassPlanner } from './classes.ts';
import type { ClassPlanner } from './classes.ts';
import { createTally, decisionEmission } from './decision.ts';
import type { Tally } from './decision.ts';
import type { PlannerDependencies } from './dependencies.ts';
import type { LastPayload, PayloadReader } from './payload-events.ts';
import { readFacts } from './read-facts.ts';
import { isRefusal } from './refusals.ts';
import type { Refused } from './refusals.ts';
import { makePlan, planEmission } from './sign-plan.ts';

type Planners = (payload: LastPayload) => ClassPlanner;

/** One planner a payload, kept as long as the payload is the last one that is asked for. */
const createPlanners = (deps: PlannerDependencies): Planners => {
  const planners = new WeakMap<LastPayload, ClassPlanner>();
  return (payload) => {
    const planner = planners.get(payload) ?? createClassPlanner(payload.manifest, deps);
    planners.set(payload, planner);
    return planner;
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
const isStanding = async (plan: Plan, deps: PlannerDependencies): Promise<boolean> => {
  const standing = await readPlan(deps, plan.host);
  if (standing?.planId !== plan.planId || standing.payloadEventId !== plan.payloadEventId) return false;
  const halfLeftAtMs = (plan.issuedAtMs + plan.expiresAtMs) / 2n;
  return standing.expiresAtMs >= halfLeftAtMs;
};

type Context = { deps: PlannerDependencies; readLast: PayloadReader; planners: Planners };

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
  { deps, planners, cause }: Context & { cause: string },
): Promise<Decided | null> => {
  const planned = planners(payload).plan(facts);
  if (planned.kind === 'unchanged') return null;
  if (planned.kind === 'refused') return refuse(facts.host, planned);
  const plan = makePlan({ facts, body: planned.body, payload }, deps);
  if (await isStanding(plan, deps)) return null;
  const emission = planEmission(plan, { ...deps, cause });
  if ('kind' in emission) return refuse(facts.host, emission);
  const tally = createTally();
  tally.planned();
  return { tally, emissions: [emission] };
};

const handle = async (context: Context, { event, message, signal, log }: Invocation): Promise<Outcome> => {
  if (event === null || message === undefined) return reject('NO_EVENT', 'the facts message is no event');
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

export const factsFunction = (deps: PlannerDependencies, readLast: PayloadReader): ServiceFunction => {
  const context: Context = { deps, readLast, planners: createPlanners(deps) };
  return {
    name: 'planner.facts',
    trigger: { kind: 'queue', ...consumerSpecs.plannerFacts },
    handle: (invocation) => handle(context, invocation),
  };
};
