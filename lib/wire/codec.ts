import { WireError } from './wire-error.ts';
import type { WireErrorCode } from './wire-error.ts';

/**
 * Both ways of one field or message. The two refuse the same values, so that nothing is sent that a receiver
 * with the same code would refuse.
 */
export type Codec<T> = {
  /** From what protobufjs decoded to what the application sees. */
  read: (raw: unknown) => T;
  /** From what the application gave, which may be anything, to what protobufjs encodes. */
  write: (value: unknown) => unknown;
};

/** What is wrong, collecting where on its way up: building paths only on failure keeps good messages cheap. */
export class FieldProblem extends Error {
  readonly code: WireErrorCode;
  readonly segments: string[] = [];

  constructor(code: WireErrorCode, message: string) {
    super(message);
    this.name = 'FieldProblem';
    this.code = code;
  }

  get path(): string {
    return this.segments.toReversed().join('').replace(/^\./, '');
  }
}

const below = (error: unknown, segment: string): unknown => {
  if (error instanceof FieldProblem) error.segments.push(segment);
  return error;
};

/** Refuses the field `name` of the message that a check looks at. */
export const refuseField = (name: string, problem: FieldProblem): never => {
  problem.segments.push(`.${name}`);
  throw problem;
};

const asProperties = (value: unknown): Record<string, unknown> => {
  if (value === null || value === undefined) throw new FieldProblem('MISSING_FIELD', 'is missing');
  if (typeof value !== 'object')
    throw new FieldProblem('BAD_FIELD', `is a ${typeof value}, must be an object`);
  return value as Record<string, unknown>;
};

type Fields<T> = { [K in keyof T]: Codec<T[K]> };

/**
 * A message with these fields, named alike on both sides. `check` sees it once every field by itself is good, and
 * throws a FieldProblem if they do not go together.
 */
export const record = <T extends object>(fields: Fields<T>, check?: (value: T) => void): Codec<T> => {
  const entries = Object.entries<Codec<unknown>>(fields);
  const convert = (from: unknown, way: 'read' | 'write'): Record<string, unknown> => {
    const properties = asProperties(from);
    const to: Record<string, unknown> = {};
    let current = '';
    try {
      for (const [name, codec] of entries) {
        current = name;
        to[name] = codec[way](properties[name]);
      }
    } catch (error) {
      throw below(error, `.${current}`);
    }
    check?.((way === 'read' ? to : properties) as T);
    return to;
  };
  return { read: (raw) => convert(raw, 'read') as T, write: (value) => convert(value, 'write') };
};

export type ListOptions<T> = {
  maxItems: number;
  minItems?: number;
  /** What tells elements apart: no two may share it. */
  key?: (item: T) => string;
  /** Keys must ascend in order of UTF-16 code units, as Array.prototype.sort() leaves them. */
  sorted?: boolean;
};

const checkKeys = <T>(items: readonly T[], { key, sorted }: ListOptions<T>): void => {
  if (key === undefined) return;
  const seen = new Set<string>();
  let previous = '';
  for (const [index, item] of items.entries()) {
    const current = key(item);
    const isRepeated = sorted ? index > 0 && current === previous : seen.has(current);
    const isUnsorted = sorted === true && index > 0 && current < previous;
    if (isRepeated || isUnsorted) {
      const what = isRepeated ? 'occurs twice' : 'is out of order; sort by UTF-16 code units';
      throw below(new FieldProblem('BAD_FIELD', `${JSON.stringify(current)} ${what}`), `[${index}]`);
    }
    if (!sorted) seen.add(current);
    previous = current;
  }
};

const checkCount = (count: number, { maxItems, minItems = 0 }: ListOptions<never>): void => {
  if (count > maxItems) {
    throw new FieldProblem('TOO_LARGE', `has ${count} elements, at most ${maxItems} are allowed`);
  }
  if (count < minItems) {
    throw new FieldProblem('MISSING_FIELD', `has ${count} elements, at least ${minItems} must be there`);
  }
};

export const list = <T>(item: Codec<T>, options: ListOptions<T>): Codec<T[]> => {
  const convert = (from: unknown, way: 'read' | 'write'): unknown[] => {
    if (from === undefined || from === null) throw new FieldProblem('MISSING_FIELD', 'is missing');
    if (!Array.isArray(from)) throw new FieldProblem('BAD_FIELD', `is a ${typeof from}, must be an array`);
    checkCount(from.length, options as ListOptions<never>);
    const to: unknown[] = [];
    try {
      for (const element of from as unknown[]) to.push(item[way](element));
    } catch (error) {
      throw below(error, `[${to.length}]`);
    }
    checkKeys((way === 'read' ? to : from) as T[], options);
    return to;
  };
  return { read: (raw) => convert(raw, 'read') as T[], write: (value) => convert(value, 'write') };
};

/** As much of a generated protobufjs class as is needed here. */
export type MessageClass<P> = {
  encode: (message: P) => { finish: () => Uint8Array };
  decode: (bytes: Uint8Array) => P;
};

export type MessageOptions<T, P> = {
  name: string;
  generated: MessageClass<P>;
  codec: Codec<T>;
  maxBytes: number;
};

export type MessageCodec<T> = { encode: (value: T) => Uint8Array; decode: (bytes: Uint8Array) => T };

const guarded = <R>(message: string, work: () => R): R => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    throw new WireError(error.code, { message, path: error.path, problem: error.message });
  }
};

const checkSize = (bytes: Uint8Array, { name, maxBytes }: { name: string; maxBytes: number }): void => {
  if (bytes.length <= maxBytes) return;
  const problem = `is ${bytes.length} bytes, at most ${maxBytes} are allowed`;
  throw new WireError('TOO_LARGE', { message: name, path: '', problem });
};

const plainView = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const parse = <P>(
  bytes: Uint8Array,
  { name, generated }: { name: string; generated: MessageClass<P> },
): P => {
  try {
    // A Buffer makes protobufjs take its native, faster reader.
    return generated.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    // protobufjs throws RangeError, TypeError or Error, by what is wrong; all of them mean the same here.
    throw new WireError('MALFORMED', { message: name, path: '', problem: 'is not valid protobuf', cause });
  }
};

/** The encode and decode functions of one message; both throw WireError and nothing else. */
export const messageCodec = <T, P>(options: MessageOptions<T, P>): MessageCodec<T> => {
  const { name, generated, codec } = options;
  return {
    encode: (value) => {
      const properties = guarded(name, () => codec.write(value)) as P;
      const bytes = generated.encode(properties).finish();
      checkSize(bytes, options);
      return plainView(bytes);
    },
    decode: (bytes) => {
      if (bytes.length === 0)
        throw new WireError('EMPTY', { message: name, path: '', problem: 'has no bytes' });
      checkSize(bytes, options);
      const parsed = parse(bytes, options);
      return guarded(name, () => codec.read(parsed));
    },
  };
};
