/**
 * One call of a function, from its start until nothing of it is left.
 *
 * INVARIANTS: an invocation ends once: by the function's answer, by `expire` or by `abandon`. After that nothing that it still
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
  /** Gives up on this call alone: it ends as thrown. */
  expire: (detail: string) => void;
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

type Entry = { handling: AbortController; sending: AbortController; giveUp: (ending: Ending) => void };

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
      // A function may forget to wait; `finish` still reports the error.
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

type Emitting = ReturnType<typeof createEmit>;
type Call = { fn: ServiceFunction; input: CallInput; emitting: Emitting; signal: AbortSignal };

const callToEnd = async ({ fn, input, emitting, signal }: Call): Promise<Ending> => {
  const { event, message, log } = input;
  try {
    const base = { event, emit: emitting.emit, signal, log };
    const outcome = await fn.handle(message === undefined ? base : { ...base, message });
    emitting.end();
    await emitting.finish();
    return outcome;
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' };
    const stack = error instanceof Error ? error.stack : undefined;
    log.error('function threw', { error: messageOf(error), stack });
    return { kind: 'threw', detail: messageOf(error) };
  }
};

export const createInvocations = (): Invocations => {
  const entries = new Set<Entry>();
  let isAborted = false;

  const open = (): Invocation => {
    let giveUp: Entry['giveUp'] = () => undefined;
    const abandoned = new Promise<Ending>((resolve) => (giveUp = resolve));
    const entry: Entry = { handling: new AbortController(), sending: new AbortController(), giveUp };
    const { handling, sending } = entry;
    if (isAborted) handling.abort(stopReason());
    entries.add(entry);
    return {
      sending: sending.signal,
      call: (fn, input) => {
        const emitting = createEmit(input, sending.signal);
        const ended = callToEnd({ fn, input, emitting, signal: handling.signal });
        return Promise.race([ended, abandoned]).finally(emitting.end);
      },
      expire: (detail) => {
        // In this order: what the function makes of the abort no longer counts.
        giveUp({ kind: 'threw', detail });
        handling.abort(new DOMException(detail, 'TimeoutError'));
      },
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
        giveUp({ kind: 'stopped' });
      }
    },
  };
};
