import type { DialOptions } from './dial.ts';
import type { Bus, BusStatus } from './types.ts';

/** As much of a logger as is used here. */
export type BusLog = {
  info: (message: string, fields?: Record<string, string>) => void;
  warn: (message: string, fields?: Record<string, string>) => void;
};

export type ConnectOptions = DialOptions & {
  /** For commands: give up after this long, here and in every operation later. Without it nothing ever gives up. */
  failFast?: { withinMs: number };
  log?: BusLog;
  /** Also told while there is no first connection yet, when there is no bus to observe. */
  onStatus?: (status: BusStatus) => void;
  /** Ends the attempt to connect. A bus that is there is ended by `close`. */
  signal?: AbortSignal;
};

/**
 * Connects to the bus. Without `failFast` it waits for a server for as long as it takes and says so; a server that is
 * there and will not do is an error either way. What speaks to a server is loaded here and not before: commands without
 * a bus must not pay for the `nats` package, which is a fifth of their whole time.
 * @throws {BusError} SERVER_TOO_OLD, JETSTREAM_DISABLED, CREDENTIALS, ABORTED; with `failFast` also
 * SERVER_UNREACHABLE and AUTHENTICATION
 */
export const connectBus = async (options: ConnectOptions): Promise<Bus> => {
  const { openBus } = await import('./open-bus.ts');
  return openBus(options);
};
