import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { guidToBytes } from '../../../../lib/uefi/bytes/guid.ts';
import { encodeSignatureLists, parseSignatureLists } from '../../../../lib/uefi/signature/signature-list.ts';
import type { SignatureList } from '../../../../lib/uefi/signature/signature-list.ts';
import {
  SECURITY,
  SHIM,
  assertRefused,
  fixture,
  patched,
  toHex,
  variableData,
} from '../../../lab/boot/fixtures.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';

const test = suite('signature list');

const MS_2011 = '48e99b991f57fc52f76149599bff0a58c47154229b9f8d603ac40d3500248507';
const DEBIAN_CA = '079646974bce09b1f04da67bd722d1fb0947ae4c4010bccdbba52d5b23cbf1a2';

const real = (): Uint8Array[] => [
  fixture('dbx2011.esl'),
  fixture('dbx_grub.esl'),
  fixture('dbx_shim.esl'),
  variableData('db', SECURITY),
  variableData('dbx', SECURITY),
  variableData('KEK'),
  variableData('PK'),
  variableData('MokListRT', SHIM),
  variableData('MokListXRT', SHIM),
];

const hashes = (count: number, overrides: Partial<SignatureList> = {}): SignatureList => ({
  type: 'sha256',
  signatureBytes: 48,
  header: new Uint8Array(0),
  entries: Array.from({ length: count }, (_, index) => ({
    owner: SHIM,
    data: new Uint8Array(32).fill(index),
  })),
  ...overrides,
});

test('lists - those of a real host come out of the encoder as they went in', () => {
  for (const bytes of real()) assert.equal(encodeSignatureLists(parseSignatureLists(bytes)), bytes);
});

test('lists - db of a host with Microsoft keys has the two CAs of 2011', () => {
  const lists = parseSignatureLists(variableData('db', SECURITY));
  assert.equal(
    lists.map(({ type }) => type),
    ['x509', 'x509'],
  );
  assert.is(sha256(lists[1]?.entries[0]?.data ?? new Uint8Array()), MS_2011);
});

test('lists - MokListRT is the vendor certificate, owned by shim', () => {
  const [list, ...others] = parseSignatureLists(variableData('MokListRT', SHIM));
  assert.is(others.length, 0);
  assert.is(list?.entries[0]?.owner, SHIM);
  assert.equal(list?.entries[0]?.data, fixture('debvendor.0.der'));
  assert.is(sha256(list?.entries[0]?.data ?? new Uint8Array()), DEBIAN_CA);
});

test('lists - the vendor dbx as 114 lists of one and as one list of 114 are the same hashes', () => {
  const many = parseSignatureLists(variableData('MokListXRT', SHIM));
  assert.is(many.length, 114);
  const entries = many.flatMap((list) => list.entries);
  const one = encodeSignatureLists([hashes(0, { entries })]);
  assert.is(one.length, 5500);
  assert.equal(
    parseSignatureLists(one).flatMap((list) => list.entries),
    entries,
  );
});

test('lists - no bytes are no lists, and an empty list keeps its size', () => {
  assert.equal(parseSignatureLists(new Uint8Array(0)), []);
  const empty = [hashes(0)];
  assert.equal(parseSignatureLists(encodeSignatureLists(empty)), empty);
});

test('lists - every known type, and an unknown one with a header, survive the round trip', () => {
  const lists: SignatureList[] = [
    hashes(3),
    hashes(1, { type: 'sha1', signatureBytes: 36, entries: [{ owner: SHIM, data: new Uint8Array(20) }] }),
    hashes(1, {
      type: 'x509-sha256',
      signatureBytes: 64,
      entries: [{ owner: SHIM, data: new Uint8Array(48) }],
    }),
    {
      type: { guid: '11111111-2222-4333-8444-555555555555' },
      signatureBytes: 17,
      header: new Uint8Array([1, 2, 3]),
      entries: [{ owner: SECURITY, data: new Uint8Array([9]) }],
    },
  ];
  assert.equal(parseSignatureLists(encodeSignatureLists(lists)), lists);
});

