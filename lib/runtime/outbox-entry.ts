/** What one file of the outbox holds: a line with format and digest, and a line of JSON with the event. Pure. */
import { createHash } from 'node:crypto';
import { dataSchemas } from '../bus/names.ts';
import type { EventType } from '../bus/names.ts';
import type { CloudEvent } from '../bus/types.ts';

export type OutboxEntry = {
  busSubject: string;
  event: CloudEvent;
  /** See PublishOptions of lib/bus. */
  soleWriter: boolean;
};

const FORMAT = 'bootswap-outbox-1';

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The whole content of an entry's file. */
export const formatEntry = ({ busSubject, event, soleWriter }: OutboxEntry): string => {
  const data = Buffer.from(event.data).toString('base64');
  const body = JSON.stringify({ busSubject, soleWriter, event: { ...event, data } });
  return `${FORMAT} ${sha256Of(body)}\n${body}\n`;
};

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isEventType = (value: unknown): value is EventType =>
  typeof value === 'string' && Object.hasOwn(dataSchemas, value);

const readEventFields = (fields: Fields): CloudEvent | null => {
  const { id, source, type, subject, timeMs, traceparent, data } = fields;
  if (typeof id !== 'string' || typeof source !== 'string' || typeof subject !== 'string') return null;
  if (!isEventType(type) || typeof timeMs !== 'number' || typeof data !== 'string') return null;
  const event = { id, source, type, subject, timeMs, data: new Uint8Array(Buffer.from(data, 'base64')) };
  return typeof traceparent === 'string' ? { ...event, traceparent } : event;
};

/** Null if formatEntry did not write the text: it is truncated, changed, or of another format. */
export const parseEntry = (text: string): OutboxEntry | null => {
  const [head = '', body = '', rest] = text.split('\n');
  if (rest !== '' || head !== `${FORMAT} ${sha256Of(body)}`) return null;
  // The digest holds, so this is JSON that we wrote; what it lacks is a matter of the version that wrote it.
  const value: unknown = JSON.parse(body);
  if (!isFields(value) || !isFields(value['event']) || typeof value['busSubject'] !== 'string') return null;
  const event = readEventFields(value['event']);
  return event && { busSubject: value['busSubject'], soleWriter: value['soleWriter'] === true, event };
};
