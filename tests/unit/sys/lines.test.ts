import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLineSplitter } from '../../../lib/sys/lines.ts';

const test = suite('lines');

const linesOf = (...chunks: Uint8Array[]): string[] => {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
};

test('createLineSplitter - the same lines however the bytes are cut', () => {
  const bytes = Buffer.from('one\r\ntwo é\n\n☃ last');
  for (let at = 0; at <= bytes.length; at += 1) {
    assert.equal(
      linesOf(bytes.subarray(0, at), bytes.subarray(at)),
      ['one', 'two é', '', '☃ last'],
      `cut at ${at}`,
    );
  }
});

test('createLineSplitter - no bytes, no line; bytes that are no UTF-8 are replaced', () => {
  assert.equal(linesOf(), []);
  assert.equal(linesOf(Uint8Array.of(0x61, 0xff, 0x0a)), ['a\uFFFD']);
});

test('createLineSplitter - a line without end comes in pieces', () => {
  const pieces = linesOf(...Array.from({ length: 10 }, () => Buffer.alloc(60_000, 'x')));
  assert.is(pieces.join('').length, 600_000);
  assert.ok(pieces.every((piece) => piece.length <= 64 * 1024 + 60_000));
});

test.run();
