/**
 * One parser's part of `npm run test:fuzz` (scripts/test-fuzz.mjs): `run-fuzz.ts --parser parsePe --runs 200000 --seed
 * 1` prints its row as JSON, or fails with what it found. `--list` prints the parsers.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz-loop.ts';
import { growthOf, memoryPoint } from './fuzz-growth.ts';
import type { MemoryPoint } from './fuzz-growth.ts';
import { FUZZED_PARSERS } from './fuzz-parsers.ts';
import { readFuzzSamples } from './fuzz-samples.ts';

const MAX_HEAP_MIB = 2;
/** In the last 50 000 inputs of 200 000: the smallest leak of OpenSSL's objects, 1 kB an input, comes to more. */
const MAX_RESIDENT_MIB = 40;
const MIN_RUNS_FOR_GROWTH = 20_000;
const CHECKPOINTS = 20;

const { values } = parseArgs({
  options: {
    list: { type: 'boolean' },
    parser: { type: 'string' },
    runs: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '20261123' },
  },
});
const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

const run = async (name: string): Promise<void> => {
  const parser = FUZZED_PARSERS[name];
  if (parser === undefined) throw new Error(`there is no parser ${name}; --list names them`);
  const points: MemoryPoint[] = [];
  const startedAt = Date.now();
  const report = fuzz({
    seed: Number(values.seed),
    runs: Number(values.runs),
    samples: (await readFuzzSamples())[parser.samples],
    structure: parser.structure,
    parse: parser.parse,
    checkpoints: CHECKPOINTS,
    onCheckpoint: (runs) => void points.push(memoryPoint(runs)),
  });
  const growth = growthOf(points);
  print({ parser: name, ...report, ...growth, seconds: (Date.now() - startedAt) / 1000 });
  if (report.refused === report.runs) throw new Error(`${name} accepted none of ${report.runs} inputs`);
  // Of few inputs the slope says nothing.
  if (report.runs < MIN_RUNS_FOR_GROWTH) return;
  if (growth.heapMiB > MAX_HEAP_MIB || growth.residentMiB > MAX_RESIDENT_MIB)
    throw new Error(`${name} holds on to memory: ${JSON.stringify(points)}`);
};

if (values.list === true) print(Object.keys(FUZZED_PARSERS));
else await run(values.parser ?? '');
