import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clipDetail, decodeReport, encodeReport, textBytes } from '../../../lib/wire/index.ts';
import { seededRandom } from '../../lab/random.ts';
import { report } from '../../lab/wire/samples.ts';

const test = suite('wire clip');
const bytesOf = (text: string): number => Buffer.byteLength(text);

test('clip - short text is left alone', () => {
  assert.is(clipDetail(''), '');
  assert.is(clipDetail('no space on /boot/efi: 💾'), 'no space on /boot/efi: 💾');
  assert.is(clipDetail('x'.repeat(textBytes.detail)), 'x'.repeat(textBytes.detail));
});

test('clip - long text is cut between characters, and says so', () => {
  assert.is(clipDetail('abcdefgh', 7), 'abcd…');
  assert.is(clipDetail('ab💾💾', 9), 'ab💾…');
  assert.is(clipDetail('ab💾💾', 8), 'ab…');
  assert.is(clipDetail('abc', 2), '');
});

test('clip - whatever it is given, a report can carry it', () => {
  const base = report(seededRandom(31));
  const hostile = [
    'a\0b',
    '\ud800',
    'x\udc00y',
    '💾'.repeat(5000),
    'é'.repeat(1025),
    `${'x'.repeat(2047)}💾`,
  ];
  for (const text of hostile) {
    const detail = clipDetail(text);
    assert.ok(bytesOf(detail) <= textBytes.detail);
    assert.is(decodeReport(encodeReport({ ...base, detail })).detail, detail);
  }
});

test.run();
