import type { CloudEvent, Delivery } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import { backoffMs } from './backoff.ts';
import { deadLetterOf } from './dead-letter.ts';
import type { Invocation } from './invocation.ts';
import { readEvent, refuseSize } from './read-event.ts';
import type { ReadEvent } from './read-event.ts';
import { callInTurn, retryOptions } from './runner.ts';
import type { RunnerContext } from './runner.ts';
import { settle } from './settle.ts';
import type { SettleContext } from './settle.ts';
import { decideSettlement } from './settlement.ts';
import type { Ending } from './settlement.ts';
import type { Clock, Logger, QueueTrigger, ServiceFunction } from './types.ts';

export type DeliveryOptions = {
  fn: ServiceFunction;
  trigger: QueueTrigger;
  context: RunnerContext;
  isStopping: () => boolean;
};

type Handling = DeliveryOptions & { delivery: Delivery; invocation: Invocation; log: Logger };

/** Tells the server again and again that the work goes on. Returns the way to stop it. */
const keepWorking = (delivery: Delivery, everyMs: number, clock: Clock): (() => void) => {
  const ended = new AbortController();
  const tick = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(everyMs, ended.signal);
      delivery.working();
    }
  };
  // It ends by the abort, or because the delivery can no longer be told: then the ack wait decides.
  tick().catch(() => undefined);
  return () => ended.abort();
};

const DEFAULT_TIMEOUT_ACK_WAITS = 20;

/** Gives the call up when its time is over. Returns the way to stop it. */
const limitTime = (invocation: Invocation, { fn, trigger, context }: DeliveryOptions): (() => void) => {
  const timeoutMs = trigger.timeoutMs ?? DEFAULT_TIMEOUT_ACK_WAITS * trigger.ackWaitMs;
  if (fn.exclusive !== undefined) return () => undefined;
  const ended = new AbortController();
  context.clock.sleep(timeoutMs, ended.signal).then(
    () => invocation.expire(`did not end within ${timeoutMs} ms`),
    () => undefined,
  );
  return () => ended.abort();
};

const read = ({ delivery, trigger, context }: Handling): ReadEvent | { kind: 'event'; event: null } =>
  refuseSize(delivery, context.maxEventBytes) ??
  (trigger.isRaw === true ? { kind: 'event', event: null } : readEvent(delivery));

const call = (handling: Handling, event: CloudEvent | null): Promise<Ending> => {
  const { fn, context, invocation, delivery, log, isStopping } = handling;
  const input = { event, message: delivery, log };
  return callInTurn(fn, { context, input, invocation, isOutdated: isStopping });
};

const settleContext = (handling: Handling, traceparent: string | undefined): SettleContext => {
  const { context, delivery, invocation, trigger, log } = handling;
  const { deliveries } = delivery;
  const reason = {
    service: context.service,
    reader: trigger.durable,
    deliveries,
    atMs: context.clock.nowMs(),
  };
  return {
    delivery,
    log,
    send: (emission) => context.send(emission, { traceparent, signal: invocation.sending }),
    deadLetter: (code, detail) => deadLetterOf(delivery, { ...reason, code, detail }),
    backoffMs: () => backoffMs(deliveries, retryOptions(context)),
  };
};

const conclude = async (handling: Handling): Promise<void> => {
  const { delivery, trigger, context } = handling;
  const found = read(handling);
  const isRead = found.kind === 'event';
  const ending = isRead ? await call(handling, found.event) : found;
  if (!isRead) context.watch.begin()(ending);
  const actions = decideSettlement(ending, {
    deliveries: delivery.deliveries,
    maxDeliver: trigger.maxDeliver,
  });
  await settle(actions, settleContext(handling, isRead ? found.event?.traceparent : undefined));
};

/** Handles one delivery to its end: reads it, calls the function, settles. Never throws. */
export const handleDelivery = async (delivery: Delivery, options: DeliveryOptions): Promise<void> => {
  const { context, trigger } = options;
  const { sequence, deliveries } = delivery;
  const log = context.log.with({ sequence, deliveries });
  const invocation = context.invocations.open();
  const stopTimeout = limitTime(invocation, options);
  const stopWorking = keepWorking(delivery, trigger.ackWaitMs / 3, context.clock);
  try {
    await conclude({ ...options, delivery, invocation, log });
  } catch (error) {
    // A fault of the runtime itself. The message must not hang until its ack wait is over, nor be lost.
    log.error('cannot process a message', { error: messageOf(error) });
    delivery.retry(backoffMs(deliveries, retryOptions(context)));
  } finally {
    stopTimeout();
    stopWorking();
    invocation.close();
  }
};
