import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { WireError } from '../../../lib/wire/index.ts';
import { seededRandom, below, pick } from '../../lab/random.ts';
import { messages } from '../../lab/wire/samples.ts';
import type { Random } from '../../lab/random.ts';
import type { AnyMessage } from '../../lab/wire/samples.ts';

const test = suite('wire mutation');
const MUTANTS = 5000;
const MAX_CHANGES = 4;

const flipBit = (bytes: Buffer, random: Random): Buffer => {
  const at = below(random, bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
  return bytes;
};

const setByte = (bytes: Buffer, random: Random): Buffer => {
  bytes[below(random, bytes.length)] = pick(random, [0, 1, 0x7f, 0x80, 0xff]);
  return bytes;
};

const cut = (bytes: Buffer, random: Random): Buffer => bytes.subarray(0, below(random, bytes.length));

const removeSome = (bytes: Buffer, random: Random): Buffer => {
  const at = below(random, bytes.length);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, 8))]);
};

const repeatSome = (bytes: Buffer, random: Random): Buffer => {
  const from = below(random, bytes.length);
  const at = below(random, bytes.length);
  const some = bytes.subarray(from, from + below(random, 40));
  return Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at)]);
};

const mutations = [flipBit, setByte, cut, removeSome, repeatSome];

const mutate = (original: Uint8Array, random: Random): Buffer => {
  let bytes: Buffer = Buffer.from(original);
  for (let left = 1 + below(random, MAX_CHANGES); left > 0 && bytes.length > 0; left--) {
    bytes = pick(random, mutations)(bytes, random);
  }
  return bytes;
};

/** True if the mutant was taken; then it must be good enough to be sent on. */
const isTaken = (message: AnyMessage, mutant: Buffer): boolean => {
  let value: unknown;
  try {
    value = message.decode(mutant);
  } catch (error) {
    assert.instance(error, WireError, `${message.name} ${mutant.toString('hex')}: ${String(error)}`);
    return false;
  }
  assert.equal(message.decode(message.encode(value)), value);
  return true;
};

for (const message of messages) {
  test(`${message.name} - a mutant is refused with WireError or is a good message`, () => {
    const random = seededRandom(41);
    const originals = Array.from({ length: 20 }, () => message.encode(message.sample(random)));
    let taken = 0;
    for (let count = 0; count < MUTANTS; count++) {
      if (isTaken(message, mutate(pick(random, originals), random))) taken++;
    }
    // Neither a decoder that refuses everything nor one that takes everything passes.
    assert.ok(taken > 0 && taken < MUTANTS / 2, `${taken} of ${MUTANTS} were taken`);
  });
}

test.run();
