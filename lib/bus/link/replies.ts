import { createInbox, ErrorCode, NatsError } from 'nats';
import type { Msg, MsgHdrs, NatsConnection, Subscription } from 'nats';

export type Asked = { subject: string; payload?: Uint8Array | string | undefined };
export type AskOptions = { timeoutMs: number; headers?: MsgHdrs | undefined };

/**
 * Requests, all of whose answers come by one subscription, as `nc.request` does it. That one makes an Error object,
 * a timer and four promises a request even if all goes well, which is more work than all else of a publish.
 *
 * INVARIANTS: each request settles once, at the latest one sweep after its timeout; nothing that is not pending is
 * kept.
 */
export type Replies = {
  /** Rejects with nats.js's errors: TIMEOUT, 503 (no responders), PERMISSIONS_VIOLATION, CONNECTION_CLOSED, ... */
  ask: (asked: Asked, options: AskOptions) => Promise<Msg>;
  /** The server has said that we may not publish there: those who wait for an answer from there need not. */
  refuse: (subject: string) => void;
};

type Pending = {
  subject: string;
  deadlineMs: number;
  resolve: (message: Msg) => void;
  reject: (error: unknown) => void;
};

const SWEEP_MS = 100;

const failure = (code: ErrorCode): NatsError => new NatsError(code, code);

/** The server's answer if there is no subscriber (ADR-4). */
const isNobodyThere = (message: Msg): boolean => message.data.length === 0 && message.headers?.code === 503;

/** Rejects what `isOver` picks, and forgets it. */
const rejectWhere = (
  pending: Map<string, Pending>,
  { isOver, error }: { isOver: (request: Pending) => boolean; error: () => unknown },
): void => {
  for (const [token, request] of pending) {
    if (!isOver(request)) continue;
    pending.delete(token);
    request.reject(error());
  }
};

/** Runs while something is pending; keeps no process alive. */
const createSweeper = (pending: Map<string, Pending>): (() => void) => {
  let timer: NodeJS.Timeout | null = null;
  const sweep = (): void => {
    const now = performance.now();
    rejectWhere(pending, {
      isOver: ({ deadlineMs }) => deadlineMs <= now,
      error: () => failure(ErrorCode.Timeout),
    });
    timer = pending.size === 0 ? null : setTimeout(sweep, SWEEP_MS).unref();
  };
  return () => {
    timer ??= setTimeout(sweep, SWEEP_MS).unref();
  };
};

export const createReplies = (nc: NatsConnection, inboxPrefix: string): Replies => {
  const pending = new Map<string, Pending>();
  const sweepLater = createSweeper(pending);
  const inbox = `${createInbox(inboxPrefix)}.`;
  let subscription: Subscription | null = null;
  let count = 0;

  const onAnswer = (error: NatsError | null, message: Msg): void => {
    if (error !== null) {
      // We may not listen there: nats.js has ended the subscription, and the next request tries again.
      subscription = null;
      return rejectWhere(pending, { isOver: () => true, error: () => error });
    }
    const token = message.subject.slice(inbox.length);
    const request = pending.get(token);
    if (request === undefined) return;
    pending.delete(token);
    if (isNobodyThere(message)) request.reject(failure(ErrorCode.NoResponders));
    else request.resolve(message);
  };

  return {
    ask: ({ subject, payload }, { timeoutMs, headers }) =>
      new Promise((resolve, reject) => {
        subscription ??= nc.subscribe(`${inbox}*`, { callback: onAnswer });
        const token = (count++).toString(36);
        nc.publish(subject, payload, headers ? { reply: inbox + token, headers } : { reply: inbox + token });
        pending.set(token, { subject, deadlineMs: performance.now() + timeoutMs, resolve, reject });
        sweepLater();
      }),
    refuse: (subject) =>
      rejectWhere(pending, {
        isOver: (request) => request.subject === subject,
        error: () => failure(ErrorCode.PermissionsViolation),
      }),
  };
};
