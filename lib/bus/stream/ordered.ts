/**
 * Reading a stream in order and without acks, by consumers that live as long as the reading (ADR-17). nats.js has
 * such a reader, but it waits for the next message to notice one lost over a reconnect, and a reader of new messages
 * that is reset before the first one misses what came in between.
 */
import { randomUUID } from 'node:crypto';
import { parseAckSubject } from './ack-subject.ts';
import { BusError, toBusError } from '../bus-error.ts';
import { persist, requestApi, send } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { openMessageQueue } from '../link/message-queue.ts';
import type { MessageQueue } from '../link/message-queue.ts';
import { fromDelivery } from './stored-message.ts';
import type { FollowOptions, StoredMessage } from '../types.ts';
import { pause } from '../link/waiting.ts';

type Source = { stream: string; filter: string; signal?: AbortSignal | undefined };
type Start = { deliver_policy: string; opt_start_seq?: number };
type Reader = Source & { name: string; queue: MessageQueue; pending: number; lastSequence: bigint };

const NS_PER_MS = 1e6;
const BATCH = 256;
const SILENCE_MS = 5000;
const FOLLOW_EXPIRES_MS = 10_000;
const FOLLOW_HEARTBEAT_MS = 2000;
const INACTIVE_MS = 60_000;
/** Between two rounds: a server that refuses every pull is not to be asked without end. */
const BETWEEN_ROUNDS_MS = 100;
/** Rounds without a single message after which a reading is given up. */
const MAX_FRUITLESS_ROUNDS = 5;

const describe = ({ stream, filter }: Source): string => `read ${filter} of stream ${stream}`;

const consumerConfig = (name: string, { filter, start }: { filter: string; start: Start }): object => ({
  name,
  ...start,
  filter_subject: filter,
  ack_policy: 'none',
  max_deliver: 1,
  inactive_threshold: INACTIVE_MS * NS_PER_MS,
  mem_storage: true,
  num_replicas: 1,
});

/** Creates a consumer and an inbox for it. The subject names stream and filter, so permissions can bind both. */
const openReader = async (link: Link, source: Source, start: Start): Promise<Reader> => {
  const what = describe(source);
  const name = `r${randomUUID().replaceAll('-', '')}`;
  const scope = source.filter === '>' ? name : `${name}.${source.filter}`;
  const subject = `$JS.API.CONSUMER.CREATE.${source.stream}.${scope}`;
  const body = { stream_name: source.stream, config: consumerConfig(name, { filter: source.filter, start }) };
  const options = { what, ...(source.signal && { signal: source.signal }) };
  const info = await persist(link, options, () => requestApi(link, { subject, body }));
  const delivered = info['delivered'] as { stream_seq?: number } | undefined;
  const queue = openMessageQueue(link, { what, signal: source.signal });
  const pending = Number(info['num_pending'] ?? 0);
  return { ...source, name, queue, pending, lastSequence: BigInt(delivered?.stream_seq ?? 0) };
};

/** Frees the consumer now instead of after its inactivity; whether that works does not matter. */
const closeReader = (link: Link, reader: Reader): void => {
  reader.queue.close();
  if (!link.connected || link.nc.isClosed()) return;
  link.nc.publish(`$JS.API.CONSUMER.DELETE.${reader.stream}.${reader.name}`);
};

