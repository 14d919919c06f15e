/**
 * The connection as the rest of this room uses it: requests that end when the connection is lost, and operations
 * that survive its loss.
 */
import type { Msg, MsgHdrs, NatsConnection } from 'nats';
import { BusError, fromApiError, isTransient, toBusError } from '../bus-error.ts';
import type { ApiError } from '../bus-error.ts';
import { createObservers, toBusStatus } from './link-status.ts';
import type { Observers } from './link-status.ts';
import type { Bus, BusStatus } from '../types.ts';
import type { Replies } from './replies.ts';
import { abortError, jitteredDelayMs, onAbort, pause, settledWithin, throwIfAborted } from './waiting.ts';

export type RequestOptions = { headers?: MsgHdrs; timeoutMs?: number; signal?: AbortSignal };
export type PersistOptions = {
  what: string;
  signal?: AbortSignal;
  patienceMs?: number;
  /** Patience with a server that is connected and yet fails; as long as `patienceMs` by default. */
  connectedPatienceMs?: number;
};

/**
 * INVARIANTS: a request never waits on a connection that is gone (nats.js drops what it had buffered and lets the
 * request time out); nothing shared collects a promise reaction per request, so a link may live for years.
 */
export type Link = {
  readonly nc: NatsConnection;
  readonly replies: Replies;
  connected: boolean;
  /** Of the server in use, or the last that was. */
  serverVersion: string;
  /** How long operations outlast failure; Infinity for services. */
  readonly patienceMs: number;
  readonly inboxPrefix: string;
  readonly statuses: Observers<BusStatus>;
  /** The connection was lost, or closed for good: what waits for an answer must stop waiting. */
  readonly interruptions: Observers<BusError>;
  readonly arrivals: Observers<void>;
  readonly closings: Observers<void>;
};

const REQUEST_TIMEOUT_MS = 5000;
const CLOSE_TIMEOUT_MS = 5000;
const RETRY_DELAY = { minMs: 50, maxMs: 5000 };
/** How often an operation that does not succeed says so again. */
const REMINDER_MS = 30_000;

/** Where a Bus keeps its link, for what only this room may do with it. */
export const LINK: unique symbol = Symbol('link');

export const linkOf = (bus: Bus): Link => {
  if (LINK in bus) return bus[LINK] as Link;
  throw new TypeError('this bus was not made by connectBus');
};

const watch = async (link: Link): Promise<void> => {
  for await (const status of link.nc.status()) {
    const { permissionContext: refused } = status;
    if (refused?.operation === 'publish') link.replies.refuse(refused.subject);
    const ours = toBusStatus(status, link.nc.getServer());
    // nats.js says "disconnect" again after each dial that fails.
    if (ours === null || (ours.kind === 'disconnected' && !link.connected)) continue;
    if (ours.kind === 'disconnected' || ours.kind === 'connected') link.connected = ours.kind === 'connected';
    link.serverVersion = link.nc.info?.version ?? link.serverVersion;
    link.statuses.tell(ours);
    if (ours.kind === 'connected') link.arrivals.tell();
    if (ours.kind === 'disconnected') {
      link.interruptions.tell(new BusError('DISCONNECTED', 'the connection to the server was lost'));
    }
  }
};

const watchEnd = async (link: Link): Promise<void> => {
  const error = await link.nc.closed();
  link.connected = false;
  if (error) link.statuses.tell({ kind: 'error', detail: `connection closed: ${error.message}` });
  link.interruptions.tell(new BusError('CLOSED', 'the connection is closed', { cause: error ?? undefined }));
  link.closings.tell();
};

/** Wraps a connection that has just been made. */
export const createLink = (
  nc: NatsConnection,
  options: Pick<Link, 'patienceMs' | 'inboxPrefix' | 'replies'>,
): Link => {
  const link: Link = {
    nc,
    connected: true,
    serverVersion: nc.info?.version ?? '',
    ...options,
    statuses: createObservers(),
    interruptions: createObservers(),
    arrivals: createObservers(),
    closings: createObservers(),
  };
  void watch(link);
  void watchEnd(link);
  return link;
};

/** Throws BusError CLOSED. */
export const throwIfClosed = (link: Link, what: string): void => {
  if (link.nc.isClosed()) throw new BusError('CLOSED', `${what}: the connection is closed`);
};

type Interruptible = { what: string; signal?: AbortSignal | undefined };

/** Settles as `work` does, unless the signal, a disconnect or the close comes first. */
const interruptibly = <T>(link: Link, work: Promise<T>, { what, signal }: Interruptible): Promise<T> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      leaveSignal();
      leaveLink();
    };
    const fail = (error: unknown): void => {
      leave();
      reject(toBusError(error, what));
    };
    const leaveSignal = onAbort(signal, () => fail(abortError(signal, what)));
    const leaveLink = link.interruptions.add((error) =>
      fail(new BusError(error.code, `${what}: ${error.message}`, { cause: error.cause })),
    );
    work.then((value) => {
      leave();
      resolve(value);
    }, fail);
  });

