/** One server a store: two on the same files would destroy them. */
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, hasCode } from '../errors.ts';
import type { Clock, Logger } from '../runtime/types.ts';
import { flock } from '../sys/index.ts';

/**
 * Of the server that `bootswap up` runs.
 * @errors bus
 */
export type LocalServerErrorCode =
  /**
   * nats-server is not installed.
   * @remedy Install the package nats-server, or use a server elsewhere with `serve --server URL`.
   */
  | 'NATS_SERVER_MISSING'
  /**
   * The nats-server of `bootswap up` did not start, or ended.
   * @remedy Read its last lines in the message. Check the space in the state directory.
   */
  | 'NATS_SERVER_FAILED'
  /** Another `bootswap up` uses this state directory. @remedy Stop it, or pass another `--state-dir`. */
  | 'BUSY';
export class LocalServerError extends CodedError<LocalServerErrorCode> {}

/**
 * Takes the directory for this process, until it lets go or is gone. Returns the way to let go.
 * @throws LocalServerError BUSY
 */
export const lockStore = async (directory: string): Promise<() => Promise<void>> => {
  const handle = await open(join(directory, 'lock'), 'w', 0o600);
  try {
    await flock(handle.fd, 'exclusive', { nonBlocking: true });
    return () => handle.close();
  } catch (cause) {
    await handle.close();
    if (!hasCode(cause, 'EAGAIN')) throw cause;
    const detail = `another process runs a nats-server in ${directory}: stop it, or use another state directory`;
    throw new LocalServerError('BUSY', detail, { cause });
  }
};

const endTimeoutMs = 10_000;
const pollMs = 20;

/** Processes that have `argument` among their arguments (proc_pid_cmdline(5)). */
const processesWith = async (argument: string): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = pids.map(async (pid) => {
    // Gone meanwhile, or a zombie, which has no arguments any more.
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.split('\0').includes(argument) ? [Number(pid)] : [];
  });
  return (await Promise.all(found)).flat();
};

const signalAll = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!hasCode(error, 'ESRCH')) throw error;
    }
  }
};

/**
 * Ends servers with this configuration file that a killed process has left behind: the kernel has told them to end
 * already where setpriv(1) exists, but they may take their time. Call it under the lock.
 */
export const endLeftOver = async (
  configPath: string,
  { clock, log }: { clock: Clock; log: Logger },
): Promise<void> => {
  let left = await processesWith(configPath);
  if (left.length === 0) return;
  log.warn('stopping a nats-server that an earlier run left behind', { pids: left.join(' ') });
  signalAll(left, 'SIGTERM');
  for (let waitedMs = 0; left.length > 0; waitedMs += pollMs) {
    if (waitedMs >= endTimeoutMs) signalAll(left, 'SIGKILL');
    await clock.sleep(pollMs);
    left = await processesWith(configPath);
  }
};
