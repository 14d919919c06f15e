/** Dialling until there is a connection, and what a Bus is made of. Loads the `nats` package. */
import type { NatsConnection } from 'nats';
import { toBusError } from './bus-error.ts';
import type { BusError, BusErrorCode } from './bus-error.ts';
import { createBlobStore } from './blobs/blobs.ts';
import { DEFAULT_RECONNECT_DELAY, dial, listServers } from './link/dial.ts';
import type { DialOptions } from './link/dial.ts';
import { lastMessage, messageAt } from './stream/direct-get.ts';
import { closeLink, createLink, LINK, throwIfClosed } from './link/link.ts';
import type { Link } from './link/link.ts';
import { follow, snapshot } from './stream/ordered.ts';
import { publish } from './stream/publish.ts';
import { createReplies } from './link/replies.ts';
import { subscribe } from './stream/subscribe.ts';
import type { Bus, BusStatus } from './types.ts';
import { abortError, jitteredDelayMs, onAbort, pause, throwIfAborted } from './link/waiting.ts';

/** As much of a logger as is used here. */
export type BusLog = {
  info: (message: string, fields?: Record<string, string>) => void;
  warn: (message: string, fields?: Record<string, string>) => void;
};

export type ConnectOptions = DialOptions & {
  /** For commands: give up after this long, here and in every operation later. Without it nothing ever gives up. */
  failFast?: { withinMs: number };
  log?: BusLog;
  /** Also told while there is no first connection yet, when there is no bus to observe. */
  onStatus?: (status: BusStatus) => void;
  /** Ends the attempt to connect. An open bus is ended by `close`. */
  signal?: AbortSignal;
};

/** How often "no server yet" is said again. */
const REMINDER_MS = 30_000;

/** There is a server, and it will not do. */
const hopeless: ReadonlySet<BusErrorCode> = new Set(['SERVER_TOO_OLD', 'JETSTREAM_DISABLED', 'CREDENTIALS']);

/** A service waits as long as an operator could fix the server; a command waits only for a server that does not answer. */
const isHopeless = (error: BusError, isFailFast: boolean): boolean =>
  hopeless.has(error.code) || (isFailFast && error.code !== 'SERVER_UNREACHABLE');

const tell = (options: ConnectOptions, error: BusError): void => {
  const servers = listServers(options.servers);
  const detail = `waiting for the server at ${servers}: ${error.message}`;
  options.log?.warn(detail, { servers, code: error.code });
  options.onStatus?.({ kind: 'error', detail });
};

/** Dials once, but not past the abort: a connection that comes too late is closed again. */
const dialUnlessAborted = (options: ConnectOptions): Promise<NatsConnection> =>
  new Promise((resolve, reject) => {
    const what = `connect to ${listServers(options.servers)}`;
    let isLate = false;
    const leave = onAbort(options.signal, () => {
      isLate = true;
      reject(abortError(options.signal, what));
    });
    dial(options).then(
      (nc) => {
        leave();
        if (isLate) void nc.close();
        else resolve(nc);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
  });

const dialUntilConnected = async (options: ConnectOptions): Promise<NatsConnection> => {
  const { signal, failFast } = options;
  const what = `connect to ${listServers(options.servers)}`;
  const deadline = performance.now() + (failFast?.withinMs ?? Infinity);
  let remindAt = 0;
  for (let tries = 0; ; tries += 1) {
    throwIfAborted(signal, what);
    try {
      return await dialUnlessAborted(options);
    } catch (thrown) {
      const error = toBusError(thrown, what);
      const now = performance.now();
      if (isHopeless(error, failFast !== undefined) || now >= deadline) throw error;
      if (now >= remindAt) {
        remindAt = now + REMINDER_MS;
        tell(options, error);
      }
      const delayMs = jitteredDelayMs(options.reconnectDelay ?? DEFAULT_RECONNECT_DELAY, tries);
      await pause(Math.min(delayMs, deadline - now), signal ? { signal } : {});
    }
  }
};

const logStatus = (log: BusLog, status: BusStatus): void => {
  if (status.kind === 'reconnecting') return;
  const fields = Object.fromEntries(Object.entries(status).map(([name, value]) => [name, String(value)]));
  if (status.kind === 'connected') log.info('reconnected to the bus', fields);
  else log.warn(`bus ${status.kind}`, fields);
};

const nudge = (link: Link, subject: string, callback: () => void): (() => void) => {
  throwIfClosed(link, `listen to ${subject}`);
  const subscription = link.nc.subscribe(subject, {
    callback: (error) => {
      if (error === null) callback();
    },
  });
  const leave = link.arrivals.add(callback);
  return () => {
    leave();
    if (!link.nc.isClosed()) subscription.unsubscribe();
  };
};

const createBus = (link: Link): Bus & { [LINK]: Link } => ({
  [LINK]: link,
  get serverVersion() {
    return link.serverVersion;
  },
  publish: (subject, event, options) => publish(link, { subject, event }, options),
  last: (stream, subject) => lastMessage(link, { stream, subject }),
  messageAt: (stream, sequence) => messageAt(link, { stream, sequence }),
  snapshot: (stream, filter, signal) => snapshot(link, { stream, filter, signal }),
  follow: (stream, filter, options) => follow(link, { stream, filter }, options),
  onNudge: (subject, callback) => nudge(link, subject, callback),
  subscribe: (spec) => subscribe(link, spec),
  blobs: createBlobStore(link),
  onStatus: link.statuses.add,
  close: () => closeLink(link),
});

/** As `connectBus`, which see. */
export const openBus = async (options: ConnectOptions): Promise<Bus> => {
  const nc = await dialUntilConnected(options);
  const inboxPrefix = options.inboxPrefix ?? '_INBOX';
  const link = createLink(nc, {
    patienceMs: options.failFast?.withinMs ?? Infinity,
    inboxPrefix,
    replies: createReplies(nc, inboxPrefix),
  });
  const { log, onStatus } = options;
  if (log) link.statuses.add((status) => logStatus(log, status));
  if (onStatus) link.statuses.add(onStatus);
  onStatus?.({ kind: 'connected', server: nc.getServer() });
  return createBus(link);
};
