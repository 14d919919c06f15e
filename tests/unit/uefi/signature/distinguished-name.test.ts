import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { newDerBudget, readDer } from '../../../../lib/uefi/signature/der.ts';
import { formatName } from '../../../../lib/uefi/signature/distinguished-name.ts';
import { der, integer, oid, sequence, set } from '../../../lab/mutate/der-samples.ts';

const test = suite('distinguished name');

const format = (bytes: Uint8Array): string => formatName(readDer(bytes, newDerBudget()));
const part = (type: string, tag: number, content: string | Uint8Array): Buffer =>
  sequence(oid(type), der(tag, Buffer.from(content)));
const named = (tag: number, content: string | Uint8Array): string =>
  format(sequence(set(part('2.5.4.3', tag, content))));

test('distinguished name - the last part comes first, several of one set are joined by a plus', () => {
  const name = sequence(
    set(part('2.5.4.6', 0x13, 'US')),
    set(part('2.5.4.10', 0x0c, 'Debian'), part('2.5.4.11', 0x0c, 'Boot')),
    set(part('2.5.4.3', 0x0c, 'Debian Secure Boot CA')),
  );
  assert.is(format(name), 'CN=Debian Secure Boot CA,O=Debian+OU=Boot,C=US');
  assert.is(format(sequence()), '');
});

test('distinguished name - every string type is text', () => {
  assert.is(named(0x0c, 'Zürich €'), 'CN=Zürich €');
  assert.is(named(0x14, Buffer.from([0x5a, 0xfc])), 'CN=Zü');
  assert.is(named(0x1e, Buffer.from([0x20, 0xac, 0xd8, 0x3d, 0xde, 0x00])), 'CN=€😀');
  assert.is(named(0x1c, Buffer.from([0, 0, 0x20, 0xac, 0, 1, 0xf6, 0])), 'CN=€😀');
  for (const tag of [0x12, 0x13, 0x16, 0x1a]) assert.is(named(tag, '42'), 'CN=42');
});

test('distinguished name - strings of impossible lengths are refused', () => {
  const isRefused = (error: unknown): boolean => hasCode(error, 'BAD_DER');
  assert.throws(() => named(0x1e, Buffer.alloc(3)), isRefused);
  assert.throws(() => named(0x1c, Buffer.alloc(6)), isRefused);
  assert.throws(() => named(0x1c, Buffer.from([0xff, 0, 0, 0])), isRefused);
  assert.throws(() => format(sequence(set(sequence(oid('2.5.4.3'))))), isRefused);
  assert.throws(() => format(sequence(...Array.from({ length: 65 }, () => set()))), isRefused);
});

test('distinguished name - special characters are escaped, and a name stays one line', () => {
  assert.is(named(0x0c, 'a,b+c"d\\e<f>g;h'), 'CN=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h');
  assert.is(named(0x0c, '#x'), 'CN=\\#x');
  assert.is(named(0x0c, ' x '), 'CN=\\ x\\ ');
  assert.is(named(0x0c, 'a\nb\0'), 'CN=a\\0Ab\\00');
});

test('distinguished name - what has no short name, or is no string, is hex', () => {
  assert.is(format(sequence(set(part('1.2.3.4', 0x0c, 'x')))), '1.2.3.4=#0C0178');
  assert.is(format(sequence(set(sequence(oid('2.5.4.3'), integer(5))))), 'CN=#020105');
});

test.run();
