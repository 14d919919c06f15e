/**
 * What happens to a delivery after its function answered. Deciding only: lib/runtime/settle.ts does it.
 */
import type { Emission, Outcome } from './types.ts';

/** How a call of a function ended: its outcome, an error that it threw, or stopped with the service. */
export type Ending = Outcome | { kind: 'threw'; detail: string } | { kind: 'stopped' };

/** Steps in order; when one fails, those after it are not taken and the message is delivered again. */
export type SettleAction =
  | { kind: 'publish'; emissions: Emission[] }
  | { kind: 'ack' }
  /** `afterMs` undefined: back off by the number of deliveries. */
  | { kind: 'redeliver'; afterMs: number | undefined }
  | { kind: 'dead-letter'; code: string; detail: string }
  | { kind: 'terminate' };

export type DeliveryCount = {
  /** 1 for the first. */
  deliveries: number;
  /** Below 1: without limit. */
  maxDeliver: number;
};

/** Dead-letter codes of the runtime itself; the others come from functions and from reading the event. */
export const deadCodes = {
  handlerCrashed: 'HANDLER_CRASHED',
  retriesExhausted: 'RETRIES_EXHAUSTED',
  maxDeliveries: 'MAX_DELIVERIES',
  tooLarge: 'MESSAGE_TOO_LARGE',
} as const;

const STOPPED_REDELIVERY_MS = 100;

const bury = (code: string, detail: string): SettleAction[] => [
  { kind: 'dead-letter', code, detail },
  { kind: 'terminate' },
];

const isWithin = (limit: number, { deliveries, maxDeliver }: DeliveryCount): boolean =>
  maxDeliver < 1 || deliveries < maxDeliver - limit;

/**
 * The outcome table. A function that asks for a retry gets every delivery it is due, and after the last one its code
 * goes to the dead letters. One that throws is given up a delivery earlier: if its dead letter cannot be published,
 * there is another delivery to try again. Nothing is terminated or acknowledged before what it led to is confirmed.
 */
export const decideSettlement = (ending: Ending, count: DeliveryCount): SettleAction[] => {
  switch (ending.kind) {
    case 'done':
      return [{ kind: 'publish', emissions: ending.emissions }, { kind: 'ack' }];
    case 'reject':
      return bury(ending.code, ending.detail);
    case 'retry':
      if (isWithin(0, count)) return [{ kind: 'redeliver', afterMs: ending.afterMs }];
      return bury(deadCodes.retriesExhausted, `${ending.code}: ${ending.detail}`);
    case 'threw':
      if (isWithin(1, count)) return [{ kind: 'redeliver', afterMs: undefined }];
      return bury(deadCodes.handlerCrashed, ending.detail);
    case 'stopped':
      return [{ kind: 'redeliver', afterMs: STOPPED_REDELIVERY_MS }];
  }
};
