/** W3C trace context: the `traceparent` header, version 00 (https://www.w3.org/TR/trace-context/#traceparent-header). */
import { randomBytes } from 'node:crypto';
import { CodedError } from '../../errors.ts';

/**
 * Of trace context that is to be sent.
 * @errors events
 */
export type TraceErrorCode =
  /** A `traceparent` to be published is malformed. @remedy Correct it; see W3C Trace Context. */
  'TRACEPARENT';

export class TraceError extends CodedError<TraceErrorCode> {}

export type TraceParent = {
  /** 32 lower-case hex digits, not all zero. */
  traceId: string;
  /** 16 lower-case hex digits, not all zero. */
  spanId: string;
  isSampled: boolean;
};

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Reads a version 00 `traceparent`.
 * @throws {TraceError} TRACEPARENT
 */
export const parseTraceparent = (text: string): TraceParent => {
  const [, traceId = '', spanId = '', flags = ''] = pattern.exec(text) ?? [];
  if (/[^0]/.test(traceId) && /[^0]/.test(spanId)) {
    return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
  }
  const shown = JSON.stringify(text.slice(0, 80));
  throw new TraceError('TRACEPARENT', `${shown} is not a version 00 traceparent (W3C Trace Context 3.2)`);
};

const format = ({ traceId, spanId, isSampled }: TraceParent): string =>
  `00-${traceId}-${spanId}-${isSampled ? '01' : '00'}`;

/** Random bytes as hex; all zero is invalid and as good as impossible, but costs one bit to exclude. */
const randomHex = (bytes: number): string => {
  const random = randomBytes(bytes);
  random[0] = (random[0] ?? 0) | 1;
  return random.toString('hex');
};

/** A `traceparent` that starts a new trace, sampled. */
export const newTraceparent = (): string =>
  format({ traceId: randomHex(16), spanId: randomHex(8), isSampled: true });

/** A `traceparent` of the same trace with a span of its own. Throws TraceError TRACEPARENT. */
export const childOf = (parent: string): string =>
  format({ ...parseTraceparent(parent), spanId: randomHex(8) });
