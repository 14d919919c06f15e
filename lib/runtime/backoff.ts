export type BackoffOptions = {
  baseMs: number;
  capMs: number;
  /** In [0, 1), as Math.random. */
  random: () => number;
};

/**
 * How long to wait after the `attempt`th failure (1 for the first): full jitter, so that a fleet that failed together
 * does not come back together. Between 1 ms and `min(capMs, baseMs * 2 ** (attempt - 1))`.
 */
export const backoffMs = (attempt: number, { baseMs, capMs, random }: BackoffOptions): number => {
  const exponent = Math.min(Math.max(attempt, 1) - 1, 40);
  return Math.max(1, Math.round(Math.min(capMs, baseMs * 2 ** exponent) * random()));
};

/** `ms` made up to `fraction` longer or shorter. */
export const jitteredMs = (ms: number, fraction: number, random: () => number): number =>
  Math.max(1, Math.round(ms * (1 + fraction * (2 * random() - 1))));
