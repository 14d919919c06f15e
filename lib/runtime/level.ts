/** What happens to the last message of a subject after its function answered. Deciding only. */
import { deadCodes } from './settlement.ts';
import type { Ending } from './settlement.ts';
import type { Emission } from './types.ts';

/** Steps in order; if one fails, the message is not settled and is processed again after a backoff. */
export type LevelAction =
  | { kind: 'publish'; emissions: Emission[] }
  | { kind: 'dead-letter'; code: string; detail: string }
  | { kind: 'settle' }
  /** `afterMs` undefined: back off by the number of attempts. */
  | { kind: 'again'; afterMs: number | undefined };

/** A function that threw this often on one message is reported to the operators, once. */
export const CRASH_LIMIT = 8;

/**
 * The outcome table of a level trigger. What it reads is a desired state, so a crash never settles it: whoever mends
 * the cause must not have to publish it again.
 * @param attempts calls of the function for this message, this one included
 */
export const decideLevel = (ending: Ending, attempts: number): LevelAction[] => {
  switch (ending.kind) {
    case 'done':
      return [{ kind: 'publish', emissions: ending.emissions }, { kind: 'settle' }];
    case 'reject':
      return [{ kind: 'dead-letter', code: ending.code, detail: ending.detail }, { kind: 'settle' }];
    case 'retry':
      return [{ kind: 'again', afterMs: ending.afterMs }];
    case 'threw':
      return attempts === CRASH_LIMIT
        ? [
            { kind: 'dead-letter', code: deadCodes.handlerCrashed, detail: ending.detail },
            { kind: 'again', afterMs: undefined },
          ]
        : [{ kind: 'again', afterMs: undefined }];
    case 'stopped':
      return [{ kind: 'again', afterMs: 0 }];
  }
};
