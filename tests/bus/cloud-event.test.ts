import { connect, headers as createHeaders } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  childOf,
  dataSchemas,
  decodeAttribute,
  encodeAttribute,
  eventTypes,
  fromMessage,
  newTraceparent,
  streams,
  subjects,
  toHeaders,
} from '../../lib/bus/index.ts';
import type { Header } from '../../lib/bus/index.ts';
import { hasCode } from '../../lib/errors.ts';
import { anEvent, withBus } from './bus-lab.ts';

const test = suite('cloud event');

const throwsCode = (code: string, action: () => unknown): void => {
  try {
    action();
  } catch (error) {
    assert.ok(hasCode(error, code), `expected ${code}, got ${String(error)}`);
    return;
  }
  assert.unreachable(`expected ${code}`);
};

const data = new Uint8Array([1, 2, 3]);
const complete = toHeaders(anEvent({ data }));

/** The complete headers with one changed, or left out. */
const altered = (name: string, value?: string): Header[] => {
  const rest = complete.filter((header) => header.name !== name);
  return value === undefined ? rest : [...rest, { name, value }];
};

/** Section 3.1.3.2 of the protocol bindings, with its own example first. */
const encodings: [plain: string, encoded: string][] = [
  ['Euro € 😀', 'Euro%20%E2%82%AC%20%F0%9F%98%80'],
  ["plain-ASCII_09!#$&'()*+,/:;<=>?@[\\]^`{|}~", "plain-ASCII_09!#$&'()*+,/:;<=>?@[\\]^`{|}~"],
  ['a b', 'a%20b'],
  ['say "hi"', 'say%20%22hi%22'],
  ['100%', '100%25'],
  ['%20', '%2520'],
  [' lead and trail ', '%20lead%20and%20trail%20'],
  ['ünïcode', '%C3%BCn%C3%AFcode'],
  ['\u00a0', '%C2%A0'],
  ['\u{10ffff}', '%F4%8F%BF%BF'],
];

for (const [plain, encoded] of encodings) {
  test(`encoding - ${JSON.stringify(plain)} and back`, () => {
    assert.is(encodeAttribute('x', plain), encoded);
    assert.is(decodeAttribute('x', encoded), plain);
  });
}

test('encoding - reading takes hex digits of either case, and characters that need not have been raw', () => {
  assert.is(decodeAttribute('x', '%e2%82%Ac'), '€');
  assert.is(decodeAttribute('x', 'Euro € "x"'), 'Euro € "x"');
  assert.is(decodeAttribute('x', '%41'), 'A');
});

const refused: Record<string, string> = {
  'half a sequence': '%E2%82',
  'not hex': '%zz',
  'cut off': 'abc%2',
  'overlong UTF-8': '%C0%AF',
  'an encoded surrogate': '%ED%A0%80',
  'a line break': 'a%0Ab',
  NUL: '%00',
  'a C1 control': '%C2%85',
};

for (const [name, value] of Object.entries(refused)) {
  test(`encoding - refuses to read ${name}`, () => throwsCode('INVALID', () => decodeAttribute('x', value)));
}

test('encoding - refuses to write what CloudEvents forbids in a string', () => {
  for (const bad of ['a\r\nInjected: yes', '\0', '\ud800', 'x\udc00y', '\u007f']) {
    throwsCode('INVALID', () => encodeAttribute('x', bad));
  }
  throwsCode('MISSING', () => encodeAttribute('x', ''));
  throwsCode('TOO_LARGE', () => encodeAttribute('x', 'x'.repeat(1025)));
});

test('event - its headers are those of binary mode, and the dedupe id', () => {
  const headers = Object.fromEntries(complete.map(({ name, value }) => [name, value]));
  assert.equal(headers, {
    'Nats-Msg-Id': 'report:h1:1',
    'ce-specversion': '1.0',
    'ce-id': 'report:h1:1',
    'ce-source': 'bootswap/applier/h1',
    'ce-type': eventTypes.report,
    'ce-subject': 'h1',
    'ce-time': '2023-11-14T22:13:20.000Z',
    'ce-datacontenttype': 'application/protobuf',
    'ce-dataschema': dataSchemas[eventTypes.report],
  });
});

test('event - is read back as it was written, with and without a trace', () => {
  for (const type of Object.values(eventTypes)) {
    const event = anEvent({ type, data, id: 'ünïcode "id" 100%' });
    assert.equal(fromMessage(toHeaders(event), data), event);
    const traced = { ...event, traceparent: childOf(newTraceparent()) };
    assert.equal(fromMessage(toHeaders(traced), data), traced);
  }
});

test('event - header names are read in any case', () => {
  const shouted = complete.map(({ name, value }) => ({ name: name.toUpperCase(), value }));
  assert.equal(fromMessage(shouted, data), anEvent({ data }));
});

