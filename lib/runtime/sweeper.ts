import { BusError, consumerSpecs } from '../bus/index.ts';
import { consumers, streams } from '../bus/names.ts';
import type { Bus } from '../bus/types.ts';
import { parseAdvisory } from './advisory.ts';
import type { MaxDeliverAdvisory } from './advisory.ts';
import { deadLetterOf, deadLetterOfLost } from './dead-letter.ts';
import { deadCodes } from './settlement.ts';
import { done, reject, retry } from './types.ts';
import type { Clock, Emission, ServiceFunction } from './types.ts';

export type SweeperOptions = {
  bus: Pick<Bus, 'messageAt'>;
  clock: Pick<Clock, 'nowMs'>;
};

const ourConsumers: readonly string[] = Object.values(consumers);
const ourStreams: readonly string[] = Object.values(streams);

const isOurs = ({ stream, consumer }: MaxDeliverAdvisory): boolean =>
  ourStreams.includes(stream) && ourConsumers.includes(consumer);

/** Consumers are named `<service>-<what>`. */
const serviceOf = (consumer: string): string => consumer.split('-')[0] ?? consumer;

const letterFor = async (advisory: MaxDeliverAdvisory, { bus, clock }: SweeperOptions): Promise<Emission> => {
  const { stream, consumer, sequence, deliveries } = advisory;
  const reason = {
    service: serviceOf(consumer),
    reader: consumer,
    code: deadCodes.maxDeliveries,
    detail: `${consumer} received this message ${deliveries} times and never acknowledged it: its handler crashed or hung`,
    deliveries,
    atMs: clock.nowMs(),
  };
  const message = await bus.messageAt(stream, sequence);
  return message === null ? deadLetterOfLost({ stream, sequence }, reason) : deadLetterOf(message, reason);
};

/**
 * The function that finds messages which killed their handler so often that the server gave up on them, and puts them
 * with the dead letters. Only for bootswap's own consumers: what a subscriber does with its own is its affair.
 */
export const createSweeper = (options: SweeperOptions): ServiceFunction => ({
  name: 'runtime.sweeper',
  trigger: { kind: 'queue', isRaw: true, ...consumerSpecs.sweeper },
  handle: async ({ message }) => {
    const advisory = parseAdvisory(message?.data ?? new Uint8Array(0));
    if (advisory.kind === 'unreadable') return reject(deadCodes.advisoryUnreadable, advisory.detail);
    if (advisory.kind === 'other' || !isOurs(advisory)) return done();
    try {
      return done(await letterFor(advisory, options));
    } catch (error) {
      if (error instanceof BusError) return retry(error.code, error.message);
      throw error;
    }
  },
});
