/** The server's advisory that a message was delivered as often as its consumer allows. */

// io.nats.jetstream.advisory.v1.max_deliver: https://github.com/nats-io/jsm.go/tree/main/schema_source/jetstream/advisory/v1
const TYPE = 'io.nats.jetstream.advisory.v1.max_deliver';
const MAX_BYTES = 64 * 1024;

export type MaxDeliverAdvisory = {
  kind: 'max-deliver';
  stream: string;
  consumer: string;
  sequence: bigint;
  deliveries: number;
};
export type Advisory = MaxDeliverAdvisory | { kind: 'other' } | { kind: 'unreadable'; detail: string };

const unreadable = (detail: string): Advisory => ({ kind: 'unreadable', detail });

const parseJson = (data: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return undefined;
  }
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Reads an advisory's body. Anyone who may publish on `$JS.EVENT` could have written it. */
export const parseAdvisory = (data: Uint8Array): Advisory => {
  if (data.length > MAX_BYTES) return unreadable(`${data.length} bytes are too many for an advisory`);
  const value = parseJson(data);
  if (typeof value !== 'object' || value === null || !('type' in value))
    return unreadable('not JSON with a type');
  if (value.type !== TYPE) return { kind: 'other' };
  const { stream, consumer, stream_seq: sequence, deliveries } = value as Record<string, unknown>;
  if (typeof stream !== 'string' || typeof consumer !== 'string')
    return unreadable('stream or consumer is missing');
  if (!isCount(sequence) || !isCount(deliveries))
    return unreadable('stream_seq or deliveries is not a count');
  return { kind: 'max-deliver', stream, consumer, sequence: BigInt(sequence), deliveries };
};
