import type { Clock } from './types.ts';

// setTimeout(3) of Node fires at once if the delay does not fit into 31 bits.
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

const sleepOnce = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });

const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
  signal?.throwIfAborted();
  let restMs = Math.max(0, ms);
  for (; restMs > MAX_TIMEOUT_MS; restMs -= MAX_TIMEOUT_MS) await sleepOnce(MAX_TIMEOUT_MS, signal);
  await sleepOnce(restMs, signal);
};

/** The machine's clock. Its `nowMs` jumps when the wall clock is set; its `sleep` does not. */
export const systemClock = (): Clock => ({ nowMs: () => Date.now(), sleep });

/** True if `work` settles within `ms`; an error of `work` is its caller's to see. Leaves no timer behind. */
export const endsWithin = async (work: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> => {
  const timeout = new AbortController();
  const ended = work.then(
    () => true,
    () => true,
  );
  const elapsed = clock.sleep(ms, timeout.signal).then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([ended, elapsed]);
  } finally {
    timeout.abort();
  }
};
