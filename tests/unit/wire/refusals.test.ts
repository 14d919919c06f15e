import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { listItems, messageBytes, WireError } from '../../../lib/wire/index.ts';
import type { WireErrorCode } from '../../../lib/wire/index.ts';
import { seededRandom } from '../../lab/random.ts';
import { messageNamed, messages } from '../../lab/wire/samples.ts';
import type { Refusal } from './refusal-rows.ts';
import { subjects } from './refusal-subjects.ts';
import { refusals } from './refusals.ts';

const test = suite('wire refusals');

const errorOf = (work: () => unknown): WireError => {
  try {
    work();
  } catch (error) {
    assert.instance(error, WireError, String(error));
    return error as WireError;
  }
  assert.unreachable('nothing was refused');
  throw new Error('nothing was refused');
};

const assertRefused = (
  work: () => unknown,
  expected: { code: WireErrorCode; path: string; note: string },
): void => {
  const error = errorOf(work);
  assert.equal(
    { code: error.code, path: error.path },
    { code: expected.code, path: expected.path },
    expected.note,
  );
};

/** Sets `a[0].b` in a tree of objects and arrays. */
const setAt = (tree: object, path: string, value: unknown): void => {
  const keys = path.replaceAll('[', '.').replaceAll(']', '').split('.');
  const last = keys.pop() ?? '';
  let at = tree as Record<string, unknown>;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  at[last] = value;
};

const noteOf = (name: string, { path, code }: Refusal, value: unknown): string =>
  `${name}.${path} = ${String(value).slice(0, 60)} -> ${code}`;

for (const [name, rows] of Object.entries(refusals)) {
  const message = messageNamed(name);

  test(`${name} - the message that the refusals start from is good`, () => {
    const subject = subjects[name];
    assert.equal(message.decode(message.encode(subject)), subject);
  });

  test(`${name} - encoding refuses what must not be sent`, () => {
    for (const row of rows.filter((one) => 'app' in one)) {
      const value = structuredClone(subjects[name]) as object;
      setAt(value, row.path, row.app);
      const note = noteOf(name, row, row.app);
      assertRefused(() => message.encode(value), { code: row.code, path: row.at ?? row.path, note });
    }
  });

  test(`${name} - decoding refuses what proto3 lets through`, () => {
    for (const row of rows.filter((one) => 'raw' in one)) {
      const value = message.generated.decode(message.encode(subjects[name]));
      setAt(value, row.path, row.raw);
      const bytes = message.generated.encode(value).finish();
      const note = noteOf(name, row, row.raw);
      assertRefused(() => message.decode(bytes), { code: row.code, path: row.at ?? row.path, note });
    }
  });
}

for (const message of messages) {
  const good = (): Uint8Array => message.encode(message.sample(seededRandom(61)));

  test(`${message.name} - no bytes at all are EMPTY, not a message of defaults`, () => {
    assertRefused(() => message.decode(new Uint8Array(0)), { code: 'EMPTY', path: '', note: message.name });
  });

  test(`${message.name} - only unknown fields are no message`, () => {
    const error = errorOf(() => message.decode(Uint8Array.from([0xc0, 0x3e, 0x05])));
    assert.is(error.code, 'MISSING_FIELD');
  });

  test(`${message.name} - what is not protobuf is MALFORMED`, () => {
    const bytes = good();
    const garbage = [
      bytes.subarray(0, bytes.length - 1),
      Buffer.concat([bytes, Buffer.from([0x07])]),
      Buffer.concat([bytes, Buffer.from([0x0a])]),
      Buffer.concat([bytes, Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])]),
      Buffer.from('{"json": true}'),
      // Groups within groups, deeper than any reader should follow.
      Buffer.alloc(100_000, 0x0b),
    ];
    for (const bad of garbage) {
      const error = errorOf(() => message.decode(bad));
      assert.is(error.code, 'MALFORMED', Buffer.from(bad.subarray(0, 16)).toString('hex'));
      assert.ok(error.cause instanceof Error);
    }
  });

  test(`${message.name} - oversize is refused before it is parsed`, () => {
    // Not protobuf either: the size must be what is complained about.
    const bytes = new Uint8Array(message.maxBytes + 1).fill(0x07);
    assertRefused(() => message.decode(bytes), { code: 'TOO_LARGE', path: '', note: message.name });
    assert.is(errorOf(() => message.decode(bytes.subarray(1))).code, 'MALFORMED');
  });

  test(`${message.name} - what is no object at all is refused`, () => {
    assert.is(errorOf(() => message.encode(null)).code, 'MISSING_FIELD');
    assert.is(errorOf(() => message.encode('text')).code, 'BAD_FIELD');
    assert.is(errorOf(() => message.encode({})).code, 'MISSING_FIELD');
  });
}

const manyPaths = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `EFI/${'x'.repeat(990)}${String(index).padStart(5, '0')}`);

test('size - a message of good fields that is too large as a whole is not sent', () => {
  const paths = manyPaths(1024);
  for (const [name, field] of [
    ['HostFacts', 'managedPaths'],
    ['Plan', 'managedFiles'],
    ['Report', 'targets'],
  ] as const) {
    const files = paths.map((path) => ({ path, sizeBytes: 1n, sha256: 'aa'.repeat(32) }));
    const value = { ...subjects[name], [field]: name === 'Plan' ? files : paths };
    assertRefused(() => messageNamed(name).encode(value), { code: 'TOO_LARGE', path: '', note: name });
  }
});

test('size - the largest decision and the largest audit fit', () => {
  const refusal = { host: 'h'.repeat(64), code: 'c'.repeat(128), detail: 'd'.repeat(768) };
  const refused = listItems.refusals;
  const decision = {
    ...subjects['Decision'],
    hostsConsidered: refused + 5,
    planned: 5,
    unchanged: 0,
    refused,
    refusals: Array.from({ length: refused }, () => refusal),
    warnings: Array.from({ length: listItems.warnings }, (_, index) => ({
      code: String(index).padStart(128, 'c'),
      hosts: 1,
      detail: 'd'.repeat(768),
    })),
  };
  assert.ok(messageNamed('Decision').encode(decision).length <= messageBytes.Decision);
  const checks = Array.from({ length: listItems.checks }, (_, index) => ({
    name: String(index).padStart(128, 'n'),
    result: 'fail',
    detail: 'd'.repeat(2048),
  }));
  assert.ok(messageNamed('Audit').encode({ ...subjects['Audit'], checks }).length <= messageBytes.Audit);
});

test('size - an envelope holds the largest payload, and a dead letter the largest envelope', () => {
  const signature = { sig: new Uint8Array(512).fill(1), keyid: 'k'.repeat(128) };
  const envelope = messageNamed('Envelope').encode({
    payload: new Uint8Array(messageBytes.Plan).fill(1),
    payloadType: 't'.repeat(128),
    signatures: Array.from({ length: listItems.signatures }, () => signature),
  });
  const letter = { ...subjects['DeadLetter'], data: envelope, detail: 'd'.repeat(2048) };
  assert.ok(messageNamed('DeadLetter').encode(letter).length > messageBytes.Plan);
});

test('errors - name the message, the field and what is wrong', () => {
  const value = structuredClone(subjects['Plan']) as object;
  setAt(value, 'swaps[0].files[1].action', 'sideways');
  const error = errorOf(() => messageNamed('Plan').encode(value));
  assert.is(error.name, 'WireError');
  assert.is(error.messageName, 'Plan');
  assert.is(error.message, 'Plan.swaps[0].files[1].action is "sideways", must be one of keep, write, delete');
});

test.run();