test('lists - a length that lies is refused, whichever it is', () => {
  const good = encodeSignatureLists([hashes(2)]);
  const u32 = (value: number): number[] => [
    value & 255,
    (value >> 8) & 255,
    (value >> 16) & 255,
    value >>> 24,
  ];
  const cases: [number, number, 'BAD_LENGTH' | 'TRUNCATED'][] = [
    [16, 0, 'BAD_LENGTH'], // a list of size 0 would never end
    [16, 27, 'BAD_LENGTH'],
    [16, 0xffffffff, 'TRUNCATED'],
    [16, good.length + 1, 'TRUNCATED'],
    [16, good.length - 1, 'BAD_LENGTH'],
    [20, 1, 'BAD_LENGTH'],
    [20, 48, 'BAD_LENGTH'],
    [20, 0xffffffff, 'BAD_LENGTH'],
    [24, 0, 'BAD_LENGTH'],
    [24, 15, 'BAD_LENGTH'],
    [24, 16, 'BAD_LENGTH'],
    [24, 96, 'BAD_LENGTH'],
    [24, 0xffffffff, 'BAD_LENGTH'],
  ];
  for (const [offset, value, code] of cases)
    assertRefused(() => parseSignatureLists(patched(good, offset, u32(value))), code);
});

test('lists - sizes that contradict each other are refused for unknown types too', () => {
  const unknown = patched(encodeSignatureLists([hashes(2)]), 0, [0xff]);
  for (const size of [0, 1, 8, 12])
    assertRefused(() => parseSignatureLists(patched(unknown, 24, [size])), 'BAD_LENGTH');
  for (const size of [97, 144, 192])
    assertRefused(() => parseSignatureLists(patched(unknown, 20, [size])), 'BAD_LENGTH');
});

test('lists - every truncation of a real db is refused, but for where a list ends', () => {
  const db = variableData('db', SECURITY);
  const [first] = parseSignatureLists(db);
  const ends = new Set([0, 28 + (first?.signatureBytes ?? 0), db.length]);
  for (let length = 0; length <= db.length; length += 1) {
    if (ends.has(length)) parseSignatureLists(db.subarray(0, length));
    else assertRefused(() => parseSignatureLists(db.subarray(0, length)), 'TRUNCATED');
  }
});

test('lists - a certificate of no bytes and a hash of the wrong size are refused', () => {
  const x509 = guidToBytes('a5c059a1-94e4-4aa7-87b5-ab155c2bf072');
  const empty = encodeSignatureLists([
    hashes(0, { signatureBytes: 16, entries: [{ owner: SHIM, data: new Uint8Array(0) }] }),
  ]);
  assertRefused(() => parseSignatureLists(patched(empty, 0, [...x509])), 'BAD_LENGTH');
  const long = encodeSignatureLists([
    hashes(0, { signatureBytes: 49, entries: [{ owner: SHIM, data: new Uint8Array(33) }] }),
  ]);
  assertRefused(() => parseSignatureLists(long), 'BAD_LENGTH');
});

test('lists - more than 256 KiB is refused unread', () => {
  assertRefused(() => parseSignatureLists(new Uint8Array((1 << 18) + 1)), 'TOO_LARGE');
});

test('encode - an entry of another size than its list is refused', () => {
  const list = hashes(0, { entries: [{ owner: SHIM, data: new Uint8Array(31) }] });
  assertRefused(() => encodeSignatureLists([list]), 'BAD_LENGTH');
});

test('fuzz - mutated lists are refused with a code or survive the round trip', () => {
  const inputs = [
    ...real().filter(({ length }) => length < 4000),
    encodeSignatureLists([hashes(3), hashes(1)]),
  ];
  const { accepted, refused } = fuzzParser(parseSignatureLists, {
    inputs,
    check: (bytes) => {
      const again = encodeSignatureLists(parseSignatureLists(bytes));
      assert.is(toHex(again), toHex(bytes));
    },
  });
  assert.ok(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused`);
});

test.run();
