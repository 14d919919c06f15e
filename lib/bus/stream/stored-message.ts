/** Messages of a stream as Direct Get and consumers hand them out, made into StoredMessage. */
import type { Msg, MsgHdrs } from 'nats';
import type { DeliveryInfo } from './ack-subject.ts';
import { BusError } from '../bus-error.ts';
import type { StoredMessage } from '../types.ts';

/** What Direct Get adds to a message's own headers (ADR-31). */
const ADDED_HEADERS: ReadonlySet<string> = new Set([
  'Nats-Stream',
  'Nats-Subject',
  'Nats-Sequence',
  'Nats-Time-Stamp',
  'Nats-Last-Sequence',
  'Nats-Num-Pending',
]);

const listHeaders = (headers: MsgHdrs | undefined): StoredMessage['headers'] =>
  headers === undefined
    ? []
    : [...headers].flatMap(([name, values]) => values.map((value) => ({ name, value })));

/** The first value of a header, its name matched without regard to case; undefined if there is none. */
export const headerOf = (headers: StoredMessage['headers'], name: string): string | undefined => {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value;
};

/**
 * Reads the answer of a Direct Get; null if there is no such message. The last value of a header is the server's: a
 * publisher may have sent one of the same name.
 * @throws {BusError} BAD_ANSWER
 */
export const fromDirectGet = (answer: Msg, what: string): StoredMessage | null => {
  const { headers } = answer;
  if (headers?.code === 404) return null;
  const sequence = headers?.last('Nats-Sequence') ?? '';
  if (headers === undefined || headers.code >= 300 || !/^\d+$/.test(sequence)) {
    const status = headers?.code ? ` (status ${headers.code})` : '';
    throw new BusError('BAD_ANSWER', `${what}: the server did not answer with a message${status}`);
  }
  return {
    stream: headers.last('Nats-Stream'),
    subject: headers.last('Nats-Subject'),
    sequence: BigInt(sequence),
    timestampMs: Date.parse(headers.last('Nats-Time-Stamp')),
    headers: listHeaders(headers).filter((header) => !ADDED_HEADERS.has(header.name)),
    data: answer.data,
  };
};

/** A message that a consumer delivered. Its headers are read when they are asked for: not every reader wants them. */
export const fromDelivery = (message: Msg, info: DeliveryInfo): StoredMessage => ({
  stream: info.stream,
  subject: message.subject,
  sequence: info.streamSequence,
  timestampMs: info.timestampMs,
  get headers() {
    return listHeaders(message.headers);
  },
  data: message.data,
});
