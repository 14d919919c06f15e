import type { Delivery, Subscription } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import { backoffMs } from './backoff.ts';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import { handleDelivery } from './handle-delivery.ts';
import type { DeliveryOptions } from './handle-delivery.ts';
import { retryOptions } from './runner.ts';
import type { Runner, RunnerContext } from './runner.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';
import type { QueueTrigger, ServiceFunction } from './types.ts';

const RESUBSCRIBE_CAP_MS = 30_000;

const nextOf = async (iterator: AsyncIterator<Delivery>): Promise<Delivery | null> => {
  const { done, value } = await iterator.next();
  return done === true ? null : value;
};

/**
 * INVARIANTS: no more than `concurrency` deliveries are out of the iterable and not settled. A delivery is taken only
 * when there is room, for its ack wait runs from then on.
 */
class QueueLoop {
  readonly #options: DeliveryOptions;
  readonly #bell: Bell;
  readonly #slots: Slots;
  #isStopping = false;
  #subscription: Subscription | null = null;

  constructor(fn: ServiceFunction, trigger: QueueTrigger, context: RunnerContext) {
    this.#options = { fn, trigger, context, isStopping: () => this.#isStopping };
    this.#bell = createBell(context.clock);
    this.#slots = createSlots(trigger.concurrency);
  }

  async run(): Promise<void> {
    const { context } = this.#options;
    for (let failures = 1; !this.#isStopping; failures += 1) {
      const beganMs = context.clock.nowMs();
      const detail = await this.#readOnce().then(() => 'the subscription ended', messageOf);
      if (this.#isStopping) break;
      if (context.clock.nowMs() - beganMs > RESUBSCRIBE_CAP_MS) failures = 1;
      context.watch.trouble(detail);
      context.log.warn('cannot read messages; subscribing again', { error: detail });
      await this.#bell.wait(backoffMs(failures, retryOptions(context, RESUBSCRIBE_CAP_MS)));
    }
    await this.#slots.allFree();
  }

  stop(): void {
    this.#isStopping = true;
    this.#bell.ring();
    this.#close();
  }

  async #readOnce(): Promise<void> {
    const { trigger, context } = this.#options;
    this.#subscription = await context.bus.subscribe(trigger);
    context.watch.trouble('');
    if (this.#isStopping) this.#close();
    const iterator = this.#subscription.deliveries[Symbol.asyncIterator]();
    while (await this.#takeOne(iterator));
  }

  /** False at the end of the iterable. */
  async #takeOne(iterator: AsyncIterator<Delivery>): Promise<boolean> {
    await this.#slots.take();
    const delivery = await nextOf(iterator).catch((error: unknown) => {
      this.#slots.free();
      throw error;
    });
    // Of what arrives while it stops, the function sees nothing: handleDelivery gives it back.
    if (delivery !== null) void handleDelivery(delivery, this.#options).then(this.#slots.free);
    else this.#slots.free();
    return delivery !== null;
  }

  #close(): void {
    const { log } = this.#options.context;
    const onError = (error: unknown): void =>
      log.warn('cannot stop reading messages', { error: messageOf(error) });
    this.#subscription?.close().catch(onError);
  }
}

/** Reads the durable consumer of a queue trigger, and subscribes again whenever the subscription fails or ends. */
export const runQueue = (fn: ServiceFunction, trigger: QueueTrigger, context: RunnerContext): Runner => {
  const loop = new QueueLoop(fn, trigger, context);
  return { finished: loop.run(), stopIntake: () => loop.stop() };
};