/** What a request is about, for its error messages. */
type Request = { subject: string; payload?: Uint8Array | string };

/** One request. Rejects with BusError; DISCONNECTED as soon as the connection is lost. */
export const request = async (link: Link, asked: Request, options: RequestOptions = {}): Promise<Msg> => {
  const { headers, timeoutMs = REQUEST_TIMEOUT_MS, signal } = options;
  const what = `request ${asked.subject}`;
  throwIfAborted(signal, what);
  throwIfClosed(link, what);
  if (!link.connected) throw new BusError('DISCONNECTED', `${what}: no connection`);
  return interruptibly(link, link.replies.ask(asked, { timeoutMs, headers }), { what, signal });
};

/** The JSON of an answer of the JetStream API. Throws BusError: BAD_ANSWER, or what an error answer stands for. */
export const parseAnswer = (message: Msg, what: string): Record<string, unknown> => {
  let answer: unknown;
  try {
    answer = JSON.parse(message.string());
  } catch (cause) {
    throw new BusError('BAD_ANSWER', `${what}: the server's answer is not JSON`, { cause });
  }
  if (typeof answer !== 'object' || answer === null) {
    throw new BusError('BAD_ANSWER', `${what}: the server's answer is not an object`);
  }
  if ('error' in answer && answer.error) throw fromApiError(answer.error as ApiError, what);
  return answer as Record<string, unknown>;
};

type Sent = { subject: string; payload?: string; reply: string };

/** Sends without waiting for anything: answers come to `reply`. Throws BusError CLOSED. */
export const send = (link: Link, { subject, payload, reply }: Sent): void => {
  throwIfClosed(link, `send to ${subject}`);
  link.nc.publish(subject, payload, { reply });
};

type ApiRequest = { subject: string; body?: object };

/** One request to the JetStream API with a JSON body and answer. */
export const requestApi = async (
  link: Link,
  { subject, body }: ApiRequest,
  options?: RequestOptions,
): Promise<Record<string, unknown>> => {
  const payload = body === undefined ? '' : JSON.stringify(body);
  return parseAnswer(await request(link, { subject, payload }, options), `request ${subject}`);
};

/** Resolves when connected, and also when the wait ends otherwise. Throws ABORTED and CLOSED. */
export const whenConnected = async (link: Link, options: PersistOptions): Promise<void> => {
  const { what, signal, patienceMs = link.patienceMs } = options;
  if (!link.connected && !link.nc.isClosed()) {
    const endEarly = (end: () => void): (() => void) => {
      const leaves = [link.arrivals.add(end), link.closings.add(end)];
      return () => leaves.forEach((leave) => leave());
    };
    await pause(patienceMs, { ...(signal && { signal }), endEarly });
  }
  throwIfAborted(signal, what);
  throwIfClosed(link, what);
};

/**
 * Repeats `attempt` until it works, fails for good (an error that is not transient), the signal aborts, the link
 * closes, or patience ends: then it throws the last error. Says on the link's status what does not succeed.
 */
export const persist = async <T>(
  link: Link,
  options: PersistOptions,
  attempt: () => Promise<T>,
): Promise<T> => {
  const { what, signal, patienceMs = link.patienceMs, connectedPatienceMs = patienceMs } = options;
  const deadline = performance.now() + patienceMs;
  let failingSince: number | null = null;
  let remindAt = 0;
  for (let tries = 0; ; tries += 1) {
    await whenConnected(link, { ...options, patienceMs: deadline - performance.now() });
    try {
      return await attempt();
    } catch (thrown) {
      const error = toBusError(thrown, what);
      const now = performance.now();
      failingSince = error.code === 'DISCONNECTED' ? null : (failingSince ?? now);
      const isGivenUp = failingSince !== null && now - failingSince >= connectedPatienceMs;
      if (!isTransient(error) || now >= deadline || isGivenUp) throw error;
      if (error.code !== 'DISCONNECTED' && now >= remindAt) {
        remindAt = now + REMINDER_MS;
        link.statuses.tell({ kind: 'error', detail: `${what}: retrying: ${error.message}` });
      }
      const delayMs = Math.min(jitteredDelayMs(RETRY_DELAY, tries), deadline - now);
      await pause(delayMs, { ...(signal && { signal }), endEarly: link.closings.add });
    }
  }
};

/** Flushes, so that what was sent is processed, and closes. `drain` would drop what readers still hold. */
export const closeLink = async (link: Link): Promise<void> => {
  link.closings.tell();
  if (link.nc.isClosed()) return;
  if (link.connected) await settledWithin(link.nc.flush(), CLOSE_TIMEOUT_MS);
  await link.nc.close();
};
