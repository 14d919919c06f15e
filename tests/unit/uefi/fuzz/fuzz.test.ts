import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { repoRoot } from '../../../lab/tools.ts';
import { growthOf } from './fuzz-growth.ts';
import { fuzz } from './fuzz-loop.ts';
import { FUZZED_PARSERS, NO_PARSERS } from './fuzz-parsers.ts';
import { readFuzzSamples } from './fuzz-samples.ts';

const test = suite('uefi fuzz');

/** `npm run test:fuzz` does 200 000 of each, and watches the memory. */
const runs = Number(process.env['BOOTSWAP_FUZZ_RUNS'] ?? 300);
const samples = await readFuzzSamples();

for (const [name, parser] of Object.entries(FUZZED_PARSERS)) {
  test(`uefi fuzz - ${name} refuses what it cannot read, soon and with its own error`, () => {
    const { structure, parse } = parser;
    const report = fuzz({ seed: 20261123, runs, samples: samples[parser.samples], structure, parse });
    assert.is(report.runs, runs);
    assert.ok(report.refused < runs, 'some of the input is read');
  });
}

/** Exported functions whose first parameter is bytes, text, or what was made of them without looking into it. */
const TAKES_FOREIGN_BYTES =
  /^export const (\w+) = (?:async )?\(\s*(?:\w+|\{[^}]*\}): (?:string|Uint8Array|Buffer|DerNode|PeImage|TpmLog|TpmEvent|Files|ReadonlyMap<string, Uint8Array>)\b/gm;

test('uefi fuzz - no parser of lib/uefi is missing', () => {
  const room = join(repoRoot(), 'lib', 'uefi');
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const code = files.map((file) => readFileSync(join(room, file), 'utf8'));
  const found = code.flatMap((text) => [...text.matchAll(TAKES_FOREIGN_BYTES)].map(([, name = '']) => name));
  assert.ok(found.length > 60, `${found.length} found`);
  const isKnown = (name: string): boolean => name in FUZZED_PARSERS || name in NO_PARSERS;
  assert.equal(
    found.filter((name) => !isKnown(name)),
    [],
  );
  const gone = [...Object.keys(FUZZED_PARSERS), ...Object.keys(NO_PARSERS)].filter(
    (name) => !code.some((text) => text.includes(`export const ${name} =`)),
  );
  assert.equal(gone, []);
});

test('uefi fuzz - the same seed makes the same input, and a foreign exception names it', () => {
  // A set: an input that was slow comes again.
  const sizes = (seed: number): number[] => {
    const seen = new Set<Buffer>();
    const parse = (bytes: Buffer): unknown => seen.add(bytes);
    fuzz({ seed, runs: 50, samples: samples.image, structure: 'image', parse });
    return [...seen].map(({ length }) => length);
  };
  assert.equal(sizes(1), sizes(1));
  assert.not.equal(sizes(1), sizes(2));
  const broken = (): never => {
    throw new TypeError('not ours');
  };
  assert.throws(() => fuzz({ seed: 1, runs: 1, samples: samples.sbat, parse: broken }), /seed 1, run 0/);
});

test('uefi fuzz - one input that takes long is found, a pause that comes once is not', () => {
  // Of the processor, not of the clock: a busy machine stops the one and not the other.
  const wait = (ms: number): void => {
    for (const before = process.cpuUsage(); process.cpuUsage(before).user < ms * 1000;);
  };
  const parse = (): void => wait(20);
  assert.throws(
    () => fuzz({ seed: 1, runs: 1, samples: samples.sbat, parse, maxMs: 10 }),
    /ms for one input/,
  );
  let pauses = 1;
  const once = (): void => {
    if (pauses-- > 0) wait(20);
  };
  assert.ok(fuzz({ seed: 1, runs: 3, samples: samples.sbat, parse: once, maxMs: 10 }).slowestMs < 10);
});

test('uefi fuzz - memory that grows with the inputs is seen, memory that comes once is not', () => {
  const MIB = 1024 ** 2;
  const points = (heapBytes: (step: number) => number) =>
    Array.from({ length: 20 }, (_, step) => ({
      runs: (step + 1) * 10_000,
      heapBytes: heapBytes(step),
      residentBytes: 50 * MIB,
    }));
  assert.ok(Math.abs(growthOf(points((step) => 5 * MIB + step * 0.15 * MIB)).heapMiB - 3) < 0.1);
  assert.ok(Math.abs(growthOf(points((step) => (step < 4 ? 5 : 9) * MIB)).heapMiB) < 0.1);
  const resident = (residentBytes: (step: number) => number) =>
    growthOf(points(() => 0).map((point, step) => ({ ...point, residentBytes: residentBytes(step) * MIB })));
  assert.is(resident((step) => (step < 5 ? 50 : 90)).residentMiB, 0);
  assert.ok(resident((step) => 50 + step * 10).residentMiB >= 40);
});

test.run();
