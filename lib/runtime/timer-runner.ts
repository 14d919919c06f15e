import { messageOf } from '../errors.ts';
import { backoffMs, jitteredMs } from './backoff.ts';
import { createBell } from './bell.ts';
import { callInTurn, retryOptions } from './runner.ts';
import type { Runner, RunnerContext } from './runner.ts';
import type { Ending } from './settlement.ts';
import type { ServiceFunction, TimerTrigger } from './types.ts';

const TIMER_JITTER = 0.1;

type Verdict = { isFailure: boolean; afterMs?: number | undefined };

const judge = (ending: Ending): Verdict => {
  if (ending.kind === 'retry') return { isFailure: true, afterMs: ending.afterMs };
  return { isFailure: ending.kind === 'threw' };
};

const runOnce = async (
  fn: ServiceFunction,
  context: RunnerContext,
  isOutdated: () => boolean,
): Promise<Verdict> => {
  const { log, invocations, send } = context;
  const invocation = invocations.open();
  try {
    const ending = await callInTurn(fn, { context, input: { event: null, log }, invocation, isOutdated });
    // There is no message to put with the dead letters: it is said, and done again when it is due.
    if (ending.kind === 'reject')
      log.error('a timer function failed', { code: ending.code, detail: ending.detail });
    if (ending.kind === 'done')
      for (const emission of ending.emissions) await send(emission, { signal: invocation.sending });
    return judge(ending);
  } catch (error) {
    log.warn('cannot send the events of a timer function; retrying', { error: messageOf(error) });
    return { isFailure: true };
  } finally {
    invocation.close();
  }
};

/** Runs the function of a timer trigger at the start and then in intervals, sooner after a retry, never twice at once. */
export const runTimer = (fn: ServiceFunction, { everyMs }: TimerTrigger, context: RunnerContext): Runner => {
  const bell = createBell(context.clock);
  let isStopping = false;
  let failures = 0;

  const waitMs = ({ isFailure, afterMs }: Verdict): number => {
    failures = isFailure ? failures + 1 : 0;
    if (!isFailure) return jitteredMs(everyMs, TIMER_JITTER, context.random);
    return Math.min(everyMs, afterMs ?? backoffMs(failures, retryOptions(context)));
  };

  const run = async (): Promise<void> => {
    while (!isStopping) await bell.wait(waitMs(await runOnce(fn, context, () => isStopping)));
  };

  return {
    finished: run(),
    stopIntake: () => {
      isStopping = true;
      bell.ring();
    },
  };
};
