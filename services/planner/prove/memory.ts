/** What was worked out before, by a key. */

/** Size of the cache; a fleet with more distinct trees is planned too. */
const MAX_REMEMBERED = 20_000;

export type Memory<T> = {
  /** What is known by this key, or else made now. */
  of: (key: string, make: () => T) => T;
  forget: (key: string) => void;
  size: () => number;
};

/** Forgets all when it is full. */
export const createMemory = <T>(): Memory<T> => {
  const known = new Map<string, T>();
  return {
    of: (key, make) => {
      const found = known.get(key);
      if (found !== undefined) return found;
      if (known.size >= MAX_REMEMBERED) known.clear();
      const made = make();
      known.set(key, made);
      return made;
    },
    forget: (key) => void known.delete(key),
    size: () => known.size,
  };
};
