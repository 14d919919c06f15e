import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeEnvelope, decodePlan, encodeEnvelope, encodePlan } from '../../../lib/wire/index.ts';
import { seededRandom } from '../../lab/random.ts';
import { envelope, messages, plan } from '../../lab/wire/samples.ts';

const test = suite('wire roundtrip');
const ROUNDS = 200;

for (const message of messages) {
  test(`${message.name} - random values come back as they were`, () => {
    const random = seededRandom(11);
    for (let round = 0; round < ROUNDS; round++) {
      const value = message.sample(random);
      assert.equal(message.decode(message.encode(value)), value);
    }
  });

  test(`${message.name} - fields of a later version are ignored`, () => {
    const value = message.sample(seededRandom(12));
    // Field 1000 as a varint, field 1001 as bytes.
    const later = Buffer.from([0xc0, 0x3e, 0x05, 0xca, 0x3e, 0x02, 0x41, 0x42]);
    assert.equal(message.decode(Buffer.concat([later, message.encode(value), later])), value);
  });

  test(`${message.name} - encoding leaves the value alone`, () => {
    const value = message.sample(seededRandom(13));
    const before = structuredClone(value);
    message.encode(value);
    assert.equal(value, before);
  });
}

test('Plan - the largest 64-bit number survives', () => {
  const value = { ...plan(seededRandom(14)), generation: 2n ** 64n - 1n, bytesToWrite: 2n ** 63n };
  const back = decodePlan(encodePlan(value));
  assert.is(back.generation, 18446744073709551615n);
  assert.is(back.bytesToWrite, 9223372036854775808n);
});

test('Envelope - the payload is a copy, not a view of what was received', () => {
  const value = envelope(seededRandom(15));
  const bytes = encodeEnvelope(value);
  const back = decodeEnvelope(bytes);
  bytes.fill(0);
  assert.equal(back.payload, value.payload);
});

test.run();
