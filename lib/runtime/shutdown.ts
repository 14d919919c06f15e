import type { Bus } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import type { Running } from './host.ts';
import type { Drainer } from './outbox-drainer.ts';
import type { Logger } from './types.ts';

export type StopOrder = {
  services: Pick<Running, 'stop'>[];
  drainers: Drainer[];
  bus: Pick<Bus, 'close'>;
  /** How long to go on sending what the outboxes hold; 5 s if left out. */
  drainMs?: number;
  log: Logger;
};

const DEFAULT_DRAIN_MS = 5000;

/**
 * Stops in the order in which nothing is lost: the functions, which may still emit and settle; then the outboxes,
 * which may still send; then the bus, which flushes the acknowledgements. Each step is taken even if one fails.
 */
export const stopInOrder = async (order: StopOrder): Promise<void> => {
  const { services, drainers, bus, drainMs = DEFAULT_DRAIN_MS, log } = order;
  const each = async (step: string, stops: Promise<void>[]): Promise<void> => {
    for (const result of await Promise.allSettled(stops))
      if (result.status === 'rejected')
        log.error(`cannot stop the ${step}`, { error: messageOf(result.reason) });
  };
  await each(
    'functions',
    services.map((service) => service.stop()),
  );
  await each(
    'outbox',
    drainers.map((drainer) => drainer.stop(drainMs)),
  );
  await each('bus', [bus.close()]);
};
