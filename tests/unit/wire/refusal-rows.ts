/** The kinds of bad value, each as the rows that it makes for one field. */
import type { WireErrorCode } from '../../../lib/wire/index.ts';

/** A field is set to something bad on our side of the codec, on protobuf's side, or on both. */
export type Refusal = {
  /** Where the bad value is put, and, unless `at` says otherwise, where the error must point. */
  path: string;
  code: WireErrorCode;
  /** Given to encode(). Absent: cannot be said on our side. */
  app?: unknown;
  /** Put on the wire for decode(). Absent: cannot be said there. */
  raw?: unknown;
  at?: string;
};

export const A = 'aa'.repeat(32);
export const B = 'bb'.repeat(32);
const short = Buffer.alloc(31, 1);
const long = Buffer.alloc(33, 1);
export const bytesOf = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The same on both sides. */
export const both = (path: string, code: WireErrorCode, value: unknown): Refusal => ({
  path,
  code,
  app: value,
  raw: value,
});
export const sent = (path: string, code: WireErrorCode, app: unknown): Refusal => ({ path, code, app });

export const badToken = (path: string): Refusal[] => [
  both(path, 'MISSING_FIELD', ''),
  sent(path, 'MISSING_FIELD', undefined),
  sent(path, 'BAD_FIELD', 7),
  both(path, 'BAD_FIELD', 'host.example'),
  both(path, 'BAD_FIELD', 'x'.repeat(65)),
  both(path, 'BAD_FIELD', 'a>'),
  both(path, 'BAD_FIELD', 'a\n'),
];

export const badText = (path: string, maxBytes: number): Refusal[] => [
  sent(path, 'MISSING_FIELD', null),
  sent(path, 'BAD_FIELD', ['x']),
  both(path, 'TOO_LARGE', 'x'.repeat(maxBytes + 1)),
  both(path, 'TOO_LARGE', 'é'.repeat(maxBytes / 2 + 1)),
  both(path, 'BAD_FIELD', 'a\0b'),
  sent(path, 'BAD_FIELD', 'half \ud83d pair'),
];

export const requiredText = (path: string, maxBytes: number): Refusal[] => [
  both(path, 'MISSING_FIELD', ''),
  ...badText(path, maxBytes),
];

export const badId = (path: string): Refusal[] => [
  both(path, 'BAD_FIELD', A.slice(1)),
  both(path, 'BAD_FIELD', A.toUpperCase()),
  both(path, 'BAD_FIELD', `${A}\n`),
  sent(path, 'MISSING_FIELD', undefined),
];
export const requiredId = (path: string): Refusal[] => [both(path, 'MISSING_FIELD', ''), ...badId(path)];

export const badDigest = (path: string): Refusal[] => [
  { path, code: 'BAD_FIELD', app: A.slice(2), raw: short },
  { path, code: 'BAD_FIELD', app: `${A}aa`, raw: long },
  sent(path, 'BAD_FIELD', 'g'.repeat(64)),
  sent(path, 'BAD_FIELD', bytesOf(A)),
];
export const requiredDigest = (path: string): Refusal[] => [
  { path, code: 'MISSING_FIELD', app: '', raw: Buffer.alloc(0) },
  ...badDigest(path),
];

export const badUint64 = (path: string): Refusal[] => [
  sent(path, 'BAD_FIELD', 5),
  sent(path, 'BAD_FIELD', '5'),
  sent(path, 'BAD_FIELD', -1n),
  sent(path, 'BAD_FIELD', 2n ** 64n),
  sent(path, 'MISSING_FIELD', undefined),
];
export const badOrdinal = (path: string): Refusal[] => [
  { path, code: 'MISSING_FIELD', app: 0n, raw: 0 },
  ...badUint64(path),
];
export const badTime = (path: string): Refusal[] => [
  { path, code: 'MISSING_FIELD', app: 0n, raw: 0 },
  { path, code: 'BAD_FIELD', app: -1n, raw: -1 },
  { path, code: 'BAD_FIELD', app: 8_640_000_000_000_001n, raw: 8_640_000_000_000_001 },
  sent(path, 'BAD_FIELD', 1_700_000_000_000),
];
export const badUint32 = (path: string): Refusal[] => [
  sent(path, 'BAD_FIELD', -1),
  sent(path, 'BAD_FIELD', 1.5),
  sent(path, 'BAD_FIELD', 2 ** 32),
  sent(path, 'BAD_FIELD', Number.NaN),
  sent(path, 'BAD_FIELD', 1n),
  sent(path, 'MISSING_FIELD', undefined),
];
export const badBoolean = (path: string): Refusal[] => [
  sent(path, 'BAD_FIELD', 1),
  sent(path, 'MISSING_FIELD', undefined),
];
export const badEnum = (path: string): Refusal[] => [
  { path, code: 'UNKNOWN_ENUM', app: 'sideways', raw: 99 },
  { path, code: 'UNKNOWN_ENUM', app: undefined, raw: -1 },
  { path, code: 'UNKNOWN_ENUM', app: 1 },
  sent(path, 'UNKNOWN_ENUM', 'constructor'),
];
export const requiredEnum = (path: string): Refusal[] => [
  { path, code: 'UNKNOWN_ENUM', app: '', raw: 0 },
  ...badEnum(path),
];
export const badList = (path: string): Refusal[] => [
  sent(path, 'MISSING_FIELD', undefined),
  sent(path, 'BAD_FIELD', { length: 0 }),
  sent(path, 'BAD_FIELD', 'list'),
];
export const tooMany = (path: string, count: number, item: unknown): Refusal =>
  both(
    path,
    'TOO_LARGE',
    Array.from({ length: count }, () => item),
  );

export const badPaths = (path: string): Refusal[] => [
  ...badList(path),
  { path, code: 'BAD_FIELD', app: ['a', 'b', 'a'], raw: ['a', 'b', 'a'], at: `${path}[2]` },
  tooMany(path, 10_001, 'a'),
  ...requiredText(`${path}[0]`, 1024),
];
export const unsorted = (path: string): Refusal => ({
  ...both(path, 'BAD_FIELD', ['b', 'a']),
  at: `${path}[1]`,
});
