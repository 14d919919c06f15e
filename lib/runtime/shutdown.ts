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

/** The part of Node's `process` that delivers signals. */
export type SignalSource = {
  on: (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => unknown;
  off: (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => unknown;
};

export type SignalOptions = {
  source: SignalSource;
  /** Called at the first SIGTERM or SIGINT. */
  stop: () => void;
  /** Called at the second: exits at once, with this code. */
  exit: (exitCode: number) => void;
  log: Logger;
};

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Listens for the signals that end a service. Returns the way to stop listening. */
export const installSignals = ({ source, stop, exit, log }: SignalOptions): (() => void) => {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info(isStopping ? 'second signal: exiting at once' : 'stopping', { signal });
    if (isStopping) return exit(signal === 'SIGINT' ? EXIT_CODES.SIGINT : EXIT_CODES.SIGTERM);
    isStopping = true;
    stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) source.on(signal, onSignal);
  return () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) source.off(signal, onSignal);
  };
};
