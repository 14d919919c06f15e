import { allSubjects, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, ConsumerSpec, Delivery } from '../../lib/bus/index.ts';
import { linkOf, requestApi } from '../../lib/bus/link/link.ts';
import { toConsumer } from '../../lib/bus/topology/topology.ts';
import { runFunctions, systemClock } from '../../lib/runtime/index.ts';
import type {
  Emission,
  HostOptions,
  Invocation,
  Outcome,
  QueueTrigger,
  Running,
  ServiceFunction,
} from '../../lib/runtime/index.ts';
import { createRecordingLog } from '../lab/recording-log.ts';
import type { LogEntry } from '../lab/recording-log.ts';
import { until } from '../lab/until.ts';
import { anEvent, withBus } from './bus-lab.ts';
import type { BusLab } from './bus-lab.ts';

export type RuntimeLab = BusLab & {
  bus: Bus;
  /** Runs functions as the planner, after making the consumers of their queues. Stopped with the laboratory. */
  host: (functions: ServiceFunction[], options?: Partial<HostOptions>) => Promise<Running>;
  logged: LogEntry[];
};

const clock = systemClock();

/** Makes a durable consumer, or changes the one there is; `config` replaces what the specification leads to. */
export const makeConsumer = async (bus: Bus, spec: ConsumerSpec, config: object = {}): Promise<void> => {
  const definition = toConsumer(spec);
  const subject = `$JS.API.CONSUMER.DURABLE.CREATE.${spec.stream}.${spec.durable}`;
  const body = { stream_name: spec.stream, config: { ...definition.config, ...config } };
  await requestApi(linkOf(bus), { subject, body });
};

/** What a consumer still has to deliver, and what it has delivered and not settled. */
export const leftIn = async (bus: Bus, { stream, durable }: ConsumerSpec) => {
  const info = await requestApi(linkOf(bus), { subject: `$JS.API.CONSUMER.INFO.${stream}.${durable}` });
  return { pending: Number(info['num_pending']), unsettled: Number(info['num_ack_pending']) };
};

export const untilAllSettled = (bus: Bus, spec: ConsumerSpec): Promise<void> =>
  until(`${spec.durable} has nothing left`, async () => {
    const { pending, unsettled } = await leftIn(bus, spec);
    return pending === 0 && unsettled === 0;
  });

/** A queue of reports; consumers as tests need them. */
export const reportQueue = (changes: Partial<QueueTrigger> = {}): QueueTrigger => ({
  kind: 'queue',
  stream: streams.reports,
  durable: 'planner-test',
  subject: allSubjects.report,
  concurrency: 1,
  ackWaitMs: 5000,
  maxDeliver: 8,
  ...changes,
});

/** Where reports of the one host of these tests go. */
export const reportSubject = subjects.report('h1');

export const publishReports = async (bus: Bus, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await bus.publish(reportSubject, anEvent({ id }));
};

/** A function of the planner for reports, or for another trigger. */
export const reportFunction = (
  handle: (invocation: Invocation) => Outcome | Promise<Outcome>,
  trigger: ServiceFunction['trigger'] = reportQueue(),
): ServiceFunction => ({ name: 'planner.test', trigger, handle: async (invocation) => handle(invocation) });

/** What a function of the tests hands on. */
export const factsEmission = (id: string, data = new TextEncoder().encode(id)): Emission => ({
  id,
  busSubject: subjects.facts('h1'),
  type: 'bootswap.v1.host.observed',
  subject: 'h1',
  data,
});

/** A bus whose deliveries go through `change` first: a fault at the boundary. */
export const withDeliveries = (bus: Bus, change: (delivery: Delivery) => Delivery): Bus => ({
  ...bus,
  subscribe: async (spec) => {
    const { deliveries, close } = await bus.subscribe(spec);
    async function* changed() {
      for await (const delivery of deliveries) yield change(delivery);
    }
    return { deliveries: changed(), close };
  },
});

/** A bus that tells how often the last message was read and handed out. */
export const countLooks = (bus: Bus) => {
  let looks = 0;
  const last: Bus['last'] = async (...args) => {
    const message = await bus.last(...args);
    // Counted a turn later: by then a function that this leads to has been called.
    setImmediate(() => (looks += 1));
    return message;
  };
  return { counted: { ...bus, last }, looks: () => looks };
};

/** Runs a test with a real server, a bus, and functions hosted on it; stops them all whatever happens. */
export const withRuntime = (
  body: (lab: RuntimeLab) => Promise<void>,
  options: Parameters<typeof withBus>[0] = {},
): Promise<void> =>
  withBus(options, async (lab) => {
    const bus = await lab.connect();
    const log = createRecordingLog();
    const running: Running[] = [];
    const host: RuntimeLab['host'] = async (functions, more = {}) => {
      for (const { trigger } of functions) if (trigger.kind === 'queue') await makeConsumer(bus, trigger);
      const base = { bus, functions, service: 'planner', source: 'bootswap/planner', clock, log } as const;
      const started = runFunctions({ ...base, random: () => 0.01, graceMs: 50, abandonMs: 200, ...more });
      running.push(started);
      return started;
    };
    try {
      await body({ ...lab, bus, host, logged: log.entries });
    } finally {
      await Promise.all(running.map((service) => service.stop()));
    }
  });
