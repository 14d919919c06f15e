import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Runs `use` with a new empty directory, which is gone afterwards. */
export const withScratch = async <T>(use: (directory: string) => Promise<T>): Promise<T> => {
  const directory = await mkdtemp(join(tmpdir(), 'bootswap-test-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** What `act` throws or rejects with; fails if it does neither. */
export const failureOf = async (act: () => unknown): Promise<Error & { code?: unknown }> => {
  try {
    await act();
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`thrown, but no Error: ${String(error)}`, { cause: error });
  }
  throw new Error('nothing was thrown');
};

/** True while the process exists and is no zombie. */
const isRunning = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
};

/** Resolves to whether the process has ended within 10 s. */
export const hasEnded = async (pid: number): Promise<boolean> => {
  for (let waits = 0; waits < 500; waits += 1) {
    if (!(await isRunning(pid))) return true;
    await setTimeout(20);
  }
  return false;
};
