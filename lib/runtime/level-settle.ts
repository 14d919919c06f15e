import type { CloudEvent, StoredMessage } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import { backoffMs } from './backoff.ts';
import { deadLetterOf } from './dead-letter.ts';
import type { LevelAction } from './level.ts';
import { retryOptions } from './runner.ts';
import type { RunnerContext } from './runner.ts';
import type { Emission } from './types.ts';

export type LevelSettlement = {
  functionName: string;
  context: RunnerContext;
  message: StoredMessage;
  key: string;
  /** Calls for this message so far. */
  attempts: number;
  event: CloudEvent | null;
  signal: AbortSignal;
};

/** When to look at the subject again, or `settled`: not before it may have changed. */
export type Next = { againMs: number } | 'settled';

type Executors = {
  [Kind in LevelAction['kind']]: (
    action: Extract<LevelAction, { kind: Kind }>,
    settlement: LevelSettlement,
  ) => Promise<Next | null>;
};

const send = (emission: Emission, { context, event, signal }: LevelSettlement): Promise<void> =>
  context.send(emission, { traceparent: event?.traceparent, signal });

const executors: Executors = {
  publish: async ({ emissions }, settlement) => {
    for (const emission of emissions) await send(emission, settlement);
    return null;
  },
  'dead-letter': async ({ code, detail }, settlement) => {
    const { context, message, functionName, attempts } = settlement;
    const { service, clock } = context;
    const reason = { service, reader: functionName, code, detail, deliveries: attempts, atMs: clock.nowMs() };
    await send(deadLetterOf(message, reason), settlement);
    context.log.warn('message moved to the dead letters', { code, detail });
    return null;
  },
  settle: async (_, { context, functionName, key }) => {
    // Forgetting it at a restart repeats the work, which is allowed. Failing here would repeat it now and for ever.
    await context.settled
      .set(functionName, key)
      .catch((error: unknown) =>
        context.log.error('cannot save the list of processed messages', { error: messageOf(error) }),
      );
    return 'settled';
  },
  again: async ({ afterMs }, { context, attempts }) => ({
    againMs: afterMs ?? backoffMs(attempts, retryOptions(context)),
  }),
};

const execute = <Kind extends LevelAction['kind']>(
  action: Extract<LevelAction, { kind: Kind }>,
  settlement: LevelSettlement,
): Promise<Next | null> => executors[action.kind as Kind](action, settlement);

/** Runs the steps in order. If one fails, nothing is settled and the message is processed again. Never throws. */
export const settleLevel = async (actions: LevelAction[], settlement: LevelSettlement): Promise<Next> => {
  const { context, attempts } = settlement;
  let next: Next | null = null;
  try {
    for (const action of actions) next = await execute(action, settlement);
  } catch (error) {
    context.log.warn('cannot finish the message; retrying', { error: messageOf(error) });
    next = null;
  }
  return next ?? { againMs: backoffMs(attempts, retryOptions(context)) };
};
