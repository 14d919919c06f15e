/** Opens services, starts them on a connection, and stops them in order. Used by `serve` and `up`. */
import type { Bus } from '../lib/bus/index.ts';
import { stopInOrder, systemClock } from '../lib/runtime/index.ts';
import type { Drainer, Logger, Running } from '../lib/runtime/index.ts';
import type { Invocation } from './command.ts';
import { applierConfigOf, auditorConfigOf, plannerConfigOf } from './service-options.ts';

export const serviceNames = ['planner', 'applier', 'auditor'] as const;
export type ServiceName = (typeof serviceNames)[number];

type Started = { running: Running; drainer: Drainer | null };
/** A service that has opened its files and finished the work that needs no bus. */
type Opened = (bus: Bus) => Promise<Started>;
type Opener = (invocation: Invocation, log: Logger) => Promise<Opened>;

// Each service is loaded only if it is served: an applier must start quickly and use little memory.
const openers: Record<ServiceName, Opener> = {
  planner: async (invocation, log) => {
    const { startPlanner } = await import('../services/planner/main.ts');
    const config = plannerConfigOf(invocation);
    return async (bus) => ({
      running: await startPlanner(config, { bus, clock: systemClock(), log }),
      drainer: null,
    });
  },
  applier: async (invocation, log) => {
    const { openApplier } = await import('../services/applier/main.ts');
    const applier = await openApplier(await applierConfigOf(invocation), { clock: systemClock(), log });
    return async (bus) => applier.start(bus);
  },
  auditor: async (invocation, log) => {
    const { openAuditor } = await import('../services/auditor/main.ts');
    const auditor = await openAuditor(await auditorConfigOf(invocation), { clock: systemClock(), log });
    return async (bus) => auditor.start(bus);
  },
};

export type OpenedServices = {
  /** `stop` closes the bus; so does a start that fails. */
  start: (bus: Bus) => Promise<{ stop: () => Promise<void> }>;
};

/** Opens the named services. An applier recovers here, before it needs a bus. */
export const openServices = async (
  names: readonly ServiceName[],
  { invocation, log }: { invocation: Invocation; log: Logger },
): Promise<OpenedServices> => {
  const opened: Opened[] = [];
  for (const name of names) opened.push(await openers[name](invocation, log));
  return {
    start: async (bus) => {
      const started: Started[] = [];
      const stop = (): Promise<void> => {
        const drainers = started.map(({ drainer }) => drainer).filter((drainer) => drainer !== null);
        return stopInOrder({ services: started.map(({ running }) => running), drainers, bus, log });
      };
      try {
        for (const start of opened) started.push(await start(bus));
      } catch (error) {
        // An open connection would reconnect for ever and keep the process alive.
        await stop();
        throw error;
      }
      return { stop };
    },
  };
};

/** Resolves when the signal aborts. */
export const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
