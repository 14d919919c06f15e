/** Runs a service that lives on a host: what it emits goes through an outbox on disk, what it settled is remembered. */
import { join } from 'node:path';
import type { Bus } from '../bus/types.ts';
import type { ExclusiveGroups } from './exclusive.ts';
import { runFunctions } from './host.ts';
import type { Running, ServiceName } from './host.ts';
import { startDraining } from './outbox-drainer.ts';
import type { Drainer } from './outbox-drainer.ts';
import { openOutbox } from './outbox.ts';
import { openSettledFile } from './settled-file.ts';
import type { Clock, Logger, ServiceFunction } from './types.ts';

export type HostServiceOptions = {
  service: ServiceName;
  /** The host's id: part of the CloudEvents source. */
  host: string;
  functions: ServiceFunction[];
  bus: Bus;
  /** Root of the host's state directory; each service has files of its own in it. */
  stateRoot: string;
  clock: Clock;
  log: Logger;
  exclusive?: ExclusiveGroups;
};

export type HostService = { running: Running; drainer: Drainer };

/**
 * Starts the functions. Stop with `stopInOrder`.
 * @throws Node's error if the state directory cannot be used
 */
export const startHostService = async (options: HostServiceOptions): Promise<HostService> => {
  const { service, host, functions, bus, stateRoot, clock, exclusive } = options;
  const log = options.log.with({ service, host });
  const directory = join(stateRoot, 'outbox', service);
  const outbox = await openOutbox({ directory, clock, log });
  const settled = await openSettledFile(join(stateRoot, `settled-${service}.json`), log);
  const drainer = startDraining({ outbox, bus, clock, log });
  const source = `bootswap/${service}/${host}`;
  const running = runFunctions({
    bus,
    functions,
    service,
    source,
    clock,
    log,
    outbox,
    settled,
    ...(exclusive && { exclusive }),
  });
  return { running, drainer };
};