const pull = (link: Link, { stream, name, queue }: Reader, request: object): void => {
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`;
  send(link, { subject, payload: JSON.stringify(request), reply: queue.inbox });
};

type Arrival = { message: StoredMessage; isLast: boolean; deliverySequence: number } | { status: number };

const nextArrival = async (reader: Reader, timeoutMs: number): Promise<Arrival> => {
  const raw = await reader.queue.next(timeoutMs);
  if (raw.subject === reader.queue.inbox) return { status: raw.headers?.code ?? 0 };
  const info = parseAckSubject(raw.reply ?? '');
  const { pending, deliverySequence } = info;
  return { message: fromDelivery(raw, info), isLast: pending === 0, deliverySequence };
};

/** All that the reader has to give now: `no_wait` pulls answer with a status once there is nothing more. */
async function* readToEnd(link: Link, reader: Reader): AsyncGenerator<StoredMessage> {
  while (reader.pending > 0) {
    pull(link, reader, { batch: BATCH, no_wait: true });
    for (let received = 0; received < BATCH; received += 1) {
      const arrival = await nextArrival(reader, SILENCE_MS);
      if ('status' in arrival) return;
      yield arrival.message;
      if (arrival.isLast) return;
    }
  }
}

/** Disconnects and silence begin another round; everything else is thrown. */
const throwUnlessRetriable = (thrown: unknown, what: string): BusError => {
  const error = toBusError(thrown, what);
  if (error.code === 'DISCONNECTED' || error.code === 'TIMEOUT') return error;
  throw error;
};

/**
 * The last message of every subject that the filter matches, in stream order; ends when all are read. A round that
 * a lost connection cuts short is followed by another that skips what was yielded already: whatever has been
 * overwritten meanwhile lies further back in the stream.
 */
export async function* snapshot(link: Link, source: Source): AsyncGenerator<StoredMessage> {
  let after = -1n;
  for (let fruitless = 0; ; fruitless += 1) {
    const reader = await openReader(link, source, { deliver_policy: 'last_per_subject' });
    try {
      for await (const message of readToEnd(link, reader)) {
        if (message.sequence <= after) continue;
        yield message;
        after = message.sequence;
        fruitless = 0;
      }
      return;
    } catch (thrown) {
      const error = throwUnlessRetriable(thrown, describe(source));
      if (fruitless >= MAX_FRUITLESS_ROUNDS) throw error;
    } finally {
      closeReader(link, reader);
    }
  }
}

/**
 * Messages as they come, until a gap, a deleted consumer, a lost connection or silence: then it ends or throws, and
 * the caller begins another round after the last sequence it has.
 */
async function* readOn(link: Link, reader: Reader): AsyncGenerator<StoredMessage> {
  const request = {
    batch: BATCH,
    expires: FOLLOW_EXPIRES_MS * NS_PER_MS,
    idle_heartbeat: FOLLOW_HEARTBEAT_MS * NS_PER_MS,
  };
  for (let expected = 1; ;) {
    pull(link, reader, request);
    for (let received = 0; received < BATCH;) {
      const arrival = await nextArrival(reader, 3 * FOLLOW_HEARTBEAT_MS);
      if ('status' in arrival) {
        if (arrival.status === 100) continue;
        if (arrival.status === 408) break;
        return;
      }
      if (arrival.deliverySequence !== expected) return;
      yield arrival.message;
      expected += 1;
      received += 1;
    }
  }
}

const startOf = (from: FollowOptions['from']): Start => {
  if (from === 'new') return { deliver_policy: 'new' };
  if (from === 'all') return { deliver_policy: 'all' };
  if (from === 'last-per-subject') return { deliver_policy: 'last_per_subject' };
  return startAfter(from.afterSequence);
};

const startAfter = (sequence: bigint): Start => ({
  deliver_policy: 'by_start_sequence',
  opt_start_seq: Number(sequence) + 1,
});

const isAborted = (error: unknown): boolean => error instanceof BusError && error.code === 'ABORTED';

/** One consumer's worth of following; returns the sequence to go on after, null if nothing is known yet. */
async function* followRound(
  link: Link,
  source: Source,
  start: Start,
): AsyncGenerator<StoredMessage, bigint | null> {
  const reader = await openReader(link, source, start);
  // The consumer says where "new" begins; without that, what comes between two rounds would be missed.
  let after = start.deliver_policy === 'new' ? reader.lastSequence : null;
  try {
    for await (const message of readOn(link, reader)) {
      yield message;
      after = message.sequence;
    }
  } catch (thrown) {
    throwUnlessRetriable(thrown, describe(source));
  } finally {
    closeReader(link, reader);
  }
  return after;
}

/** Follows a stream across reconnects until the signal aborts; then it ends. Throws BusError otherwise. */
export async function* follow(
  link: Link,
  source: Source,
  { from, signal }: FollowOptions,
): AsyncGenerator<StoredMessage> {
  let start = startOf(from);
  try {
    while (!signal.aborted) {
      const after = yield* followRound(link, { ...source, signal }, start);
      if (after !== null) start = startAfter(after);
      await pause(BETWEEN_ROUNDS_MS, { signal, endEarly: link.closings.add });
    }
  } catch (error) {
    if (!isAborted(error)) throw error;
  }
}
