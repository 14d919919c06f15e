/** The kinds of field that the messages are made of. */
import Long from 'long';
import { FieldProblem } from './codec.ts';
import type { Codec } from './codec.ts';
import { MAX_TIME_MS, textBytes } from './limits.ts';
import type { Sha256Hex } from './types.ts';

const bad = (problem: string): FieldProblem => new FieldProblem('BAD_FIELD', problem);
const missing = (): FieldProblem => new FieldProblem('MISSING_FIELD', 'is missing');

/** A codec whose two sides hold the same value, and which `check` throws on. */
const same = <T>(check: (value: unknown) => T): Codec<T> => ({ read: check, write: check });

const LONE_SURROGATE = /\p{Surrogate}/u;
const UTF8_BYTES_PER_UNIT = 3;

/** True if `text` is longer than `maxBytes` of UTF-8; counts only where the number of units leaves a doubt. */
const exceeds = (text: string, maxBytes: number): boolean =>
  text.length > maxBytes ||
  (text.length * UTF8_BYTES_PER_UNIT > maxBytes && Buffer.byteLength(text) > maxBytes);

export type TextOptions = {
  maxBytes: number;
  /** The empty string is a value, not an omission. */
  optional?: boolean;
  /** NUL is refused by default: it ends a string where text reaches a system call or a terminal. */
  allowNul?: boolean;
};

export const text = ({ maxBytes, optional = false, allowNul = false }: TextOptions): Codec<string> =>
  same((value) => {
    if (value === undefined || value === null || (value === '' && !optional)) throw missing();
    if (typeof value !== 'string') throw bad(`is a ${typeof value}, must be a string`);
    if (exceeds(value, maxBytes)) {
      throw new FieldProblem('TOO_LARGE', `has more than ${maxBytes} bytes`);
    }
    if (!allowNul && value.includes('\0')) throw bad('contains NUL');
    // Would be sent as U+FFFD, and two different paths could become one.
    if (LONE_SURROGATE.test(value)) throw bad('is not well-formed Unicode: it has half a surrogate pair');
    return value;
  });

/** Bounded text without NUL. Whether a FAT file system can hold it is for lib/esp to say. */
export const path = text({ maxBytes: textBytes.path });
export const name = text({ maxBytes: textBytes.name });
export const eventId = text({ maxBytes: textBytes.eventId });
export const detail = text({ maxBytes: textBytes.detail, optional: true });

const matching = (pattern: RegExp, what: string): Codec<string> =>
  same((value) => {
    if (value === undefined || value === null || value === '') throw missing();
    if (typeof value !== 'string') throw bad(`is a ${typeof value}, must be a string`);
    if (pattern.test(value)) return value;
    throw bad(`${JSON.stringify(value.slice(0, textBytes.name))} is not ${what}`);
  });

/** A host id or a channel: one token of a NATS subject. */
export const token = matching(/^[A-Za-z0-9_-]{1,64}$/, 'a token of [A-Za-z0-9_-]{1,64}');

const HEX_DIGEST = /^[0-9a-f]{64}$/;

/** A digest that is text in the protobuf message too, as ids are. */
export const idText: Codec<Sha256Hex> = matching(HEX_DIGEST, 'a SHA-256 in lower-case hex');

/** As `codec`, but '' is a value. */
export const orEmpty = <T extends string>(codec: Codec<T>): Codec<T | ''> => ({
  read: (raw) => (raw === '' ? '' : codec.read(raw)),
  write: (value) => (value === '' ? '' : codec.write(value)),
});

const DIGEST_BYTES = 32;
const NO_BYTES = Buffer.alloc(0);

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

const digestText = (raw: unknown): string => {
  if (!isBytes(raw)) throw raw === undefined ? missing() : bad('is not bytes');
  if (raw.length === 0) return '';
  if (raw.length !== DIGEST_BYTES) throw bad(`has ${raw.length} bytes, a SHA-256 has ${DIGEST_BYTES}`);
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('hex');
};

const digestOf = (optional: boolean): Codec<Sha256Hex> => ({
  read: (raw) => {
    const digest = digestText(raw);
    if (digest === '' && !optional) throw missing();
    return digest;
  },
  write: (value) => (value === '' && optional ? NO_BYTES : Buffer.from(String(idText.write(value)), 'hex')),
});

/** 32 bytes in the protobuf message, lower-case hex here. */
export const digest = digestOf(false);
/** As `digest`; none is ''. */
export const optionalDigest: Codec<Sha256Hex | ''> = digestOf(true);

