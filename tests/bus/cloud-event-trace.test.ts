import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { childOf, newTraceparent, parseTraceparent } from '../../lib/bus/index.ts';
import { hasCode } from '../../lib/errors.ts';

const test = suite('trace');
const example = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('trace - the example of the specification is read', () => {
  assert.equal(parseTraceparent(example), {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    spanId: '00f067aa0ba902b7',
    isSampled: true,
  });
  assert.is(parseTraceparent(example.replace(/01$/, '00')).isSampled, false);
  assert.is(parseTraceparent(example.replace(/01$/, 'ff')).isSampled, true);
});

const malformed: Record<string, string> = {
  empty: '',
  'upper case': example.toUpperCase(),
  'another version': example.replace(/^00/, '01'),
  'the forbidden version': example.replace(/^00/, 'ff'),
  'no trace id': example.replace(/4bf\w+/, '0'.repeat(32)),
  'no span id': example.replace(/00f0\w+/, '0'.repeat(16)),
  'a short span id': example.replace('00f067aa', '0f067aa'),
  'more behind': `${example}-00`,
  'a line break behind': `${example}\n`,
  'flags that are not hex': example.replace(/01$/, '0g'),
};

for (const [name, text] of Object.entries(malformed)) {
  test(`trace - refuses ${name}`, () => {
    try {
      parseTraceparent(text);
    } catch (error) {
      assert.ok(hasCode(error, 'TRACEPARENT'));
      return;
    }
    assert.unreachable('expected TRACEPARENT');
  });
}

test('trace - a new one is well-formed, sampled, and never the same', () => {
  const all = Array.from({ length: 100 }, newTraceparent);
  assert.ok(all.every((text) => parseTraceparent(text).isSampled));
  assert.is(new Set(all).size, 100);
});

test('trace - a child keeps trace and sampling and has a span of its own', () => {
  for (const parent of [example, example.replace(/01$/, '00')]) {
    const [before, after] = [parseTraceparent(parent), parseTraceparent(childOf(parent))];
    assert.is(after.traceId, before.traceId);
    assert.is(after.isSampled, before.isSampled);
    assert.is.not(after.spanId, before.spanId);
  }
});

test.run();
