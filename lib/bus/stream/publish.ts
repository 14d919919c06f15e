import { headers as createHeaders } from 'nats';
import type { Msg, MsgHdrs } from 'nats';
import { BusError, isFateUnknown, toBusError } from '../bus-error.ts';
import { toHeaders } from '../event/cloud-event.ts';
import { lastMessage } from './direct-get.ts';
import { parseAnswer, persist, request } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { streamOf } from '../names.ts';
import { headerOf } from './stored-message.ts';
import type { CloudEvent, PublishOptions, PublishReceipt } from '../types.ts';

const MSG_ID = 'Nats-Msg-Id';

const natsHeaders = (event: CloudEvent): MsgHdrs => {
  const headers = createHeaders();
  for (const { name, value } of toHeaders(event)) headers.append(name, value);
  return headers;
};

/** Reads a PubAck. Throws BusError. */
export const readReceipt = (answer: Msg, what: string): PublishReceipt => {
  const { stream, seq, duplicate } = parseAnswer(answer, what);
  if (typeof stream === 'string' && stream !== '' && typeof seq === 'number') {
    return { stream, sequence: BigInt(seq), duplicate: duplicate === true };
  }
  throw new BusError('BAD_ANSWER', `${what}: the answer is not a stream's acknowledgement`);
};

type Sought = { subject: string; id: string; signal: AbortSignal | undefined };

/** The receipt of an earlier attempt, if the subject's last message is that of this event. */
const findEarlier = async (link: Link, { subject, id, signal }: Sought): Promise<PublishReceipt | null> => {
  const stream = streamOf(subject);
  if (stream === null) return null;
  const last = await lastMessage(link, { stream, subject, signal });
  if (last === null || headerOf(last.headers, MSG_ID) !== id) return null;
  return { stream: last.stream, sequence: last.sequence, duplicate: true };
};

/**
 * Publishes an event until its stream has confirmed it. A publish that meets a lost connection is lost (nats.js
 * resets its buffer on every dial), so every try carries the same `Nats-Msg-Id`, by which the stream drops a second
 * copy within its dedupe window; after that, `soleWriter` tells.
 *
 * A missing stream, a full one and a cluster without a leader are waited out and reported as status `error` at once
 * and then every 30 s: nothing is lost, and it is visible. What waiting cannot cure throws.
 * @throws {BusError} TOO_LARGE, PERMISSION, REFUSED, JETSTREAM_DISABLED, CLOSED, ABORTED; on a `failFast` bus also
 * DISCONNECTED, NO_STREAM, STREAM_FULL, UNAVAILABLE, TIMEOUT
 * @throws {CloudEventError} if the event cannot be written as headers
 */
export const publish = async (
  link: Link,
  message: { subject: string; event: CloudEvent },
  { signal, soleWriter = false, isRepeat = false }: PublishOptions = {},
): Promise<PublishReceipt> => {
  const { subject, event } = message;
  const what = `publish to ${subject}`;
  const headers = natsHeaders(event);
  const id = headers.get(MSG_ID);
  let mayBeThere = isRepeat;
  return persist(link, { what, ...(signal && { signal }) }, async () => {
    const earlier = soleWriter && mayBeThere ? await findEarlier(link, { subject, id, signal }) : null;
    if (earlier !== null) return earlier;
    try {
      const options = signal ? { headers, signal } : { headers };
      return readReceipt(await request(link, { subject, payload: event.data }, options), what);
    } catch (thrown) {
      const error = toBusError(thrown, what);
      mayBeThere ||= isFateUnknown(error);
      throw error;
    }
  });
};
