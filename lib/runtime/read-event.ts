import { createHash } from 'node:crypto';
import { CloudEventError, fromMessage } from '../bus/index.ts';
import type { CloudEvent, StoredMessage } from '../bus/types.ts';
import { deadCodes } from './settlement.ts';
import type { DeadLetterCode } from './settlement.ts';
import type { Outcome } from './types.ts';

type Rejection = Extract<Outcome, { kind: 'reject' }>;
export type ReadEvent = { kind: 'event'; event: CloudEvent } | Rejection;

/** Bytes of a message as the server counts them against max_payload: body and headers. */
export const messageBytes = ({ data, headers }: Pick<StoredMessage, 'data' | 'headers'>): number =>
  headers.reduce(
    (sum, { name, value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value) + 4,
    data.length,
  );

const rejection = (code: DeadLetterCode, detail: string): Rejection => ({ kind: 'reject', code, detail });

/** Null if the message is small enough to be parsed. */
export const refuseSize = (message: StoredMessage, maxBytes: number): Rejection | null => {
  const bytes = messageBytes(message);
  if (bytes <= maxBytes) return null;
  return rejection(deadCodes.tooLarge, `the message has ${bytes} bytes, more than ${maxBytes}`);
};

/** Reads the CloudEvent of a message, or says why it must go to the dead letters: `CE_` and the code of the error. */
export const readEvent = ({ headers, data, timestampMs }: StoredMessage): ReadEvent => {
  try {
    return { kind: 'event', event: fromMessage(headers, data, { storedAtMs: timestampMs }) };
  } catch (error) {
    if (error instanceof CloudEventError) return rejection(`CE_${error.code}`, error.message);
    throw error;
  }
};

/**
 * What a message is known by: its place and its id, for after a reset the server counts from 1 again. What has no id
 * is known by its content.
 */
export const messageKey = ({ sequence, headers, data }: StoredMessage): string => {
  const id = headers.find(({ name }) => name.toLowerCase() === 'ce-id')?.value;
  return `${sequence}:${id ?? `sha256=${createHash('sha256').update(data).digest('hex')}`}`;
};
