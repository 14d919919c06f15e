/**
 * What happens to a delivery after its function answered. Deciding only: lib/runtime/settle.ts does it.
 */
import type { CloudEventErrorCode } from '../bus/index.ts';
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

/**
 * Why the runtime itself gives a message up. Functions have codes of their own.
 * @errors dead letters
 */
export type DeadLetterCode =
  /**
   * The function failed each time it got the message.
   * @remedy Read the detail and the service's log. Correct the cause and publish again.
   */
  | 'HANDLER_CRASHED'
  /**
   * The function asked to try again until no try was left. The detail has the code of the last try.
   * @remedy Correct the cause and publish again.
   */
  | 'RETRIES_EXHAUSTED'
  /**
   * The message was delivered as often as allowed and never settled, so the service crashed or hung.
   * @remedy Read the service's log and report it as a bug.
   */
  | 'MAX_DELIVERIES'
  /** The message exceeds what any of bootswap's may have. @remedy Correct the publisher. */
  | 'MESSAGE_TOO_LARGE'
  /** An advisory of the server cannot be read. @remedy Check that the server is a supported nats-server. */
  | 'ADVISORY_UNREADABLE'
  /**
   * The message is not an event that bootswap reads. The rest of the code is that of [an event](#events).
   * @remedy Correct the publisher.
   */
  | `CE_${CloudEventErrorCode}`;

export const deadCodes = {
  handlerCrashed: 'HANDLER_CRASHED',
  retriesExhausted: 'RETRIES_EXHAUSTED',
  maxDeliveries: 'MAX_DELIVERIES',
  tooLarge: 'MESSAGE_TOO_LARGE',
  advisoryUnreadable: 'ADVISORY_UNREADABLE',
} as const satisfies Record<string, DeadLetterCode>;

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
