/**
 * The contract between a service's functions and the runtime that hosts them. A function sees a parsed event and
 * plain dependencies, never the bus; it answers with a named outcome, never by acknowledging.
 */
import type { CloudEvent, ConsumerSpec, StoredMessage } from '../bus/types.ts';
import type { EventType, StreamName } from '../bus/names.ts';

/** What a function hands on. The runtime adds source, time and trace and publishes it with `id` as the dedupe id. */
export type Emission = {
  /** Stable: the same work done twice gives the same id. Unique over all events of the stream: put type and host in it. */
  id: string;
  busSubject: string;
  type: EventType;
  /** The CloudEvents subject: a host or a channel. */
  subject: string;
  data: Uint8Array;
};

export type Outcome =
  | { kind: 'done'; emissions: Emission[] }
  /** Not now. `afterMs` undefined: the runtime backs off by the number of deliveries. */
  | { kind: 'retry'; code: string; detail: string; afterMs?: number }
  /** Never: the message goes to the dead letters with this code. */
  | { kind: 'reject'; code: string; detail: string };

export const done = (...emissions: Emission[]): Outcome => ({ kind: 'done', emissions });
export const retry = (code: string, detail: string, afterMs?: number): Outcome =>
  afterMs === undefined ? { kind: 'retry', code, detail } : { kind: 'retry', code, detail, afterMs };
export const reject = (code: string, detail: string): Outcome => ({ kind: 'reject', code, detail });

/** Each message of a durable consumer, shared by the service's replicas. */
export type QueueTrigger = ConsumerSpec & {
  kind: 'queue';
  /** The messages are no CloudEvents (the server's own advisories): `event` is null, `message` is all there is. */
  isRaw?: boolean;
  /**
   * A call that has not ended by then is given up and counts as thrown, or a hung one would be kept alive for ever; 20
   * times `ackWaitMs` if left out. Not for a function of an exclusive group: what may still run is not overtaken.
   */
  timeoutMs?: number;
};
/**
 * The last message of one subject, again whenever it may have changed: at the start, on a nudge, and on a slow
 * jittered timer. Costs the server nothing while idle; a host that was off for a week reads one message.
 */
export type LevelTrigger = { kind: 'level'; stream: StreamName; subject: string; pollMs: number };
/** At the start and then again and again, with jitter. */
export type TimerTrigger = { kind: 'timer'; everyMs: number };
export type Trigger = QueueTrigger | LevelTrigger | TimerTrigger;

/** What a function is called with; `event` is null for a timer and for a raw queue. */
export type Invocation<Event extends CloudEvent | null = CloudEvent | null> = {
  event: Event;
  /** What `event` was parsed from, as the stream holds it; absent for a timer. */
  message?: StoredMessage;
  /**
   * Publishes on the way, in order, before the outcome: for progress of long work. With an outbox it is durable once
   * this resolves and is sent when possible; without one this resolves when the stream has confirmed it.
   */
  emit: (emission: Emission) => Promise<void>;
  /** Aborts when the service is to stop: finish or undo within a bounded time. */
  signal: AbortSignal;
  log: Logger;
};

export type ServiceFunction = {
  /** For logs, dead letters and health: `planner.payloads`. */
  name: string;
  trigger: Trigger;
  /** Functions of the same group never run at the same time in this process: they touch the same thing. */
  exclusive?: string;
  handle: (invocation: Invocation) => Promise<Outcome>;
};

export type LogFields = Record<string, string | number | bigint | boolean | undefined>;
export type Logger = {
  debug: (message: string, fields?: LogFields) => void;
  info: (message: string, fields?: LogFields) => void;
  warn: (message: string, fields?: LogFields) => void;
  error: (message: string, fields?: LogFields) => void;
  /** A logger that adds these fields to each line. */
  with: (fields: LogFields) => Logger;
};

/** Wall clock and waiting, as arguments, so that tests decide what time it is. */
export type Clock = {
  nowMs: () => number;
  /** Resolves after `ms`, or rejects with the signal's reason. Leaves no listener behind. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};
