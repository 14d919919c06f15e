import { readLog } from './log-writes.ts';
import type { LogEntry } from './log-writes.ts';
import { runDriver } from './guest-driver.ts';
import type { CrashDisk } from './crash-disk.ts';
import type { DriverItem, Workload } from './guest-driver.ts';
import { readFile } from 'node:fs/promises';

export type RecordOptions = Workload & {
  disk: CrashDisk;
  scratchDir: string;
  timeoutMs?: number;
  signal?: AbortSignal;
};

export type Recording = {
  /** The disk's bytes before the mount. */
  base: Uint8Array;
  /** Everything from before the mount until after the unmount. */
  entries: LogEntry[];
  run: DriverItem;
  kernelLog: string;
};

const FAILED: DriverItem = {
  number: 0,
  isMounted: false,
  isStateMounted: true,
  exitCode: -1,
  elapsedMs: 0,
  output: '',
};

/**
 * Runs a command on a real vfat, in a real kernel, and records every block write and flush. The disk is changed.
 * @throws {CrashError} DRIVER_FAILED, RECORDER_UNAVAILABLE, LOG_NOT_A_LOG, LOG_TRUNCATED, LOG_BAD_ENTRY
 * @throws {LabError} as `runInGuest`
 */
export const record = async (options: RecordOptions): Promise<Recording> => {
  const base = await readFile(options.disk.path);
  const { logPath, items, kernelLog } = await runDriver(options);
  return { base, entries: await readLog(logPath), run: items[0] ?? FAILED, kernelLog };
};
