/**
 * Single messages by Direct Get (ADR-31, nats-server 2.9): no consumer, no leader, nothing that stays on the server.
 * The stream needs `allow_direct`. On a replicated stream the answer may come from a follower and be a moment old.
 */
import { hasCode } from '../../errors.ts';
import { BusError } from '../bus-error.ts';
import { persist, request } from '../link/link.ts';
import type { Link, RequestOptions } from '../link/link.ts';
import { fromDirectGet } from './stored-message.ts';
import type { StoredMessage } from '../types.ts';

type Asked = { stream: string; subject?: string; body?: object; signal?: AbortSignal | undefined };

const API = '$JS.API.DIRECT.GET';
const TIMEOUT_MS = 2000;
/** A missing stream does not answer at all (2.9.10); a stream that is being recovered does not answer for a while. */
const SILENCE_PATIENCE_MS = 8000;

const describe = ({ stream, subject }: Asked): string => `read ${subject ?? 'a message'} of stream ${stream}`;

const askOnce = async (link: Link, asked: Asked): Promise<StoredMessage | null> => {
  const subject =
    asked.subject === undefined ? `${API}.${asked.stream}` : `${API}.${asked.stream}.${asked.subject}`;
  const payload = asked.body === undefined ? '' : JSON.stringify(asked.body);
  const options: RequestOptions = { timeoutMs: TIMEOUT_MS, ...(asked.signal && { signal: asked.signal }) };
  try {
    return fromDirectGet(await request(link, { subject, payload }, options), describe(asked));
  } catch (error) {
    if (!hasCode(error, 'TIMEOUT')) throw error;
    const question =
      'check that the stream exists (`bootswap topology apply` creates it) and that the server is healthy';
    throw new BusError('TIMEOUT', `${describe(asked)}: no answer; ${question}`, { cause: error });
  }
};

/**
 * Asks until there is an answer: for as long as the connection is down, but no longer than 8 s of silence from a
 * connected server.
 * @throws {BusError} TIMEOUT, NO_STREAM, PERMISSION, BAD_ANSWER, CLOSED, ABORTED
 */
const ask = (link: Link, asked: Asked): Promise<StoredMessage | null> => {
  const options = { what: describe(asked), connectedPatienceMs: SILENCE_PATIENCE_MS };
  return persist(link, { ...options, ...(asked.signal && { signal: asked.signal }) }, () =>
    askOnce(link, asked),
  );
};

type LastOf = { stream: string; subject: string; signal?: AbortSignal | undefined };

/** The last message on a subject, or null. The request's subject names both, so a host may be allowed its own only. */
export const lastMessage = (link: Link, of: LastOf): Promise<StoredMessage | null> => ask(link, of);

type At = { stream: string; sequence: bigint; signal?: AbortSignal | undefined };

/** The message with this sequence, or null if the stream no longer has it. */
export const messageAt = (link: Link, { stream, sequence, signal }: At): Promise<StoredMessage | null> =>
  ask(link, { stream, body: { seq: Number(sequence) }, signal });

type NextOf = { stream: string; subject: string; fromSequence: bigint; signal?: AbortSignal | undefined };

/** The first message on a subject at or after a sequence, or null. */
export const nextMessage = (link: Link, of: NextOf): Promise<StoredMessage | null> =>
  ask(link, {
    stream: of.stream,
    body: { seq: Number(of.fromSequence), next_by_subj: of.subject },
    signal: of.signal,
  });
