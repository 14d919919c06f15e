import type { CloudEvent, StoredMessage } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import { backoffMs, jitteredMs } from './backoff.ts';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import type { Invocation } from './invocation.ts';
import { decideLevel } from './level.ts';
import { settleLevel } from './level-settle.ts';
import type { Next } from './level-settle.ts';
import { messageKey, readEvent, refuseSize } from './read-event.ts';
import { callInTurn, retryOptions } from './runner.ts';
import type { Runner, RunnerContext } from './runner.ts';
import type { Ending } from './settlement.ts';
import type { LevelTrigger, ServiceFunction } from './types.ts';

const POLL_JITTER = 0.1;
const BUS_RETRY_CAP_MS = 60_000;
// A nudge can overtake its message: the stream, or the replica that answers, may store it a little later.
const LOOK_AGAIN_MS = [5000, 500];

type NewMessage = { message: StoredMessage; key: string };

/**
 * INVARIANTS: one evaluation at a time and at most one waiting. What is evaluated is the last message that the bus
 * had when the function's turn came. A message is settled only once what it led to cannot get lost.
 */
class LevelLoop {
  readonly #fn: ServiceFunction;
  readonly #trigger: LevelTrigger;
  readonly #context: RunnerContext;
  readonly #bell: Bell;
  readonly #stopNudges: () => void;
  #isStopping = false;
  #looksLeft = 0;
  #busFailures = 0;
  #attempts = { key: '', count: 0 };
  #stopReading = (): void => undefined;

  constructor(fn: ServiceFunction, trigger: LevelTrigger, context: RunnerContext) {
    this.#fn = fn;
    this.#trigger = trigger;
    this.#context = context;
    this.#bell = createBell(context.clock);
    this.#stopNudges = context.bus.onNudge(trigger.subject, () => {
      this.#looksLeft = LOOK_AGAIN_MS.length;
      this.#bell.ring();
    });
  }

  async run(): Promise<void> {
    while (!this.#isStopping) {
      const waitMs = await this.#look().catch((error: unknown) => this.#afterBusFailure(error));
      await this.#bell.wait(waitMs);
    }
  }

  stop(): void {
    this.#isStopping = true;
    this.#stopNudges();
    this.#stopReading();
    this.#bell.ring();
  }

  /** Milliseconds until the next look. */
  async #look(): Promise<number> {
    const looks = this.#looksLeft;
    this.#looksLeft = 0;
    const found = await this.#findNew();
    this.#busFailures = 0;
    this.#context.watch.trouble('');
    if (this.#isStopping) return 0;
    if (found !== null) {
      const next = await this.#evaluate(found);
      return next === 'settled' ? this.#untilPoll() : next.againMs;
    }
    // Another nudge may have come since: it asks for no fewer looks than this one had left.
    this.#looksLeft = Math.max(this.#looksLeft, looks - 1);
    return LOOK_AGAIN_MS[looks - 1] ?? this.#untilPoll();
  }

  async #findNew(): Promise<NewMessage | null> {
    const message = await this.#readLast();
    if (message === null) return null;
    const key = messageKey(message);
    return this.#context.settled.get(this.#fn.name) === key ? null : { message, key };
  }

  /** Without a connection the bus waits for one for as long as it takes; to stop must not. */
  #readLast(): Promise<StoredMessage | null> {
    const { stream, subject } = this.#trigger;
    const stopped = new Promise<null>((resolve) => (this.#stopReading = () => resolve(null)));
    return Promise.race([this.#context.bus.last(stream, subject), stopped]);
  }

  async #evaluate({ message, key }: NewMessage): Promise<Next> {
    const log = this.#context.log.with({ sequence: message.sequence });
    const context = { ...this.#context, log };
    const invocation = context.invocations.open();
    try {
      const read = refuseSize(message, context.maxEventBytes) ?? readEvent(message);
      const event = read.kind === 'event' ? read.event : null;
      if (read.kind !== 'event') context.watch.begin()(read);
      const ending = read.kind === 'event' ? await this.#call(message, read.event, invocation) : read;
      const attempts = ending.kind === 'stopped' ? 0 : this.#countAttempt(key);
      const settlement = { functionName: this.#fn.name, context, message, key, attempts, event };
      return await settleLevel(decideLevel(ending, attempts), { ...settlement, signal: invocation.sending });
    } finally {
      invocation.close();
    }
  }

  #call(message: StoredMessage, event: CloudEvent, invocation: Invocation): Promise<Ending> {
    const { log } = this.#context;
    // A ring while it waited for its turn: there may be a newer message, which is looked for at once.
    const isOutdated = (): boolean => this.#isStopping || this.#bell.isRung();
    return callInTurn(this.#fn, {
      context: this.#context,
      input: { event, message, log },
      invocation,
      isOutdated,
    });
  }

  #countAttempt(key: string): number {
    const count = this.#attempts.key === key ? this.#attempts.count + 1 : 1;
    this.#attempts = { key, count };
    return count;
  }

  #afterBusFailure(error: unknown): number {
    const { log, watch } = this.#context;
    this.#busFailures += 1;
    watch.trouble(messageOf(error));
    log.warn('cannot read the last message; retrying', { error: messageOf(error) });
    return backoffMs(this.#busFailures, retryOptions(this.#context, BUS_RETRY_CAP_MS));
  }

  #untilPoll(): number {
    return jitteredMs(this.#trigger.pollMs, POLL_JITTER, this.#context.random);
  }
}

/** Runs the function of a level trigger on the last message of its subject until that is settled, then on the next. */
export const runLevel = (fn: ServiceFunction, trigger: LevelTrigger, context: RunnerContext): Runner => {
  const loop = new LevelLoop(fn, trigger, context);
  return { finished: loop.run(), stopIntake: () => loop.stop() };
};
