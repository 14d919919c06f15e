/** Runs functions of one group one after the other, in the order of their calls; without a group at once. */
export type ExclusiveGroups = {
  run: <T>(group: string | undefined, work: () => Promise<T>) => Promise<T>;
};

/** Share one over all `runFunctions` of a process whose functions may touch the same thing. */
export const createExclusiveGroups = (): ExclusiveGroups => {
  const tails = new Map<string, Promise<void>>();

  const runInTurn = async <T>(group: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(group);
    let release = (): void => undefined;
    const turn = new Promise<void>((resolve) => (release = resolve));
    tails.set(group, turn);
    try {
      await before;
      return await work();
    } finally {
      release();
      if (tails.get(group) === turn) tails.delete(group);
    }
  };

  return { run: (group, work) => (group === undefined ? work() : runInTurn(group, work)) };
};
