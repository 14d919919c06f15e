/**
 * CloudEvents 1.0 in NATS binary mode: one `ce-` header an attribute, the body is the data
 * (https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/nats-protocol-binding.md, section 3.1).
 */
import { CodedError } from '../../errors.ts';
import { dataSchemas } from '../names.ts';
import type { EventType } from '../names.ts';
import { parseTraceparent } from './trace.ts';
import type { CloudEvent, StoredMessage } from '../types.ts';

/**
 * Why a message is no event of ours.
 * @errors events
 */
export type CloudEventErrorCode =
  /** A required header is missing or empty. @remedy Correct the publisher; see [events.md](events.md#headers). */
  | 'MISSING'
  /** A header has a value that it may not have. @remedy Correct the publisher; see [events.md](events.md#headers). */
  | 'INVALID'
  /** A header is too long, or there are too many. @remedy Correct the publisher. */
  | 'TOO_LARGE'
  /** `ce-specversion` is not `1.0`. @remedy Publish CloudEvents 1.0. */
  | 'SPEC_VERSION'
  /** `ce-type` is not a type of bootswap. @remedy Correct the type, or publish on another subject. */
  | 'UNKNOWN_TYPE'
  /** `ce-datacontenttype` is not `application/protobuf`. @remedy Encode the body as protobuf. */
  | 'CONTENT_TYPE'
  /** `ce-dataschema` does not belong to the type. @remedy Correct the header, or leave it out. */
  | 'DATA_SCHEMA'
  /** The event is in structured mode. @remedy Publish in binary mode: attributes in headers, the message as body. */
  | 'STRUCTURED';

export class CloudEventError extends CodedError<CloudEventErrorCode> {}

export type Header = StoredMessage['headers'][number];

const MAX_ATTRIBUTE_CHARS = 1024;
const MAX_HEADERS = 64;
const CONTENT_TYPE = 'application/protobuf';

/** Section 3.1.3.2: space, double quote, percent and everything outside U+0021-U+007E. */
const mustEncode = /[^\u0021-\u007e]|["%]/gu;
/** CloudEvents 3.1: no control characters, no surrogates that are not a pair. */
const forbidden = /[\p{Control}\p{Surrogate}]/u;

const checkText = (name: string, text: string): string => {
  if (text.length > MAX_ATTRIBUTE_CHARS) {
    throw new CloudEventError('TOO_LARGE', `${name} has more than ${MAX_ATTRIBUTE_CHARS} characters`);
  }
  if (text === '') throw new CloudEventError('MISSING', `${name} is empty`);
  if (forbidden.test(text)) {
    throw new CloudEventError('INVALID', `${name} contains a control character or half a surrogate pair`);
  }
  return text;
};

/** Percent-encodes an attribute's value for a header. Throws CloudEventError INVALID, MISSING, TOO_LARGE. */
export const encodeAttribute = (name: string, value: string): string =>
  checkText(name, value).replaceAll(mustEncode, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );

/** Undoes the encoding; hex digits of either case. Throws CloudEventError INVALID, MISSING, TOO_LARGE. */
export const decodeAttribute = (name: string, value: string): string => {
  if (value.length > 9 * MAX_ATTRIBUTE_CHARS) throw new CloudEventError('TOO_LARGE', `${name} is too long`);
  try {
    return checkText(name, decodeURIComponent(value));
  } catch (cause) {
    if (cause instanceof CloudEventError) throw cause;
    throw new CloudEventError('INVALID', `${name} is not percent-encoded UTF-8`, { cause });
  }
};

const encodeTime = (timeMs: number): string => {
  const time = new Date(timeMs);
  if (Number.isNaN(time.getTime())) throw new CloudEventError('INVALID', `time ${timeMs} ms is no date`);
  return time.toISOString();
};

/** RFC 3339; `Date.parse` alone would take much else. */
const timePattern = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,12})?([Zz]|[+-]\d\d:\d\d)$/;

const decodeTime = (text: string): number => {
  const timeMs = timePattern.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  if (Number.isNaN(timeMs))
    throw new CloudEventError('INVALID', `ce-time ${JSON.stringify(text)} is not RFC 3339`);
  return timeMs;
};

/**
 * The headers of an event in binary mode, with the stream's dedupe id among them.
 * @throws {CloudEventError} MISSING, INVALID, TOO_LARGE
 * @throws {TraceError} TRACEPARENT
 */
