import type { Bus } from '../bus/types.ts';
import { endsWithin } from './clock.ts';
import { createSender, straightToBus, throughOutbox } from './emitter.ts';
import { createExclusiveGroups } from './exclusive.ts';
import type { ExclusiveGroups } from './exclusive.ts';
import { watchConnection, watchFunction } from './health.ts';
import type { FunctionWatch, ServiceHealth } from './health.ts';
import { createInvocations } from './invocation.ts';
import { runLevel } from './level-runner.ts';
import type { Outbox } from './outbox.ts';
import { runQueue } from './queue-runner.ts';
import type { Runner, RunnerContext } from './runner.ts';
import { createSettledMemory } from './settled.ts';
import type { SettledStore } from './settled.ts';
import { runTimer } from './timer-runner.ts';
import type { Clock, Logger, ServiceFunction } from './types.ts';

export type ServiceName = 'planner' | 'applier' | 'auditor';

export type HostOptions = {
  bus: Bus;
  functions: ServiceFunction[];
  service: ServiceName;
  /** CloudEvents source of all that the functions emit. */
  source: string;
  clock: Clock;
  log: Logger;
  /** Everything emitted goes through it. Without one, it is published directly. */
  outbox?: Outbox;
  /** In memory if left out. */
  settled?: SettledStore;
  /** Of its own if left out; share one where functions of several services touch the same thing. */
  exclusive?: ExclusiveGroups;
  /** In [0, 1); Math.random if left out. */
  random?: () => number;
  /** Larger messages go to the dead letters unread; 1 MiB if left out. */
  maxEventBytes?: number;
  /** On stop: how long functions may go on before their signal aborts. 10 s if left out. */
  graceMs?: number;
  /** On stop: how long after the signal before they are given up. 20 s if left out. */
  abandonMs?: number;
};

export type Running = {
  /**
   * Takes nothing new, lets what runs end or be undone, gives up on the rest. Then nothing listens any more and every
   * message is settled or will be delivered again. Bounded by graceMs + abandonMs and a second. Safe to call twice.
   */
  stop: () => Promise<void>;
  health: () => ServiceHealth;
};

const DEFAULT_MAX_EVENT_BYTES = 1024 * 1024;
const DEFAULT_GRACE_MS = 10_000;
const DEFAULT_ABANDON_MS = 20_000;
const LAST_WAIT_MS = 1000;

const startRunner = (fn: ServiceFunction, context: RunnerContext): Runner => {
  const { trigger } = fn;
  switch (trigger.kind) {
    case 'queue':
      return runQueue(fn, trigger, context);
    case 'level':
      return runLevel(fn, trigger, context);
    case 'timer':
      return runTimer(fn, trigger, context);
  }
};

const startAll = (options: HostOptions, invocations: RunnerContext['invocations']) => {
  const { bus, functions, service, source, clock, log, outbox, random = Math.random } = options;
  const shared = {
    bus,
    service,
    clock,
    random,
    invocations,
    send: createSender({ source, clock, deliver: outbox ? throughOutbox(outbox) : straightToBus(bus) }),
    exclusive: options.exclusive ?? createExclusiveGroups(),
    settled: options.settled ?? createSettledMemory(),
    maxEventBytes: options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES,
  };
  return functions.map((fn): { runner: Runner; watch: FunctionWatch } => {
    const watch = watchFunction(fn, clock);
    return { watch, runner: startRunner(fn, { ...shared, watch, log: log.with({ function: fn.name }) }) };
  });
};

/** Hosts the functions of one service: fetches, decodes, calls, settles, retries, dead-letters. */
export const runFunctions = (options: HostOptions): Running => {
  const { bus, service, clock, log, outbox } = options;
  const { graceMs = DEFAULT_GRACE_MS, abandonMs = DEFAULT_ABANDON_MS } = options;
  const invocations = createInvocations();
  const connection = watchConnection(bus, clock);
  const started = startAll(options, invocations);
  const finished = Promise.all(started.map(({ runner }) => runner.finished));
  let stopping: Promise<void> | null = null;

  const endAll = async (): Promise<void> => {
    if (await endsWithin(finished, graceMs, clock)) return;
    invocations.abort();
    if (await endsWithin(finished, abandonMs, clock)) return;
    log.error('stopping without waiting for functions that do not end', { service });
    invocations.abandon();
    if (!(await endsWithin(finished, LAST_WAIT_MS, clock)))
      log.error('stopping with unfinished work; it is done at the next start', { service });
  };

  const stop = async (): Promise<void> => {
    for (const { runner } of started) runner.stopIntake();
    await endAll();
    connection.stop();
    log.info('stopped', { service });
  };

  return {
    stop: () => (stopping ??= stop()),
    health: () => ({
      service,
      isStopping: stopping !== null,
      functions: started.map(({ watch }) => watch.read()),
      connection: connection.read(),
      outboxDepth: outbox?.depth() ?? null,
    }),
  };
};
