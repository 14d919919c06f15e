import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { parseCertificateTable } from '../../../../lib/uefi/signature/certificate-table.ts';
import { sequence } from '../../../lab/mutate/der-samples.ts';
import { sampleEntry } from '../pe-samples.ts';

const test = suite('certificate table');

/** 5 and 8 bytes long: one needs padding, one does not. */
const odd = sequence(Buffer.from([1, 2, 3]));
const even = sequence(Buffer.from([1, 2, 3, 4, 5, 6]));
const codesOf = (table: Uint8Array): string[] =>
  parseCertificateTable(table).findings.map(({ code }) => code);
const isRefused = (error: unknown): boolean => hasCode(error, 'BAD_CERTIFICATE_TABLE');

test('certificate table - all three forms of padding leave the message by its own length', () => {
  const table = Buffer.concat([sampleEntry(even), sampleEntry(odd), sampleEntry(odd, { padding: 'inside' })]);
  const { entries, findings } = parseCertificateTable(table);
  assert.equal(
    entries.map(({ offset, length, padding }) => [offset, length, padding]),
    [
      [0, 16, 'none'],
      [16, 13, 'after'],
      [32, 16, 'inside'],
    ],
  );
  assert.equal(
    entries.map(({ blob }) => blob?.toString('hex')),
    [even, odd, odd].map((blob) => blob.toString('hex')),
  );
  assert.equal(findings, []);
});

test('certificate table - no bytes are no entries', () => {
  assert.equal(parseCertificateTable(Buffer.alloc(0)), { entries: [], findings: [] });
});

test('certificate table - bytes behind a message that are more than padding are reported', () => {
  assert.equal(codesOf(sampleEntry(Buffer.concat([odd, Buffer.alloc(8)]), { padding: 'inside' })), [
    'CERTIFICATE_PADDING',
  ]);
  assert.equal(codesOf(sampleEntry(Buffer.concat([odd, Buffer.from([0, 0, 1])]))), ['CERTIFICATE_PADDING']);
});

test('certificate table - entries of another kind are kept without a message', () => {
  const { entries, findings } = parseCertificateTable(
    Buffer.concat([sampleEntry(even, { type: 0x0ef1 }), sampleEntry(even, { revision: 0x0100 })]),
  );
  assert.equal(
    entries.map(({ blob }) => blob?.length ?? null),
    [null, 8],
  );
  assert.equal(findings, [
    { code: 'CERTIFICATE_TYPE_UNSUPPORTED', detail: '0xef1' },
    { code: 'CERTIFICATE_REVISION_UNKNOWN', detail: '0x100' },
  ]);
});

test('certificate table - wrong lengths are refused', () => {
  for (const length of [0, 7, 17, 0xffffffff]) {
    const table = sampleEntry(even);
    table.writeUInt32LE(length, 0);
    assert.throws(() => parseCertificateTable(table), isRefused, `${length}`);
  }
  assert.throws(() => parseCertificateTable(Buffer.concat([sampleEntry(even), Buffer.alloc(4)])), isRefused);
  assert.throws(() => parseCertificateTable(Buffer.concat([sampleEntry(even), Buffer.alloc(8)])), isRefused);
});

test('certificate table - a huge number of entries is refused', () => {
  const table = Buffer.concat(Array.from({ length: 33 }, () => sampleEntry(even)));
  assert.throws(() => parseCertificateTable(table), isRefused);
  assert.is(parseCertificateTable(table.subarray(16)).entries.length, 32);
});

test.run();
