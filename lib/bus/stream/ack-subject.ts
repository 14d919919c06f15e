import { BusError } from '../bus-error.ts';

/** What a consumer tells of a delivery in its reply subject. */
export type DeliveryInfo = {
  stream: string;
  consumer: string;
  deliveries: number;
  streamSequence: bigint;
  deliverySequence: number;
  timestampMs: number;
  /** How many more the consumer had for us at that moment. */
  pending: number;
};

/**
 * Reads `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<ns>.<pending>`, or the longer form with
 * domain and account before the stream (ADR-15).
 * @throws {BusError} BAD_ANSWER
 */
export const parseAckSubject = (subject: string): DeliveryInfo => {
  const tokens = subject.split('.');
  const isShort = tokens.length === 9;
  const isAck = tokens[0] === '$JS' && tokens[1] === 'ACK' && (isShort || tokens.length >= 11);
  const [stream, consumer, ...numbers] = tokens.slice(isShort ? 2 : 4);
  if (
    !isAck ||
    stream === undefined ||
    consumer === undefined ||
    numbers.slice(0, 5).some((n) => !/^\d+$/.test(n))
  ) {
    throw new BusError('BAD_ANSWER', `${JSON.stringify(subject)} is not the reply subject of a delivery`);
  }
  const [deliveries = '', streamSequence = '', deliverySequence = '', timestampNs = '', pending = ''] =
    numbers;
  return {
    stream,
    consumer,
    deliveries: Number(deliveries),
    streamSequence: BigInt(streamSequence),
    deliverySequence: Number(deliverySequence),
    timestampMs: Number(BigInt(timestampNs) / 1_000_000n),
    pending: Number(pending),
  };
};
