import { BusError, toBusError } from '../bus-error.ts';
import { toDelivery } from './delivery.ts';
import { persist, requestApi, send } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { openMessageQueue } from '../link/message-queue.ts';
import type { MessageQueue } from '../link/message-queue.ts';
import type { ConsumerSpec, Delivery, Subscription } from '../types.ts';
import { pause } from '../link/waiting.ts';

const NS_PER_MS = 1e6;
const EXPIRES_MS = 10_000;
const HEARTBEAT_MS = 2000;
const SILENCE_MS = 3 * HEARTBEAT_MS;
/** Between two rounds: a server that refuses every pull is not to be asked without end. */
const BETWEEN_ROUNDS_MS = 100;
/** How often to check for a missing consumer. */
const LOOK_AGAIN_MS = 1000;

type Reading = { link: Link; spec: ConsumerSpec; stopping: AbortController; isLost: boolean };

const describe = ({ stream, durable }: ConsumerSpec): string =>
  `read consumer ${durable} of stream ${stream}`;

/** Asks the server whether the consumer exists. Throws BusError CONSUMER_MISSING, STREAM_MISSING, PERMISSION, ... */
const checkConsumer = async (reading: Reading): Promise<void> => {
  const { link, spec, stopping } = reading;
  const options = { what: describe(spec), signal: stopping.signal };
  const subject = `$JS.API.CONSUMER.INFO.${spec.stream}.${spec.durable}`;
  await persist(link, options, () => requestApi(link, { subject }, { signal: stopping.signal }));
};

/** Waits until the consumer exists; logs once that it is missing. */
const untilFound = async (reading: Reading): Promise<void> => {
  const { link, spec, stopping } = reading;
  while (!stopping.signal.aborted) {
    try {
      await checkConsumer(reading);
      reading.isLost = false;
      return;
    } catch (thrown) {
      const error = toBusError(thrown, describe(spec));
      if (error.code !== 'CONSUMER_MISSING' && error.code !== 'STREAM_MISSING') throw error;
      reportLost(reading, error.message);
    }
    await pause(LOOK_AGAIN_MS, { signal: stopping.signal, endEarly: link.closings.add });
  }
};

const reportLost = (reading: Reading, detail: string): void => {
  if (reading.isLost) return;
  reading.isLost = true;
  const { stream, durable: consumer } = reading.spec;
  reading.link.statuses.tell({ kind: 'consumer-lost', stream, consumer, detail });
};

const pull = ({ link, spec }: Reading, queue: MessageQueue): void => {
  const request = {
    batch: spec.concurrency,
    expires: EXPIRES_MS * NS_PER_MS,
    idle_heartbeat: HEARTBEAT_MS * NS_PER_MS,
  };
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${spec.stream}.${spec.durable}`;
  send(link, { subject, payload: JSON.stringify(request), reply: queue.inbox });
};

/**
 * Deliveries until the pull is refused, the connection is lost, or all is silent. A batch is asked for when the
 * reader wants one more than it has, so with concurrency 1 nothing is fetched while a message is being worked on:
 * its ack wait would run already.
 */
async function* deliverRound(reading: Reading, queue: MessageQueue): AsyncGenerator<Delivery> {
  for (;;) {
    pull(reading, queue);
    for (let received = 0; received < reading.spec.concurrency;) {
      const message = await queue.next(SILENCE_MS);
      if (message.subject !== queue.inbox) {
        received += 1;
        yield toDelivery(reading.link, message);
        if (reading.stopping.signal.aborted) return;
        continue;
      }
      const status = message.headers?.code ?? 0;
      if (status === 408) break;
      if (status !== 100) return;
    }
  }
}

/** Returns messages that were not taken, or they would be delivered again only after the ack wait. */
const giveBack = async ({ link }: Reading, queue: MessageQueue): Promise<void> => {
  for (const message of await queue.drain()) {
    if (message.subject !== queue.inbox) toDelivery(link, message).retry(0);
  }
};

/** A round ends and another is to begin; anything else is for the caller. */
const isEndOfRound = (thrown: unknown): boolean =>
  thrown instanceof BusError && ['DISCONNECTED', 'TIMEOUT', 'ABORTED'].includes(thrown.code);

async function* deliver(reading: Reading): AsyncGenerator<Delivery> {
  const { link, spec, stopping } = reading;
  const { signal } = stopping;
  while (!signal.aborted) {
    await untilFound(reading);
    const queue = openMessageQueue(link, { what: describe(spec), signal });
    try {
      yield* deliverRound(reading, queue);
    } catch (thrown) {
      if (!isEndOfRound(thrown)) throw thrown;
    } finally {
      await giveBack(reading, queue);
    }
    await pause(BETWEEN_ROUNDS_MS, { signal, endEarly: link.closings.add });
  }
}

/** As `deliver`, ending without an error when it was closed while it waited. */
async function* deliverUntilClosed(reading: Reading): AsyncGenerator<Delivery> {
  try {
    yield* deliver(reading);
  } catch (thrown) {
    if (!reading.stopping.signal.aborted) throw thrown;
  }
}

/**
 * Reads a durable consumer. See `Bus.subscribe`. At most twice `concurrency` deliveries are outstanding (exactly one
 * for concurrency 1).
 * @throws {BusError} PERMISSION, CLOSED; on a `failFast` bus CONSUMER_MISSING, STREAM_MISSING
 */
export const subscribe = async (link: Link, spec: ConsumerSpec): Promise<Subscription> => {
  const reading: Reading = { link, spec, stopping: new AbortController(), isLost: false };
  if (Number.isFinite(link.patienceMs)) await checkConsumer(reading);
  return {
    deliveries: deliverUntilClosed(reading),
    close: async () => reading.stopping.abort(),
  };
};
