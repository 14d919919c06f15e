import type { Clock } from '../../lib/runtime/types.ts';

type Sleeper = { atMs: number; wake: () => void };

export type ManualClock = Clock & {
  /** Moves the time and wakes who is due, in order; then lets everything that follows from it run. */
  advance: (ms: number) => Promise<void>;
  /** The delays that are being slept now, shortest first. */
  sleeping: () => number[];
};

/** Lets every promise reaction that is due run, and what those make due. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A clock that stands still until it is told. */
export const createManualClock = (startMs = 1_000_000): ManualClock => {
  const sleepers = new Set<Sleeper>();
  let nowMs = startMs;
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = (): void => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = (): void => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper = { atMs: nowMs + ms, wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  const due = (): Sleeper | undefined =>
    [...sleepers].filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs)[0];
  return {
    nowMs: () => nowMs,
    sleep,
    advance: async (ms) => {
      nowMs += ms;
      for (let sleeper = due(); sleeper !== undefined; sleeper = due()) {
        sleeper.wake();
        await settle();
      }
      await settle();
    },
    sleeping: () => [...sleepers].map(({ atMs }) => atMs - nowMs).toSorted((a, b) => a - b),
  };
};
