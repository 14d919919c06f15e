import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { counted, humanBytes } from '../../../lib/format.ts';

const test = suite('format');

const sizes: [bigint | number, string][] = [
  [0, '0 B'],
  [1023n, '1023 B'],
  [1024n, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [6_501_171n, '6.2 MiB'],
  [5n * 1024n ** 3n, '5.0 GiB'],
  [1024n ** 4n, '1.0 TiB'],
  [5000n * 1024n ** 4n, '5000 TiB'],
  [82_929_618_944n, '77.2 GiB'],
  [270_553_174_016n, '252 GiB'],
];
for (const [bytes, text] of sizes)
  test(`format - ${bytes} bytes are ${text}`, () => {
    assert.is(humanBytes(bytes), text);
  });

test('format - a noun has its plural', () => {
  assert.equal(
    [0, 1, 2].map((count) => counted(count, 'file')),
    ['0 files', '1 file', '2 files'],
  );
});

test.run();