test('event - attributes that we do not know are tolerated', () => {
  const extended = [...complete, { name: 'ce-partitionkey', value: '%zz' }, { name: 'X-Other', value: '' }];
  assert.equal(fromMessage(extended, data), anEvent({ data }));
});

for (const name of ['ce-specversion', 'ce-id', 'ce-source', 'ce-type', 'ce-subject']) {
  test(`event - without ${name} it is refused, and so is an empty one`, () => {
    throwsCode('MISSING', () => fromMessage(altered(name), data));
    throwsCode('MISSING', () => fromMessage(altered(name, ''), data));
  });
}

test('event - what CloudEvents lets a publisher leave out may be left out', () => {
  assert.ok(fromMessage(altered('ce-datacontenttype'), data));
  assert.ok(fromMessage(altered('ce-dataschema'), data));
  assert.is(fromMessage(altered('ce-time'), data, { storedAtMs: 5 }).timeMs, 5);
  throwsCode('MISSING', () => fromMessage(altered('ce-time'), data));
});

test('event - time is RFC 3339, in any zone', () => {
  const timeOf = (text: string): number => fromMessage(altered('ce-time', text), data).timeMs;
  assert.is(timeOf('2023-11-14T22:13:20Z'), 1_700_000_000_000);
  assert.is(timeOf('2023-11-14t23:13:20.5+01:00'), 1_700_000_000_500);
  assert.is(timeOf('2023-11-14T22:13:20.123456789Z'), 1_700_000_000_123);
  for (const bad of ['yesterday', '2023', '1700000000', '2023-13-14T22:13:20Z', '2023-11-14T22:13:20']) {
    throwsCode('INVALID', () => timeOf(bad));
  }
});

test('event - another version, type, content or schema is refused by its own code', () => {
  throwsCode('SPEC_VERSION', () => fromMessage(altered('ce-specversion', '0.3'), data));
  throwsCode('UNKNOWN_TYPE', () => fromMessage(altered('ce-type', 'com.example.other'), data));
  throwsCode('UNKNOWN_TYPE', () => fromMessage(altered('ce-type', '__proto__'), data));
  throwsCode('CONTENT_TYPE', () => fromMessage(altered('ce-datacontenttype', 'application/json'), data));
  throwsCode('DATA_SCHEMA', () => fromMessage(altered('ce-dataschema', 'other.Message'), data));
  assert.ok(fromMessage(altered('ce-datacontenttype', 'Application/X-Protobuf;%20v=1'), data));
});

test('event - each schema is an absolute URI, and the same without its scheme is still read', () => {
  for (const schema of Object.values(dataSchemas)) {
    assert.match(schema, /^[a-z][a-z0-9+.-]*:[^#\s]+$/, 'RFC 3986, 4.3');
    assert.is(new URL(schema).hash, '');
  }
  const old = dataSchemas[eventTypes.report].replace('proto:', '');
  assert.ok(fromMessage(altered('ce-dataschema', old), data));
});

test('event - structured mode is recognised and refused', () => {
  const headers = [{ name: 'Content-Type', value: 'application/cloudevents+json' }];
  throwsCode('STRUCTURED', () => fromMessage(headers, data));
});

test('event - too many headers and too long ones are refused', () => {
  const many = Array.from({ length: 65 }, (_, n) => ({ name: `x-${n}`, value: '' }));
  throwsCode('TOO_LARGE', () => fromMessage(many, data));
  throwsCode('TOO_LARGE', () => fromMessage(altered('ce-id', 'x'.repeat(1025)), data));
  throwsCode('TOO_LARGE', () => fromMessage(altered('ce-id', '%41'.repeat(100_000)), data));
});

test('event - a malformed trace is left out, and does not cost the event', () => {
  assert.is(fromMessage([...complete, { name: 'traceparent', value: 'junk' }], data).traceparent, undefined);
});

test('event - a malformed trace of our own is refused', () => {
  throwsCode('TRACEPARENT', () => toHeaders(anEvent({ traceparent: 'junk' })));
});

test('event - goes over a real server, from us and from a plain client', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const ours = anEvent({ id: 'ünïcode 100% "€"', traceparent: newTraceparent() });
    await bus.publish(subjects.report('h1'), ours);
    const read = async () => {
      const stored = await bus.last(streams.reports, subjects.report('h1'));
      return fromMessage(stored?.headers ?? [], new Uint8Array(stored?.data ?? []));
    };
    assert.equal(await read(), ours);
    const nc = await connect({ servers: server.url });
    const theirs = createHeaders();
    for (const { name, value } of complete) theirs.append(name.replace('ce-', 'Ce-'), value);
    await nc.jetstream().publish(subjects.report('h1'), data, { headers: theirs });
    await nc.close();
    assert.equal(await read(), anEvent({ data }));
  }));

test.run();
