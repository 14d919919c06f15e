import type { Bus } from '../bus/types.ts';
import type { BackoffOptions } from './backoff.ts';
import type { Sender } from './emitter.ts';
import type { ExclusiveGroups } from './exclusive.ts';
import type { FunctionWatch } from './health.ts';
import type { CallInput, Invocation, Invocations } from './invocation.ts';
import type { Ending } from './settlement.ts';
import type { SettledStore } from './settled.ts';
import type { Clock, Logger, ServiceFunction } from './types.ts';

/** What every kind of trigger needs to run its function. */
export type RunnerContext = {
  bus: Bus;
  service: string;
  clock: Clock;
  log: Logger;
  random: () => number;
  send: Sender;
  invocations: Invocations;
  exclusive: ExclusiveGroups;
  settled: SettledStore;
  watch: FunctionWatch;
  maxEventBytes: number;
};

/** A function being run by its trigger. */
export type Runner = {
  /** Takes nothing new; what runs goes on. */
  stopIntake: () => void;
  /** Resolves after `stopIntake`, when all that ran has ended and is settled. Never rejects. */
  finished: Promise<void>;
};

export const RETRY_BASE_MS = 500;
export const RETRY_CAP_MS = 5 * 60_000;

export const retryOptions = (
  { random }: Pick<RunnerContext, 'random'>,
  capMs = RETRY_CAP_MS,
): BackoffOptions => ({
  baseMs: RETRY_BASE_MS,
  capMs: Math.min(capMs, RETRY_CAP_MS),
  random,
});

export type TurnOptions = {
  context: RunnerContext;
  input: Omit<CallInput, 'send'>;
  invocation: Invocation;
  /** Asked when the function's turn has come: true if the call is no longer wanted. */
  isOutdated: () => boolean;
};

/** Calls the function when its exclusive group is free, and keeps its health. */
export const callInTurn = (fn: ServiceFunction, options: TurnOptions): Promise<Ending> => {
  const { context, input, invocation, isOutdated } = options;
  return context.exclusive.run(fn.exclusive, async () => {
    if (isOutdated()) return { kind: 'stopped' };
    const end = context.watch.begin();
    const ending = await invocation.call(fn, { ...input, send: context.send });
    end(ending);
    return ending;
  });
};
