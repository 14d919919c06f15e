import type { ConnectOptions } from './open-bus.ts';
import type { Bus } from './types.ts';

export type { BusLog, ConnectOptions } from './open-bus.ts';

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
