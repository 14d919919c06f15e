/** Bounds how much runs at once. */
export type Slots = {
  /** Resolves when one is free, and takes it. */
  take: () => Promise<void>;
  free: () => void;
  /** Resolves when all are free. */
  allFree: () => Promise<void>;
};

export const createSlots = (limit: number): Slots => {
  const waiting: (() => void)[] = [];
  const idle: (() => void)[] = [];
  let taken = 0;
  return {
    take: async () => {
      if (taken >= limit) return new Promise<void>((resolve) => waiting.push(resolve));
      taken += 1;
    },
    free: () => {
      const next = waiting.shift();
      // The slot is handed over directly, so that no other caller can take it.
      if (next !== undefined) return next();
      taken -= 1;
      if (taken === 0) for (const resolve of idle.splice(0)) resolve();
    },
    allFree: () => (taken === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  };
};
