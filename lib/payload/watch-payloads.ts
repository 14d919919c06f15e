/** Tells when a payload directory may have changed. Level-triggered: a change that was missed is seen by the poll. */
import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../runtime/index.ts';

export type WatchOptions = {
  clock: Clock;
  signal: AbortSignal;
  /** Looked at again after this long whatever the watches say. */
  pollMs?: number;
  /** A change is reported after nothing more has changed for this long: pipelines write many files. */
  settleMs?: number;
  /** But told after this long even if it never becomes quiet. */
  maxSettleMs?: number;
};

const maxWatches = 1000;

const directoriesBelow = async (path: string, found: string[] = []): Promise<string[]> => {
  if (found.length >= maxWatches) return found;
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) return found;
  found.push(path);
  for (const entry of entries) {
    if (entry.isDirectory()) await directoriesBelow(join(path, entry.name), found);
  }
  return found;
};

/** The directories of a path, or its parent until it exists. */
const watchable = async (path: string): Promise<string[]> => {
  const directories = await directoriesBelow(path);
  return directories.length > 0 ? directories : [dirname(path)];
};

const openWatch = (path: string, onChange: () => void): FSWatcher[] => {
  try {
    const watcher = watch(path, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    // No inotify watch left, or the directory is gone: the poll sees to it.
    return [];
  }
};

const untilAborted = (error: unknown, signal: AbortSignal): void => {
  if (!signal.aborted) throw error;
};

type Watches = {
  /** Resolves after the first change and then quiet; or after the poll, or when the signal aborts. */
  quietAfterChange: () => Promise<void>;
  close: () => void;
};

const untilQuiet = async (
  count: () => number,
  { clock, signal, settleMs, maxSettleMs }: Required<WatchOptions>,
): Promise<void> => {
  for (let seen = 0, waitedMs = 0; seen !== count() && waitedMs < maxSettleMs; waitedMs += settleMs) {
    seen = count();
    await clock.sleep(settleMs, signal);
  }
};

const openWatches = async (paths: readonly string[], options: Required<WatchOptions>): Promise<Watches> => {
  const { clock, signal, pollMs } = options;
  let changes = 0;
  const change = new AbortController();
  const onChange = (): void => {
    changes += 1;
    change.abort();
  };
  const directories = (await Promise.all(paths.map(watchable))).flat();
  const watchers = directories.flatMap((path) => openWatch(path, onChange));
  const wait = async (): Promise<void> => {
    await clock.sleep(pollMs, AbortSignal.any([signal, change.signal])).catch(() => undefined);
    await untilQuiet(() => changes, options);
  };
  return {
    quietAfterChange: () => wait().catch((error: unknown) => untilAborted(error, signal)),
    close: () => watchers.forEach((watcher) => watcher.close()),
  };
};

/**
 * Yields once at the start and then whenever something below `paths` may have changed, until the signal aborts.
 * Says "look again", not what changed: compare the payload's id. What changes while the caller looks is told after it.
 */
export const watchPayloads = async function* (
  paths: readonly string[],
  options: WatchOptions,
): AsyncGenerator<void, void, void> {
  const complete = { pollMs: 60_000, settleMs: 500, maxSettleMs: 30_000, ...options };
  while (!options.signal.aborted) {
    // Before the caller looks: a change between its look and the watch would wait for the poll.
    const watches = await openWatches(paths, complete);
    try {
      yield;
      await watches.quietAfterChange();
    } finally {
      watches.close();
    }
  }
};
