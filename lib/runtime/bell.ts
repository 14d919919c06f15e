import type { Clock } from './types.ts';

/** Waits that a ring ends early. A ring without a waiter is kept: the next wait returns at once. */
export type Bell = {
  ring: () => void;
  /** True if a ring is kept for the next wait. */
  isRung: () => boolean;
  /** True if it was rung, false if `ms` went by. One waiter at a time. */
  wait: (ms: number) => Promise<boolean>;
};

export const createBell = (clock: Clock): Bell => {
  let isRung = false;
  let waiting: AbortController | null = null;
  return {
    ring: () => {
      isRung = true;
      waiting?.abort();
    },
    isRung: () => isRung,
    wait: async (ms) => {
      const controller = new AbortController();
      waiting = controller;
      if (!isRung) await clock.sleep(ms, controller.signal).catch(() => undefined);
      waiting = null;
      const wasRung = isRung;
      isRung = false;
      return wasRung;
    },
  };
};
