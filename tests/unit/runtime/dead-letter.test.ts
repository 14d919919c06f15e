import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { StoredMessage } from '../../../lib/bus/index.ts';
import { parseAdvisory } from '../../../lib/runtime/advisory.ts';
import { deadLetterOf, deadLetterOfLost } from '../../../lib/runtime/dead-letter.ts';
import { messageBytes, messageKey } from '../../../lib/runtime/read-event.ts';
import { decodeDeadLetter } from '../../../lib/wire/index.ts';

const test = suite('dead letter');

const messageOf = (changes: Partial<StoredMessage> = {}): StoredMessage => ({
  stream: 'BOOTSWAP_REPORTS',
  subject: 'bootswap.v1.report.h1',
  sequence: 7n,
  timestampMs: 1_700_000_000_123,
  headers: [
    { name: 'ce-id', value: 'report:h1:1' },
    { name: 'x-empty', value: '' },
  ],
  data: Uint8Array.from([0, 255]),
  ...changes,
});
const reason = {
  service: 'planner',
  reader: 'planner-reports',
  code: 'BAD',
  detail: 'bad',
  deliveries: 2,
  atMs: 1_700_000_001_000,
};

test('dead letter - headers and bytes as they came, to the subject of the service, with a stable id', () => {
  const emission = deadLetterOf(messageOf(), reason);
  assert.is(emission.busSubject, 'bootswap.v1.dead.planner');
  assert.is(emission.id, 'dead.BOOTSWAP_REPORTS.7.1700000000123.planner-reports');
  assert.is(deadLetterOf(messageOf(), { ...reason, atMs: 5 }).id, emission.id);
  assert.is.not(deadLetterOf(messageOf(), { ...reason, reader: 'other' }).id, emission.id);
  const letter = decodeDeadLetter(emission.data);
  assert.equal(letter.headers, messageOf().headers);
  assert.equal([...letter.data], [0, 255]);
  assert.is(letter.subject, 'bootswap.v1.report.h1');
});

const misfits: [string, Partial<StoredMessage>][] = [
  ['too many bytes', { data: new Uint8Array(1024 * 1024) }],
  ['too long a header', { headers: [{ name: 'x', value: 'v'.repeat(60_000) }] }],
  ['too many headers', { headers: Array.from({ length: 5000 }, (_, n) => ({ name: `x${n}`, value: 'v' })) }],
  ['a nameless header', { headers: [{ name: '', value: 'v' }] }],
  ['an endless subject', { subject: 'a.'.repeat(5000) }],
];
for (const [what, changes] of misfits) {
  test(`dead letter - ${what} does not prevent it: it says where the message is`, () => {
    const { data } = deadLetterOf(messageOf(changes), { ...reason, detail: 'd'.repeat(5000) });
    const letter = decodeDeadLetter(data);
    assert.is(letter.code, 'BAD');
    assert.is(letter.data.length, 0);
    assert.match(letter.detail, /it is message 7 of BOOTSWAP_REPORTS\)$/);
  });
}

test('dead letter - of what is gone', () => {
  const emission = deadLetterOfLost({ stream: 'BOOTSWAP_REPORTS', sequence: 7n }, reason);
  const letter = decodeDeadLetter(emission.data);
  assert.is(letter.streamSequence, 7n);
  assert.is(letter.detail, 'bad (BOOTSWAP_REPORTS no longer has message 7)');
});

test('message - its size counts headers; its key is sequence and id, or content without an id', () => {
  const bare = messageOf({ headers: [], data: new Uint8Array(10) });
  assert.is(messageBytes(bare), 10);
  assert.is(messageBytes({ ...bare, headers: [{ name: 'ab', value: 'ü' }] }), 10 + 2 + 2 + 4);
  assert.is(messageKey(messageOf()), '7:report:h1:1');
  assert.is(messageKey(messageOf({ headers: [{ name: 'CE-ID', value: 'x' }] })), '7:x');
  assert.match(messageKey(bare), /^7:sha256=[0-9a-f]{64}$/);
  assert.is.not(messageKey(bare), messageKey({ ...bare, data: new Uint8Array(11) }));
});

const advisory = {
  type: 'io.nats.jetstream.advisory.v1.max_deliver',
  id: 'x',
  timestamp: '2026-01-01T00:00:00Z',
  stream: 'BOOTSWAP_PAYLOADS',
  consumer: 'planner-payloads',
  stream_seq: 7,
  deliveries: 5,
};
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

test('advisory - is read', () => {
  assert.equal(parseAdvisory(bytesOf(advisory)), {
    kind: 'max-deliver',
    stream: 'BOOTSWAP_PAYLOADS',
    consumer: 'planner-payloads',
    sequence: 7n,
    deliveries: 5,
  });
  assert.equal(parseAdvisory(bytesOf({ ...advisory, type: 'io.nats.jetstream.advisory.v1.terminated' })), {
    kind: 'other',
  });
});

const unreadable: [string, Uint8Array][] = [
  ['nothing', new Uint8Array(0)],
  ['no UTF-8', Uint8Array.from([0xff, 0xfe])],
  ['null', bytesOf(null)],
  ['a list', bytesOf([advisory])],
  ['no stream', bytesOf({ ...advisory, stream: undefined })],
  ['a number for a consumer', bytesOf({ ...advisory, consumer: 7 })],
  ['sequence 0', bytesOf({ ...advisory, stream_seq: 0 })],
  ['a sequence beyond 2^53', bytesOf({ ...advisory, stream_seq: 2 ** 60 })],
  ['half a delivery', bytesOf({ ...advisory, deliveries: 0.5 })],
  ['far too much', bytesOf({ ...advisory, more: 'x'.repeat(100_000) })],
];
for (const [what, data] of unreadable) {
  test(`advisory - ${what} is refused`, () => {
    assert.is(parseAdvisory(data).kind, 'unreadable');
  });
}

test.run();
