import type { Bus } from '../bus/types.ts';
import { hasCode, messageOf } from '../errors.ts';
import { backoffMs } from './backoff.ts';
import { createBell } from './bell.ts';
import type { Bell } from './bell.ts';
import { endsWithin } from './clock.ts';
import type { Outbox, QueuedEntry } from './outbox.ts';
import type { Clock, Logger } from './types.ts';

export type DrainerOptions = {
  outbox: Outbox;
  bus: Pick<Bus, 'publish'>;
  clock: Clock;
  log: Logger;
  /** In [0, 1); Math.random if left out. */
  random?: () => number;
};

export type Drainer = {
  /** Sends the remaining events for at most `drainMs`, and leaves the rest on disk. Safe to call twice. */
  stop: (drainMs: number) => Promise<void>;
};

const IDLE_MS = 60_000;
const RETRY_BASE_MS = 500;
const RETRY_CAP_MS = 60_000;

type Sending = { signal: AbortSignal; isRepeat: boolean };

/** Codes of lib/bus that say that the event itself is at fault: no server and no time will change the answer. */
const UNSENDABLE = ['TOO_LARGE', 'INVALID', 'MISSING', 'TRACEPARENT'];

const sendOrPutAside = async (
  entry: QueuedEntry,
  { outbox, bus }: DrainerOptions,
  { signal, isRepeat }: Sending,
): Promise<void> => {
  const { busSubject, event, soleWriter } = entry;
  try {
    await bus.publish(busSubject, event, { signal, soleWriter, isRepeat });
  } catch (error) {
    if (!UNSENDABLE.some((code) => hasCode(error, code))) throw error;
    await outbox.putAside(entry, messageOf(error));
    return;
  }
  await outbox.remove(entry);
};

type Draining = { bell: Bell; signal: AbortSignal; isStopping: () => boolean };

const runDraining = async (
  options: DrainerOptions,
  { bell, signal, isStopping }: Draining,
): Promise<void> => {
  const { outbox, log, random = Math.random } = options;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const entry = await outbox.head();
      if (entry !== null)
        await sendOrPutAside(entry, options, { signal, isRepeat: entry.isInherited || failures > 0 });
      else if (isStopping()) return;
      else await bell.wait(IDLE_MS);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      log.warn('cannot send events; retrying', { error: messageOf(error) });
      await bell.wait(backoffMs(failures, { baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random }));
    }
  }
};

/** Sends the outbox's events one after the other, each until its stream has confirmed it. */
export const startDraining = (options: DrainerOptions): Drainer => {
  const { outbox, clock, log } = options;
  const bell = createBell(clock);
  const sending = new AbortController();
  let isStopping = false;
  const stopListening = outbox.onAppend(bell.ring);
  const finished = runDraining(options, { bell, signal: sending.signal, isStopping: () => isStopping });

  return {
    stop: async (drainMs) => {
      isStopping = true;
      bell.ring();
      const isEmpty = await endsWithin(finished, drainMs, clock);
      sending.abort();
      bell.ring();
      await finished;
      stopListening();
      if (!isEmpty) log.warn('unsent events remain for the next start', { depth: outbox.depth() });
    },
  };
};
