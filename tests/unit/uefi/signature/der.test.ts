import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import {
  childrenOf,
  decodeBoolean,
  decodeInteger,
  decodeOid,
  newDerBudget,
  readDer,
} from '../../../../lib/uefi/signature/der.ts';
import type { DerNode } from '../../../../lib/uefi/signature/der.ts';
import { der, integer, octets, oid, sequence, withLongLength } from '../../../lab/mutate/der-samples.ts';

const test = suite('der');

const read = (bytes: Uint8Array): DerNode => readDer(bytes, newDerBudget());
const isRefused = (error: unknown): boolean => hasCode(error, 'BAD_DER');
const walk = (node: DerNode): number =>
  (node.tag & 0x20) === 0 ? 1 : childrenOf(node).reduce((sum, child) => sum + walk(child), 1);

test('der - an element ends where its length says, and its children share its memory', () => {
  const bytes = Buffer.concat([sequence(integer(5), octets(Buffer.alloc(300))), Buffer.from([9, 9])]);
  const node = read(bytes);
  assert.is(node.raw.length, bytes.length - 2);
  const [first, second] = childrenOf(node);
  assert.equal([first?.tag, second?.content.length], [2, 300]);
  assert.is(second?.content.buffer, bytes.buffer);
});

test('der - what DER forbids and nobody needs is refused', () => {
  const wrong: Record<string, number[]> = {
    nothing: [],
    'no length': [0x30],
    'indefinite length': [0x30, 0x80, 0, 0],
    'five octets of length': [0x30, 0x85, 0, 0, 0, 0, 0],
    'inside its length': [0x30, 0x82, 1],
    'more than there is': [0x04, 3, 1, 2],
    'almost four gigabytes': [0x04, 0x84, 0xff, 0xff, 0xff, 0xff],
    'high tag number': [0x1f, 0x81, 1, 0],
  };
  for (const [what, bytes] of Object.entries(wrong))
    assert.throws(() => read(Buffer.from(bytes)), isRefused, what);
  assert.throws(() => childrenOf(read(octets(Buffer.alloc(2)))), isRefused, 'children of a primitive');
  assert.throws(
    () => childrenOf(read(der(0x30, Buffer.from([4, 9, 1])))),
    isRefused,
    'child past its parent',
  );
});

test('der - a length that is longer than needed is noted', () => {
  const budget = newDerBudget();
  const node = readDer(withLongLength(sequence(integer(1))), budget);
  assert.is(childrenOf(node).length, 1);
  assert.equal(budget.oddities, ['length not in its shortest form']);
});

test('der - depth and number of elements are bounded', () => {
  let deep = sequence();
  for (let level = 0; level < 40; level += 1) deep = sequence(deep);
  assert.throws(() => walk(read(deep)), isRefused);
  const wide = sequence(Buffer.alloc(50_000, Buffer.from([5, 0])));
  assert.throws(() => walk(read(wide)), isRefused);
  assert.is(walk(read(sequence(Buffer.alloc(10_000, Buffer.from([5, 0]))))), 5001);
});

test('der - integers are hex without the leading zero; longer forms are noted', () => {
  assert.is(decodeInteger(read(integer(0, 0xed, 0x54))), 'ED54');
  assert.is(decodeInteger(read(integer(0))), '00');
  const node = read(integer(0, 0x12));
  assert.is(decodeInteger(node), '12');
  assert.equal(node.budget.oddities, ['INTEGER not in its shortest form']);
  assert.throws(() => decodeInteger(read(integer())), isRefused);
  assert.throws(() => decodeInteger(undefined), isRefused);
});

test('der - booleans', () => {
  assert.is(decodeBoolean(read(der(1, Buffer.from([0xff])))), true);
  assert.is(decodeBoolean(read(der(1, Buffer.from([0])))), false);
  const node = read(der(1, Buffer.from([1])));
  assert.is(decodeBoolean(node), true);
  assert.equal(node.budget.oddities, ['BOOLEAN neither 00 nor FF']);
  assert.throws(() => decodeBoolean(read(der(1))), isRefused);
});

test('der - object identifiers', () => {
  for (const dotted of ['1.2.840.113549.1.7.2', '2.5.4.3', '2.999.3', '0.9.2342.19200300.100.1.25'])
    assert.is(decodeOid(read(oid(dotted))), dotted);
  assert.throws(() => decodeOid(read(der(6))), isRefused);
  assert.throws(() => decodeOid(read(der(6, Buffer.from([0x2a, 0x86])))), isRefused);
  assert.throws(() => decodeOid(read(der(6, Buffer.alloc(20, 0xff), Buffer.from([1])))), isRefused);
  assert.throws(() => decodeOid(read(der(6, Buffer.alloc(65, 1)))), isRefused);
});

test.run();