export const toHeaders = (event: CloudEvent): Header[] => {
  const id = encodeAttribute('ce-id', event.id);
  const headers: Header[] = [
    { name: 'Nats-Msg-Id', value: id },
    { name: 'ce-specversion', value: '1.0' },
    { name: 'ce-id', value: id },
    { name: 'ce-source', value: encodeAttribute('ce-source', event.source) },
    { name: 'ce-type', value: encodeAttribute('ce-type', event.type) },
    { name: 'ce-subject', value: encodeAttribute('ce-subject', event.subject) },
    { name: 'ce-time', value: encodeTime(event.timeMs) },
    { name: 'ce-datacontenttype', value: CONTENT_TYPE },
    { name: 'ce-dataschema', value: encodeAttribute('ce-dataschema', dataSchemas[event.type]) },
  ];
  if (event.traceparent === undefined) return headers;
  parseTraceparent(event.traceparent);
  return [...headers, { name: 'traceparent', value: event.traceparent }];
};

type Attributes = ReadonlyMap<string, string>;

/** By lower-case name; the first of several wins. Extension attributes are kept, but not checked. */
const collect = (headers: readonly Header[]): Attributes => {
  if (headers.length > MAX_HEADERS)
    throw new CloudEventError('TOO_LARGE', `more than ${MAX_HEADERS} headers`);
  const attributes = new Map<string, string>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, value);
  }
  return attributes;
};

const required = (attributes: Attributes, name: string): string => {
  const value = attributes.get(name);
  if (value === undefined) throw new CloudEventError('MISSING', `the message has no ${name} header`);
  return decodeAttribute(name, value);
};

const optional = (attributes: Attributes, name: string): string | undefined => {
  const value = attributes.get(name);
  return value === undefined ? undefined : decodeAttribute(name, value);
};

const checkMode = (attributes: Attributes): void => {
  if (
    !attributes.has('ce-specversion') &&
    /^application\/cloudevents/i.test(attributes.get('content-type') ?? '')
  ) {
    throw new CloudEventError(
      'STRUCTURED',
      'the event is in structured mode; only binary mode is understood',
    );
  }
  const version = required(attributes, 'ce-specversion');
  if (version === '1.0') return;
  throw new CloudEventError('SPEC_VERSION', `ce-specversion is ${JSON.stringify(version)}, not "1.0"`);
};

const readType = (attributes: Attributes): EventType => {
  const type = required(attributes, 'ce-type');
  if (Object.hasOwn(dataSchemas, type)) return type as EventType;
  throw new CloudEventError('UNKNOWN_TYPE', `ce-type ${JSON.stringify(type)} is not one of bootswap's`);
};

/** Both are optional in CloudEvents; if present, they must match the body. */
const checkBody = (attributes: Attributes, type: EventType): void => {
  const contentType = optional(attributes, 'ce-datacontenttype') ?? CONTENT_TYPE;
  if (!/^application\/(x-)?protobuf\s*(;|$)/i.test(contentType)) {
    throw new CloudEventError('CONTENT_TYPE', `ce-datacontenttype is ${contentType}, not ${CONTENT_TYPE}`);
  }
  const schema = optional(attributes, 'ce-dataschema') ?? dataSchemas[type];
  // Events of before December 2026 lack the scheme, and are still in streams.
  if (schema === dataSchemas[type] || `proto:${schema}` === dataSchemas[type]) return;
  throw new CloudEventError('DATA_SCHEMA', `ce-dataschema of ${type} is ${schema}, not ${dataSchemas[type]}`);
};

export type FromMessageOptions = {
  /** Stands in for `ce-time`, which CloudEvents lets a publisher leave out. */
  storedAtMs?: number;
};

/**
 * Reads an event in binary mode. Header names match in any case; unknown attributes are ignored; a malformed
 * `traceparent` is left out, as W3C Trace Context 4.3 says, and is no reason to refuse the event.
 * @throws {CloudEventError}
 */
export const fromMessage = (
  headers: readonly Header[],
  data: Uint8Array,
  { storedAtMs }: FromMessageOptions = {},
): CloudEvent => {
  const attributes = collect(headers);
  checkMode(attributes);
  const type = readType(attributes);
  checkBody(attributes, type);
  const time = optional(attributes, 'ce-time');
  if (time === undefined && storedAtMs === undefined)
    throw new CloudEventError('MISSING', 'the message has no ce-time');
  const event: CloudEvent = {
    id: required(attributes, 'ce-id'),
    source: required(attributes, 'ce-source'),
    type,
    subject: required(attributes, 'ce-subject'),
    timeMs: time === undefined ? (storedAtMs ?? 0) : decodeTime(time),
    data,
  };
  const traceparent = readTraceparent(attributes);
  return traceparent === undefined ? event : { ...event, traceparent };
};

const readTraceparent = (attributes: Attributes): string | undefined => {
  const text = attributes.get('traceparent') ?? attributes.get('ce-traceparent');
  if (text === undefined) return undefined;
  try {
    parseTraceparent(text);
    return text;
  } catch {
    return undefined;
  }
};
