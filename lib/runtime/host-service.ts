/**
 * A service that lives on a host: what it emits goes through an outbox on disk, and what it has settled is remembered.
 * Both are there before the bus is, so that recovery after a crash can report while no server is reachable.
 */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bus } from '../bus/types.ts';
import { hasCode } from '../errors.ts';
import { flock } from '../sys/index.ts';
import { createSender, throughOutbox } from './emitter.ts';
import { runFunctions } from './host.ts';
import type { Running, ServiceName } from './host.ts';
import { startDraining } from './outbox-drainer.ts';
import type { Drainer } from './outbox-drainer.ts';
import { openOutbox } from './outbox.ts';
import { RuntimeError } from './runtime-error.ts';
import { openSettledFile } from './settled-file.ts';
import type { Clock, Emission, Logger, ServiceFunction } from './types.ts';

export type HostServiceOptions = {
  service: ServiceName;
  /** The host's id: part of the CloudEvents source. */
  host: string;
  /** Root of the host's state directory; each service has files of its own in it. */
  stateRoot: string;
  clock: Clock;
  log: Logger;
};

export type HostService = { running: Running; drainer: Drainer };

export type OpenedHostService = {
  log: Logger;
  /** Resolves when the event is on disk; it is sent once the service is started. */
  emit: (emission: Emission) => Promise<void>;
  /** Takes up work. Stop with `stopInOrder`. */
  start: (bus: Bus, functions: ServiceFunction[]) => HostService;
};

const never = new AbortController().signal;

/**
 * Takes the service's place in this state directory until the process is gone or lets go: two of a kind would share one
 * outbox and settle each other's messages.
 */
const takePlace = async (stateRoot: string, service: ServiceName): Promise<() => Promise<void>> => {
  await mkdir(stateRoot, { recursive: true });
  const handle = await open(join(stateRoot, `${service}.lock`), 'w', 0o600);
  try {
    await flock(handle.fd, 'exclusive', { nonBlocking: true });
    return () => handle.close();
  } catch (cause) {
    await handle.close();
    if (!hasCode(cause, 'EAGAIN')) throw cause;
    const advice = 'stop it, or use another state directory';
    throw new RuntimeError('BUSY', `another ${service} is using ${stateRoot}: ${advice}`, { cause });
  }
};

/** The drainer is what is stopped last: with it the place is free again. */
const lettingGo = (drainer: Drainer, leave: () => Promise<void>): Drainer => ({
  stop: async (drainMs) => {
    await drainer.stop(drainMs);
    await leave();
  },
});

/**
 * Opens the service's files.
 * @throws RuntimeError BUSY if the same service runs on this state directory already; Node's error if the directory
 * cannot be used
 */
export const openHostService = async (options: HostServiceOptions): Promise<OpenedHostService> => {
  const { service, host, stateRoot, clock } = options;
  const log = options.log.with({ service });
  const leave = await takePlace(stateRoot, service);
  const outbox = await openOutbox({ directory: join(stateRoot, 'outbox', service), clock, log });
  const settled = await openSettledFile(join(stateRoot, `settled-${service}.json`), log);
  const source = `bootswap/${service}/${host}`;
  const send = createSender({ source, clock, deliver: throughOutbox(outbox) });
  return {
    log,
    emit: (emission) => send(emission, { signal: never }),
    start: (bus, functions) => {
      const drainer = lettingGo(startDraining({ outbox, bus, clock, log }), leave);
      return {
        drainer,
        running: runFunctions({ bus, functions, service, source, clock, log, outbox, settled }),
      };
    },
  };
};
