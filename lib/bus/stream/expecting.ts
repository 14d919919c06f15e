import { headers as createHeaders } from 'nats';
import { isFateUnknown, toBusError } from '../bus-error.ts';
import { lastMessage } from './direct-get.ts';
import { persist, request } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { readReceipt } from './publish.ts';
import type { StoredMessage } from '../types.ts';

export type ExpectingOptions = {
  stream: string;
  subject: string;
  payload: Uint8Array | string;
  /** Sequence of the subject's last message as far as we know; 0 for none. */
  lastSequence: bigint;
  /** True if the stored message is the one that we sent, in an attempt whose answer was lost. */
  isOurs: (stored: StoredMessage) => boolean;
  signal?: AbortSignal | undefined;
};

/** The sequence under which an earlier try arrived after all, or null. */
const findOurs = async (link: Link, options: ExpectingOptions): Promise<bigint | null> => {
  const { stream, subject, signal, lastSequence, isOurs } = options;
  const last = await lastMessage(link, { stream, subject, signal });
  return last !== null && last.sequence > lastSequence && isOurs(last) ? last.sequence : null;
};

/**
 * Publishes by compare-and-set on the subject's last sequence: exactly once, however long the tries are apart, and
 * never over another writer's message. Resolves with the message's sequence.
 * @throws {BusError} CONFLICT if another writer was first; and what `publish` throws
 */
export const publishExpecting = async (link: Link, options: ExpectingOptions): Promise<bigint> => {
  const { subject, payload, lastSequence, signal } = options;
  const what = `publish to ${subject}`;
  const headers = createHeaders();
  headers.set('Nats-Expected-Last-Subject-Sequence', lastSequence.toString());
  let mayBeThere = false;
  return persist(link, { what, ...(signal && { signal }) }, async () => {
    try {
      const answer = await request(link, { subject, payload }, signal ? { headers, signal } : { headers });
      return readReceipt(answer, what).sequence;
    } catch (thrown) {
      const error = toBusError(thrown, what);
      const ours = error.code === 'CONFLICT' && mayBeThere ? await findOurs(link, options) : null;
      if (ours !== null) return ours;
      mayBeThere ||= isFateUnknown(error);
      throw error;
    }
  });
};
