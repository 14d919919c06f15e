/**
 * Publishing with many acknowledgements awaited at once: one round trip a message would make a fleet of 10 000 hosts
 * wait for minutes.
 *
 * INVARIANTS: one producer calls `addAll`; at most `limit` tasks run, but for a batch that is larger by itself; after
 * the first failure nothing more is started, and `finish` waits for what runs before it throws that failure.
 */
export type Task = () => Promise<unknown>;
export type Window = {
  /**
   * Starts the tasks as soon as there is room for all of them. They start in one go, so that what they send leaves in
   * one write: a write a message costs more than all else. Throws the first failure of an earlier task.
   */
  addAll: (tasks: readonly Task[]) => Promise<void>;
  /** Waits for all tasks. Throws the first failure. */
  finish: () => Promise<void>;
};

export const createWindow = (limit: number): Window => {
  let running = 0;
  let failure: { error: unknown } | null = null;
  let wake = (): void => undefined;

  const untilAtMost = async (count: number): Promise<void> => {
    while (running > count) await new Promise<void>((resolve) => (wake = resolve));
  };
  const throwFailure = (): void => {
    if (failure !== null) throw failure.error;
  };
  const run = async (task: Task): Promise<void> => {
    running += 1;
    try {
      await task();
    } catch (error) {
      failure ??= { error };
    } finally {
      running -= 1;
      wake();
    }
  };

  return {
    addAll: async (tasks) => {
      await untilAtMost(Math.max(0, limit - tasks.length));
      throwFailure();
      for (const task of tasks) void run(task);
    },
    finish: async () => {
      await untilAtMost(0);
      throwFailure();
    },
  };
};