/** Raw bytes, copied on reading: the received bytes may be in a buffer that is reused. */
export const bytes = ({
  maxBytes,
  optional = false,
}: {
  maxBytes: number;
  optional?: boolean;
}): Codec<Uint8Array> => {
  const check = (value: unknown): Uint8Array => {
    if (value === undefined || value === null) throw missing();
    if (!isBytes(value)) throw bad(`is a ${typeof value}, must be a Uint8Array`);
    if (value.length === 0 && !optional) throw missing();
    if (value.length > maxBytes) throw new FieldProblem('TOO_LARGE', `has more than ${maxBytes} bytes`);
    return value;
  };
  return { read: (raw) => new Uint8Array(check(raw)), write: check };
};

const WORD = 0x1_0000_0000;
const MAX_EXACT_HIGH = 0x20_0000;

const toBigint = (raw: unknown): bigint => {
  if (typeof raw === 'number') return BigInt(raw);
  if (!Long.isLong(raw)) throw raw === undefined ? missing() : bad('is not an integer');
  const low = raw.low >>> 0;
  // Below 2^53 a double is exact, and one conversion is much cheaper than three.
  if (raw.high >= 0 && raw.high < MAX_EXACT_HIGH) return BigInt(raw.high * WORD + low);
  return (BigInt(raw.unsigned ? raw.high >>> 0 : raw.high) << 32n) | BigInt(low);
};

/** protobufjs's encode() takes numbers and Longs; it would write a bigint as 0. */
const fromBigint = (value: bigint): number | Long =>
  value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : Long.fromBits(Number(value & 0xffff_ffffn), Number(value >> 32n), true);

type Range = { min: bigint; max: bigint };

const integer64 = ({ min, max }: Range): Codec<bigint> => {
  const check = (value: bigint): bigint => {
    if (value >= min && value <= max) return value;
    if (value === 0n) throw missing();
    throw bad(`is ${value}, must be ${min} to ${max}`);
  };
  return {
    read: (raw) => check(toBigint(raw)),
    write: (value) => {
      if (value === undefined || value === null) throw missing();
      if (typeof value !== 'bigint') throw bad(`is a ${typeof value}, must be a bigint`);
      return fromBigint(check(value));
    },
  };
};

const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;

export const uint64 = integer64({ min: 0n, max: MAX_UINT64 });
/** Counts from 1: a plan's generation, a ledger's sequence. */
export const ordinal = integer64({ min: 1n, max: MAX_UINT64 });
/** Milliseconds since 1970 (UTC); 0 is an omission. */
export const timeMs = integer64({ min: 1n, max: MAX_TIME_MS });

const MAX_UINT32 = 0xffff_ffff;

export const uint32: Codec<number> = same((value) => {
  if (value === undefined || value === null) throw missing();
  if (typeof value !== 'number') throw bad(`is a ${typeof value}, must be a number`);
  if (Number.isInteger(value) && value >= 0 && value <= MAX_UINT32) return value;
  throw bad(`is ${value}, must be an integer of 0 to ${MAX_UINT32}`);
});

/** A number that counts from 1, so that 0 is an omission. */
export const positive32: Codec<number> = same((value) => {
  const number = uint32.read(value);
  if (number === 0) throw missing();
  return number;
});

export const boolean: Codec<boolean> = same((value) => {
  if (value === undefined || value === null) throw missing();
  if (typeof value !== 'boolean') throw bad(`is a ${typeof value}, must be a boolean`);
  return value;
});

/** One of a closed set; the numbers are those of the .proto, where 0 (UNSPECIFIED) is not among them. */
export const oneOf = <T extends string>(numbers: Record<T, number>): Codec<T> => {
  const byName = new Map<unknown, number>(Object.entries<number>(numbers));
  const byNumber = new Map<unknown, T>([...byName].map(([key, number]) => [number, key as T]));
  const unknownValue = (value: unknown): FieldProblem =>
    new FieldProblem('UNKNOWN_ENUM', `is ${String(value)}, must be one of ${[...byName.keys()].join(', ')}`);
  return {
    read: (raw) => {
      const value = byNumber.get(raw);
      if (value === undefined) throw unknownValue(raw);
      return value;
    },
    write: (value) => {
      const number = byName.get(value);
      if (number === undefined) throw unknownValue(typeof value === 'string' ? JSON.stringify(value) : value);
      return number;
    },
  };
};

/** As `oneOf`; UNSPECIFIED is ''. */
export const optionalOneOf = <T extends string>(numbers: Record<T, number>): Codec<T | ''> => {
  const codec = oneOf(numbers);
  return {
    read: (raw) => (raw === 0 ? '' : codec.read(raw)),
    write: (value) => (value === '' ? 0 : codec.write(value)),
  };
};

/** A message that may be left out; none is null. */
export const orNull = <T extends object>(codec: Codec<T>): Codec<T | null> => ({
  read: (raw) => (raw === null || raw === undefined ? null : codec.read(raw)),
  write: (value) => {
    if (value === undefined) throw missing();
    return value === null ? null : codec.write(value);
  },
});
