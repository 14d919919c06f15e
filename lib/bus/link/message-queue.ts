import type { Msg, NatsConnection } from 'nats';
import { createInbox } from 'nats';
import { BusError, toBusError } from '../bus-error.ts';
import { throwIfClosed } from './link.ts';
import type { Link } from './link.ts';
import { abortError, onAbort, settledWithin } from './waiting.ts';

/** Messages that arrive at an inbox of our own, taken one at a time by one reader. */
export type MessageQueue = {
  readonly inbox: string;
  /** Rejects with BusError TIMEOUT, DISCONNECTED, CLOSED, ABORTED, PERMISSION. */
  next: (timeoutMs: number) => Promise<Msg>;
  /** Ends the subscription; resolves with what had arrived, or was on its way, and nobody has taken. */
  drain: () => Promise<Msg[]>;
  /** Ends the subscription and drops messages that were not taken. */
  close: () => void;
};

const DRAIN_TIMEOUT_MS = 2000;

type Waiting = { resolve: (message: Msg) => void; reject: (error: BusError) => void; timer: NodeJS.Timeout };

type State = { messages: Msg[]; failure: BusError | null; waiting: Waiting | null };

const settle = (state: State): void => {
  const { waiting } = state;
  const message = waiting === null ? undefined : state.messages.shift();
  if (waiting === null || (message === undefined && state.failure === null)) return;
  state.waiting = null;
  clearTimeout(waiting.timer);
  if (message !== undefined) waiting.resolve(message);
  else if (state.failure !== null) waiting.reject(state.failure);
};

const fail = (state: State, error: BusError): void => {
  state.failure ??= error;
  settle(state);
};

const waitFor = (state: State, timeoutMs: number, what: string): Promise<Msg> => {
  // A timer a message would cost more than the message where thousands are read.
  const ready = state.messages.shift();
  if (ready !== undefined) return Promise.resolve(ready);
  return new Promise((resolve, reject) => {
    const onTimeout = (): void => {
      state.waiting = null;
      reject(new BusError('TIMEOUT', `${what}: no answer within ${timeoutMs} ms`));
    };
    state.waiting = { resolve, reject, timer: setTimeout(onTimeout, timeoutMs) };
    settle(state);
  });
};

type QueueOptions = { what: string; signal: AbortSignal | undefined };

const listen = (nc: NatsConnection, inbox: string, { state, what }: { state: State; what: string }) =>
  nc.subscribe(inbox, {
    callback: (error, message) => {
      if (error) return fail(state, toBusError(error, what));
      state.messages.push(message);
      settle(state);
    },
  });

/** Subscribes to a new inbox. What has arrived is handed out before a failure is. Throws BusError CLOSED. */
export const openMessageQueue = (link: Link, { what, signal }: QueueOptions): MessageQueue => {
  const { nc } = link;
  throwIfClosed(link, what);
  const state: State = { messages: [], failure: null, waiting: null };
  const inbox = createInbox(link.inboxPrefix);
  const subscription = listen(nc, inbox, { state, what });
  const leaveSignal = onAbort(signal, () => fail(state, abortError(signal, what)));
  const leaveLink = link.interruptions.add((error) => fail(state, error));
  const leaveClose = link.closings.add(() => fail(state, new BusError('CLOSED', `${what}: closing`)));
  const leave = (): void => [leaveSignal, leaveLink, leaveClose].forEach((each) => each());
  if (signal?.aborted) fail(state, abortError(signal, what));
  return {
    inbox,
    next: (timeoutMs) => waitFor(state, timeoutMs, what),
    drain: async () => {
      leave();
      if (link.connected && !nc.isClosed()) await settledWithin(subscription.drain(), DRAIN_TIMEOUT_MS);
      else if (!nc.isClosed()) subscription.unsubscribe();
      return state.messages.splice(0);
    },
    close: () => {
      leave();
      if (!nc.isClosed()) subscription.unsubscribe();
    },
  };
};
