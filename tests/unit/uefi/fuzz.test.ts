import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { repoRoot } from '../../lab/tools.ts';
import { readBootFiles } from './boot-files.ts';
import { fuzz } from './mutate.ts';
import { imageParsers, readFuzzSamples } from './image-parsers.ts';

const test = suite('uefi fuzz');

/** More by hand, or in a nightly run: BOOTSWAP_FUZZ_RUNS=200000. */
const runs = Number(process.env['BOOTSWAP_FUZZ_RUNS'] ?? 1000);
const samples = await readFuzzSamples({
  fixture: (name) => readFile(join(repoRoot(), 'tests', 'fixtures', 'secure-boot', name)),
  bootFiles: await readBootFiles(),
});

for (const [name, parser] of Object.entries(imageParsers)) {
  test(`uefi fuzz - ${name} refuses what it cannot read, soon and with its own error`, () => {
    const report = fuzz({ seed: 20261123, runs, samples: samples[parser.samples], parse: parser.parse });
    assert.is(report.runs, runs);
    assert.ok(report.refused < runs, 'some of the input is read');
  });
}

test('uefi fuzz - the same seed makes the same input, and a foreign exception names it', () => {
  const sizes = (seed: number): number[] => {
    const seen: number[] = [];
    fuzz({ seed, runs: 50, samples: samples.image, parse: (bytes) => seen.push(bytes.length) });
    return seen;
  };
  assert.equal(sizes(1), sizes(1));
  assert.not.equal(sizes(1), sizes(2));
  const broken = (): never => {
    throw new TypeError('not ours');
  };
  assert.throws(() => fuzz({ seed: 1, runs: 1, samples: samples.sbat, parse: broken }), /seed 1, run 0/);
});

test.run();
