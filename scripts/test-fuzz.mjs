// `npm run test:fuzz`: 200 000 changed inputs, the same in every run, for each parser of lib/uefi: nothing but its own error,
// none slower than 50 ms, no memory kept. Two parsers at a time, each in a process of its own. About ten minutes.
// `-- --runs 1000`, `-- --seed 7`, `-- --only parsePe` do less or other ones.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzzPackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';
import { typescriptFlags } from './typescript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PARALLEL = 2;
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '20261123' },
    only: { type: 'string', multiple: true },
  },
});
const program = join(root, 'tests', 'unit', 'uefi', 'fuzz', 'run-fuzz.ts');
const NODE_OPTIONS = ['--expose-gc', ...typescriptFlags, program];
const running = new Set();

for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.on(signal, () => {
    for (const child of running) child.kill('SIGKILL');
    process.exit(exitCode);
  });

ensureNpmPackages({ root });
await ensureDebianPackages(fuzzPackages);

const listParsers = () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...NODE_OPTIONS, '--list'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};

const runParser = async (parser) => {
  const args = ['--parser', parser, '--runs', values.runs, '--seed', values.seed];
  const child = spawn(process.execPath, [...NODE_OPTIONS, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const seen = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream].setEncoding('utf8').on('data', (chunk) => (seen[stream] += chunk));
  const [code, signal] = await new Promise((done) => child.once('close', (...how) => done(how)));
  running.delete(child);
  return { ...seen, isOk: code === 0, end: signal ?? code };
};

const COLUMNS = [26, 9, 9, 9, 10, 10, 9, 8];
const rowOf = (cells) =>
  console.log(
    cells.map((cell, at) => (at === 0 ? cell.padEnd(COLUMNS[at]) : cell.padStart(COLUMNS[at]))).join(' '),
  );
const count = (number) => number.toLocaleString('en').replaceAll(',', ' ');

const print = (parser, { stdout, stderr, isOk, end }) => {
  if (stdout !== '') {
    const row = JSON.parse(stdout);
    const { runs, refused, slowestMs, heapMiB, residentMiB, seconds } = row;
    const numbers = [count(runs), count(refused), count(runs - refused), slowestMs.toFixed(1)];
    rowOf([parser, ...numbers, heapMiB.toFixed(2), residentMiB.toFixed(1), seconds.toFixed(0)]);
  }
  if (!isOk) console.log(`FAIL ${parser} (${end}): ${stderr.trimEnd()}`);
};

const parsers = listParsers().filter((name) => values.only === undefined || values.only.includes(name));
const waiting = [...parsers];
const failed = [];
rowOf(['parser', 'inputs', 'refused', 'accepted', 'slowest ms', 'MiB grown', 'resident', 's']);
const work = async () => {
  for (let parser = waiting.shift(); parser !== undefined; parser = waiting.shift()) {
    const result = await runParser(parser);
    if (!result.isOk) failed.push(parser);
    print(parser, result);
  }
};
await Promise.all(Array.from({ length: PARALLEL }, work));
console.log(
  `\n${parsers.length - failed.length} parsers held, ${failed.length} failed (seed ${values.seed})`,
);
if (parsers.length === 0) console.log('no parser has that name');
process.exit(parsers.length > 0 && failed.length === 0 ? 0 : 1);
