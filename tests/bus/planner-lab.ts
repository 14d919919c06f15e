import { randomUUID } from 'node:crypto';
import { allSubjects, eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, CloudEvent, StreamName } from '../../lib/bus/index.ts';
import { runFunctions, systemClock } from '../../lib/runtime/index.ts';
import type { Outcome } from '../../lib/runtime/index.ts';
import { generateKeyPair, openPlan, publicKeyOf, signManifest } from '../../lib/trust/index.ts';
import { decodeDeadLetter, decodeDecision, encodeHostFacts, payloadIdOf } from '../../lib/wire/index.ts';
import type { DeadLetter, Decision, HostFacts, PayloadManifest, Plan } from '../../lib/wire/types.ts';
import { plannerFunctions } from '../../services/planner/index.ts';
import type { PlannerDependencies, PlanOptions } from '../../services/planner/index.ts';
import { filesOf } from '../lab/planner/facts-fixture.ts';
import { quiet } from '../lab/quiet-log.ts';
import { withBus } from './bus-lab.ts';

export const manifest = (
  contents: Record<string, string>,
  changes: Partial<PayloadManifest> = {},
): PayloadManifest => {
  const files = filesOf(contents);
  const own = { payloadId: payloadIdOf(files), channel: 'stable', publishedAtMs: 1_000n, files };
  return { ...own, sources: [{ name: 'test', version: '1' }], ...changes };
};

export const payloadEvent = (data: Uint8Array, id: string = randomUUID()): CloudEvent => ({
  id,
  source: 'bootswap/publish',
  type: eventTypes.payload,
  subject: 'stable',
  timeMs: Date.now(),
  data,
});

const factsEvent = (host: string, data: Uint8Array): CloudEvent => ({
  id: `facts:${host}:${randomUUID()}`,
  source: `bootswap/auditor/${host}`,
  type: eventTypes.facts,
  subject: host,
  timeMs: Date.now(),
  data,
});

export type PlannerLab = {
  bus: Bus;
  deps: PlannerDependencies;
  publisher: ReturnType<typeof generateKeyPair>;
  publishFacts: (facts: HostFacts) => Promise<CloudEvent>;
  publishRawFacts: (host: string, data: Uint8Array) => Promise<CloudEvent>;
  publishManifest: (
    manifest: PayloadManifest,
    key?: ReturnType<typeof generateKeyPair>,
  ) => Promise<CloudEvent>;
  publishRaw: (data: Uint8Array) => Promise<CloudEvent>;
  /** Runs the planner's functions until `body` has ended. */
  running: <T>(body: () => Promise<T>) => Promise<T>;
  /** Calls one function as the runtime would with this event, which has this sequence; publishes nothing of the outcome. */
  call: (name: string, call: { event: CloudEvent; sequence: bigint; busSubject: string }) => Promise<Outcome>;
  plan: (host: string) => Promise<Plan | null>;
};

/**
 * A real server with the topology, a planner with keys of its own, and a publisher that it trusts. Without proofs, if
 * not said otherwise: what the files of these tests hold is no boot loader.
 */
export const withPlanner = (
  body: (lab: PlannerLab) => Promise<void>,
  options: PlanOptions = { unproven: true },
): Promise<void> =>
  withBus({}, async ({ connect }) => {
    const bus = await connect();
    const publisher = generateKeyPair();
    const signingKey = generateKeyPair();
    const deps = {
      bus,
      signingKey,
      publisherKeys: [publicKeyOf(publisher)],
      clock: systemClock(),
      ...options,
    };
    const send = async (busSubject: string, event: CloudEvent): Promise<CloudEvent> => {
      await bus.publish(busSubject, event);
      return event;
    };
    const publishRaw: PlannerLab['publishRaw'] = (data) =>
      send(subjects.payload('stable'), payloadEvent(data));
    const publishRawFacts: PlannerLab['publishRawFacts'] = (host, data) =>
      send(subjects.facts(host), factsEvent(host, data));
    await body({
      bus,
      deps,
      publisher,
      publishRaw,
      publishRawFacts,
      publishFacts: (facts) => publishRawFacts(facts.host, encodeHostFacts(facts)),
      publishManifest: (one, key = publisher) => publishRaw(signManifest(one, key)),
      running: async (work) => {
        const runner = { bus, functions: plannerFunctions(deps), clock: systemClock(), log: quiet };
        const running = runFunctions({ ...runner, service: 'planner', source: 'bootswap/planner' });
        try {
          return await work();
        } finally {
          await running.stop();
        }
      },
      call: (name, { event, sequence, busSubject }) => {
        const fn = plannerFunctions(deps).find((each) => each.name === name);
        if (fn === undefined) throw new Error(`no function ${name}`);
        const stored = { stream: '', subject: busSubject, sequence, timestampMs: 0, headers: [] };
        const { signal } = new AbortController();
        const message = { ...stored, data: event.data };
        return fn.handle({ event, message, signal, log: quiet, emit: () => Promise.resolve() });
      },
      plan: async (host) => {
        const last = await bus.last(streams.plans, subjects.plan(host));
        return last === null ? null : openPlan(last.data, [publicKeyOf(signingKey)]).plan;
      },
    });
  });

const WAIT_MS = 20_000;

/** The first message of a stream (from its beginning) that `parse` makes something of. */
const waitFor = async <T>(
  bus: Bus,
  { stream, filter }: { stream: StreamName; filter: string },
  parse: (data: Uint8Array) => T | null,
): Promise<T> => {
  const signal = AbortSignal.timeout(WAIT_MS);
  for await (const { data } of bus.follow(stream, filter, { from: 'all', signal })) {
    const found = parse(data);
    if (found !== null) return found;
  }
  throw new Error(`nothing of the kind came on ${filter} within ${WAIT_MS} ms`);
};

/** The first decision that `isIt` takes. */
export const decisionWhere = (bus: Bus, isIt: (decision: Decision) => boolean): Promise<Decision> =>
  waitFor(bus, { stream: streams.decisions, filter: allSubjects.decision }, (data) => {
    const decision = decodeDecision(data);
    return isIt(decision) ? decision : null;
  });

/** The first dead letter with this code. */
export const deadLetterWith = (bus: Bus, code: string): Promise<DeadLetter> =>
  waitFor(bus, { stream: streams.dead, filter: allSubjects.dead }, (data) => {
    const dead = decodeDeadLetter(data);
    return dead.code === code ? dead : null;
  });
