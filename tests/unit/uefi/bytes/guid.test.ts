import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { guidFromBytes, guidToBytes, isGuid } from '../../../../lib/uefi/bytes/guid.ts';
import { assertRefused, hex, toHex } from '../../../lab/boot/fixtures.ts';

const test = suite('guid');

test('guid - the first three fields are little-endian, the rest is not', () => {
  const bytes = hex('11111111 2222 3343 8444 555555555555');
  assert.is(guidFromBytes(bytes), '11111111-2222-4333-8444-555555555555');
  assert.is(toHex(guidToBytes('8be4df61-93ca-11d2-aa0d-00e098032b8c')), '61dfe48bca93d211aa0d00e098032b8c');
});

test('guid - text in capitals gives the same bytes, and comes back in lower case', () => {
  const bytes = guidToBytes('8BE4DF61-93CA-11D2-AA0D-00E098032B8C');
  assert.is(guidFromBytes(bytes), '8be4df61-93ca-11d2-aa0d-00e098032b8c');
});

test('guid - what is not exactly a GUID is refused', () => {
  for (const text of [
    '',
    '8be4df61',
    '8be4df61-93ca-11d2-aa0d-00e098032b8',
    '8be4df61-93ca-11d2-aa0d-00e098032b8cc',
    '8be4df61-93ca-11d2-aa0d-00e098032b8g',
    '8be4df6193ca11d2aa0d00e098032b8c',
    '8be4df61-93ca-11d2-aa0d-00e098032b8c\n',
    '{8be4df61-93ca-11d2-aa0d-00e098032b8c}',
  ]) {
    assert.is(isGuid(text), false, text);
    assertRefused(() => guidToBytes(text), 'BAD_GUID');
  }
  assertRefused(() => guidFromBytes(new Uint8Array(15)), 'BAD_GUID');
  assertRefused(() => guidFromBytes(new Uint8Array(17)), 'BAD_GUID');
});

test.run();
