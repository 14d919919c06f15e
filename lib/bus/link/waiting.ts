/** Waiting that ends early: by an abort signal, and without leaving listeners behind. */
import { BusError } from '../bus-error.ts';

type Watch = { callbacks: Set<() => void>; listener: () => void };

/**
 * One listener a signal, however many wait: thousands of publishes share one signal, and Node warns of a leak after
 * ten listeners.
 */
const watches = new WeakMap<AbortSignal, Watch>();

/** Calls back once when `signal` aborts. Returns the way to stop listening. */
export const onAbort = (signal: AbortSignal | undefined, callback: () => void): (() => void) => {
  if (signal === undefined) return () => undefined;
  const watch = watches.get(signal) ?? watchSignal(signal);
  watch.callbacks.add(callback);
  return () => {
    watch.callbacks.delete(callback);
    if (watch.callbacks.size > 0) return;
    signal.removeEventListener('abort', watch.listener);
    watches.delete(signal);
  };
};

const watchSignal = (signal: AbortSignal): Watch => {
  const callbacks = new Set<() => void>();
  const listener = (): void => [...callbacks].forEach((callback) => callback());
  const watch = { callbacks, listener };
  watches.set(signal, watch);
  signal.addEventListener('abort', listener, { once: true });
  return watch;
};

/** Throws BusError ABORTED if `signal` has aborted. */
export const throwIfAborted = (signal: AbortSignal | undefined, what: string): void => {
  if (signal?.aborted) throw abortError(signal, what);
};

export const abortError = (signal: AbortSignal | undefined, what: string): BusError =>
  new BusError('ABORTED', `${what}: aborted`, { cause: signal?.reason });

export type PauseOptions = {
  signal?: AbortSignal;
  /** Registers what else ends the pause; returns the way to unregister. */
  endEarly?: (end: () => void) => () => void;
};

/** Resolves after `ms`, or sooner when the signal aborts or something ends it early; never rejects. */
export const pause = (ms: number, { signal, endEarly }: PauseOptions = {}): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      leaveSignal();
      leaveEarly();
      resolve();
    };
    const timer = Number.isFinite(ms) ? setTimeout(finish, Math.max(0, ms)) : undefined;
    const leaveSignal = onAbort(signal, finish);
    const leaveEarly = endEarly?.(finish) ?? (() => undefined);
  });

/** Resolves when `work` has settled either way, but no later than after `ms`. */
export const settledWithin = (work: Promise<unknown>, ms: number): Promise<void> =>
  pause(ms, {
    endEarly: (end) => {
      work.then(end, end);
      return () => undefined;
    },
  });

export type DelayRange = { minMs: number; maxMs: number };

/** A delay before try number `attempt` (0 the first): random, growing from `minMs` to at most `maxMs`. */
export const jitteredDelayMs = ({ minMs, maxMs }: DelayRange, attempt: number): number => {
  const ceilingMs = Math.min(maxMs, minMs * 2 ** Math.min(attempt + 1, 30));
  return Math.round(minMs + Math.random() * Math.max(0, ceilingMs - minMs));
};
