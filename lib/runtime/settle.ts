import type { Delivery } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import type { SettleAction } from './settlement.ts';
import type { Emission, Logger } from './types.ts';

export type SettleContext = {
  delivery: Delivery;
  /** Resolves once the event cannot get lost. */
  send: (emission: Emission) => Promise<void>;
  deadLetter: (code: string, detail: string) => Emission;
  backoffMs: () => number;
  log: Logger;
};

type Executors = {
  [Kind in SettleAction['kind']]: (
    action: Extract<SettleAction, { kind: Kind }>,
    context: SettleContext,
  ) => Promise<void> | void;
};

const ack = async ({ delivery, log }: SettleContext): Promise<void> => {
  try {
    if (!(await delivery.ack())) log.debug('message was already acknowledged');
  } catch (error) {
    // Whether the server has it is unknown. If not, the ack wait brings the message again, and nothing is doubled.
    log.warn('acknowledgement was not confirmed', { error: messageOf(error) });
  }
};

const executors: Executors = {
  publish: async ({ emissions }, { send }) => {
    for (const emission of emissions) await send(emission);
  },
  ack: (_, context) => ack(context),
  redeliver: ({ afterMs }, { delivery, backoffMs }) => delivery.retry(afterMs ?? backoffMs()),
  'dead-letter': async ({ code, detail }, { send, deadLetter, log }) => {
    await send(deadLetter(code, detail));
    log.warn('message moved to the dead letters', { code, detail });
  },
  terminate: (_, { delivery }) => delivery.terminate(),
};

const execute = <Kind extends SettleAction['kind']>(
  action: Extract<SettleAction, { kind: Kind }>,
  context: SettleContext,
): Promise<void> | void => executors[action.kind as Kind](action, context);

/** Takes the steps in order. If one fails, the message is asked for again and the rest is left. Never throws. */
export const settle = async (actions: SettleAction[], context: SettleContext): Promise<void> => {
  try {
    for (const action of actions) await execute(action, context);
  } catch (error) {
    context.log.warn('cannot finish the message; it will be delivered again', { error: messageOf(error) });
    context.delivery.retry(context.backoffMs());
  }
};
