/**
 * One call of a function, from its start until nothing of it is left.
 *
 * INVARIANTS: an invocation ends once, by the function's answer or by `abandon`. After that nothing that it still
 * tries to emit goes out. What it emitted without waiting is waited for before it counts as ended.
 */
import type { CloudEvent, StoredMessage } from '../bus/types.ts';
import { messageOf } from '../errors.ts';
import type { Sender } from './emitter.ts';
import { RuntimeError } from './runtime-error.ts';
import type { Ending } from './settlement.ts';
import type { Emission, Logger, ServiceFunction } from './types.ts';

export type Invocation = {
  /** For what the runtime does on its behalf: aborts when the service will wait no longer. */
  readonly sending: AbortSignal;
  call: (fn: ServiceFunction, input: CallInput) => Promise<Ending>;
  close: () => void;
};

export type CallInput = {
  event: CloudEvent | null;
  message?: StoredMessage | undefined;
  send: Sender;
  log: Logger;
};

/** All invocations of a service, so that stopping reaches each of them. Leaves no listener on any shared signal. */
export type Invocations = {
  open: () => Invocation;
  /** Aborts the signals that functions see, now and in invocations to come. */
  abort: () => void;
  /** Gives up waiting: calls end as `stopped`, sending is aborted. */
  abandon: () => void;
};

type Entry = { handling: AbortController; sending: AbortController; giveUp: () => void };

const stopReason = (): Error => new DOMException('the service is stopping', 'AbortError');

const createEmit = ({ event, send }: CallInput, sending: AbortSignal) => {
  let tail: Promise<void> = Promise.resolve();
  let hasEnded = false;
  const sendNext = async (before: Promise<void>, emission: Emission): Promise<void> => {
    await before;
    await send(emission, { traceparent: event?.traceparent, signal: sending });
  };
  return {
    emit: (emission: Emission): Promise<void> => {
      if (hasEnded || sending.aborted)
        return Promise.reject(
          new RuntimeError(
            'INVOCATION_ENDED',
            `event ${emission.id} was emitted after its function had ended`,
          ),
        );
      tail = sendNext(tail, emission);
      // A function may forget to wait; `finish` reports the error all the same.
      tail.catch(() => undefined);
      return tail;
    },
    end: (): void => {
      hasEnded = true;
    },
    /** Rejects if anything emitted failed, waited for by the function or not. */
    finish: (): Promise<void> => tail,
  };
};

const callToEnd = async (fn: ServiceFunction, input: CallInput, entry: Entry): Promise<Ending> => {
  const { event, message, log } = input;
  const emitting = createEmit(input, entry.sending.signal);
  const { signal } = entry.handling;
  try {
    const base = { event, emit: emitting.emit, signal, log };
    const outcome = await fn.handle(message === undefined ? base : { ...base, message });
    emitting.end();
    await emitting.finish();
    return outcome;
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' };
    log.error('function threw', {
      error: messageOf(error),
      stack: error instanceof Error ? error.stack : undefined,
    });
    return { kind: 'threw', detail: messageOf(error) };
  } finally {
    emitting.end();
  }
};

export const createInvocations = (): Invocations => {
  const entries = new Set<Entry>();
  let isAborted = false;

  const open = (): Invocation => {
    let giveUp = (): void => undefined;
    const abandoned = new Promise<Ending>((resolve) => (giveUp = () => resolve({ kind: 'stopped' })));
    const entry: Entry = { handling: new AbortController(), sending: new AbortController(), giveUp };
    if (isAborted) entry.handling.abort(stopReason());
    entries.add(entry);
    return {
      sending: entry.sending.signal,
      call: (fn, input) => Promise.race([callToEnd(fn, input, entry), abandoned]),
      close: () => void entries.delete(entry),
    };
  };

  return {
    open,
    abort: () => {
      isAborted = true;
      for (const { handling } of entries) handling.abort(stopReason());
    },
    abandon: () => {
      isAborted = true;
      for (const { handling, sending, giveUp } of entries) {
        handling.abort(stopReason());
        sending.abort(stopReason());
        giveUp();
      }
    },
  };
};
