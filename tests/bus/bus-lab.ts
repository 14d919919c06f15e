import { applyTopology, connectBus, eventTypes } from '../../lib/bus/index.ts';
import type { Bus, BusStatus, CloudEvent, ConnectOptions, TopologyOptions } from '../../lib/bus/index.ts';
import { startNatsServer } from '../lab/nats-server.ts';
import type { NatsServer, NatsServerOptions } from '../lab/nats-server.ts';

export type BusLab = {
  server: NatsServer;
  /** A bus with quick reconnects, closed with the laboratory. */
  connect: (options?: Partial<ConnectOptions>) => Promise<Bus>;
};

type LabOptions = NatsServerOptions & {
  /** False: no streams. */
  topology?: TopologyOptions | false;
  /** What `connect` uses for everything it does not say itself. */
  connect?: Partial<ConnectOptions>;
};

const quick = { minMs: 10, maxMs: 100 };

/** Runs a test against a real nats-server with the topology applied, and ends both whatever happens. */
export const withBus = async (options: LabOptions, body: (lab: BusLab) => Promise<void>): Promise<void> => {
  const server = await startNatsServer(options);
  const open: Bus[] = [];
  const connect: BusLab['connect'] = async (more = {}) => {
    const base = { servers: server.url, name: 'test', reconnectDelay: quick };
    const bus = await connectBus({ ...base, ...options.connect, ...more });
    open.push(bus);
    return bus;
  };
  try {
    if (options.topology !== false) await applyTopology(await connect(), options.topology);
    await body({ server, connect });
  } finally {
    await Promise.all(open.map((bus) => bus.close()));
    await server.stop();
  }
};

/** Resolves with what is said in the first status of this kind that the bus reports from now on. */
export const statusOf = (bus: Bus, kind: BusStatus['kind']): Promise<string> =>
  new Promise((resolve) => {
    const stop = bus.onStatus((status) => {
      if (status.kind !== kind) return;
      stop();
      resolve('detail' in status ? status.detail : status.server);
    });
  });

/** A report event about host h1, with what is given instead. */
export const anEvent = (changes: Partial<CloudEvent> = {}): CloudEvent => ({
  id: 'report:h1:1',
  source: 'bootswap/applier/h1',
  type: eventTypes.report,
  subject: 'h1',
  timeMs: 1_700_000_000_000,
  data: new TextEncoder().encode('body'),
  ...changes,
});

/** All of an iterable. */
export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** The first `count` of an iterable; leaves it then. */
export const take = async <T>(items: AsyncIterable<T>, count: number): Promise<T[]> => {
  const taken: T[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length === count) return taken;
  }
  return taken;
};

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
