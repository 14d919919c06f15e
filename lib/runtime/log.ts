import type { Clock, LogFields, Logger } from './types.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type LogOptions = {
  /** Gets whole lines: a stream such as process.stderr. */
  stream: { write: (line: string) => unknown };
  /** `json` for machines, `text` for people: `time level message key=value ...`. */
  format: 'json' | 'text';
  /** The lowest level that is written. */
  level: LogLevel;
  clock: Pick<Clock, 'nowMs'>;
  /** Colours the level in text. */
  isColoured?: boolean;
};

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };
const COLOUR: Record<LogLevel, number> = { debug: 90, info: 32, warn: 33, error: 31 };
const MAX_VALUE_CHARS = 2000;

type Line = { level: LogLevel; message: string; fields: LogFields };

const bounded = (text: string): string =>
  text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text;

const plain = (value: LogFields[string]): string | number | boolean | undefined => {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' ? bounded(value) : value;
};

// C0, DEL, C1, U+2028 and U+2029 and the bidirectional controls: what could end a line or steer a terminal.
const UNSAFE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
const quoted = (text: string): string => JSON.stringify(text).replace(UNSAFE, escaped);

const textValue = (value: string | number | boolean): string => {
  const text = String(value);
  return /^[\w./:@+,%-]+$/.test(text) ? text : quoted(text);
};

/** A message is words of ours, but may quote what came from outside. */
const textMessage = (message: string): string => quoted(bounded(message)).slice(1, -1).replaceAll('\\"', '"');

const jsonLine = (timeIso: string, { level, message, fields }: Line): string => {
  const values = Object.entries(fields).map(([key, value]) => [key, plain(value)]);
  // Last, so that no field can pass for them.
  const own = { time: timeIso, level, message: bounded(message) };
  return `${JSON.stringify({ ...own, ...Object.fromEntries(values), ...own })}\n`;
};

const textLine = (timeIso: string, { level, message, fields }: Line, isColoured: boolean): string => {
  const name = level.padEnd(5);
  const shown = isColoured ? `\u001b[${COLOUR[level]}m${name}\u001b[0m` : name;
  const pairs = Object.entries(fields).flatMap(([key, value]) => {
    const known = plain(value);
    return known === undefined ? [] : [` ${key}=${textValue(known)}`];
  });
  return `${timeIso} ${shown} ${textMessage(message)}${pairs.join('')}\n`;
};

/**
 * A logger that writes one line an entry, whatever is in it: a line break or terminal control in a value is escaped
 * and a value is cut after 2000 characters.
 */
export const createLogger = (options: LogOptions, fields: LogFields = {}): Logger => {
  const { stream, format, level: lowest, clock, isColoured = false } = options;
  const write = (level: LogLevel) => (message: string, more?: LogFields) => {
    if (RANK[level] < RANK[lowest]) return;
    const line = { level, message, fields: { ...fields, ...more } };
    const timeIso = new Date(clock.nowMs()).toISOString();
    stream.write(format === 'json' ? jsonLine(timeIso, line) : textLine(timeIso, line, isColoured));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (more) => createLogger(options, { ...fields, ...more }),
  };
};
