import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript, root } from './scripts.ts';

type Result = { passed: number; failed: number; skipped: string[]; problems: string[]; output: string };
type Options = { timeoutMs?: number; graceMs?: number };
type Runner = { runSuite: (file: string, options?: Options) => Promise<Result> };

const { runSuite } = await loadScript<Runner>('run-suites.mjs');
const fixture = (name: string): string =>
  join(root, 'tests', 'fixtures', 'runner', name.endsWith('.ts') ? name : `${name}.js`);

/** Suites that uvu alone, or its exit code, would call green, or that would never end; and what must be said. */
const FAILURES: [name: string, problem: RegExp][] = [
  ['fails', /1 of 2 tests failed$/],
  ['before-throws', /1 of 1 tests failed: a hook threw/],
  ['after-each-throws', /1 of 1 tests failed: a hook threw/],
  ['after-throws', /ended without totals/],
  ['throws-a-string', /2 of 2 tests failed: a hook threw, or a test threw what is no Error/],
  ['forgets-run', /calls forgotten\.run\(\) 0 times/],
  ['empty', /holds no uvu suite/],
  ['no-tests', /ran no test/],
  ['never-resolves', /ended without totals/],
  ['leaks-a-handle', /killed after 1 s/],
  ['leaves-a-process', /left processes running: \d+ \(sleep\)/],
  ['leaves-a-daemon', /left processes running: \d+ \(sleep\)/],
  ['leaves-a-stranger', /left processes running: one that nobody can name/],
  ['exits-in-the-middle', /ended without totals/],
  ['exits-before-it-begins', /ended without totals/],
  ['runs-only-one', /\.only/],
  ['registers-fewer', /ran 1 tests and has at least 2/],
  ['registers-fewer-typed.ts', /ran 1 tests and has at least 3/],
  ['runs-late', /ran twice/],
  ['crashes-afterwards', /exit code 1/],
  ['prints-afterwards', /went on printing/],
  ['skips-in-silence', /without a reason/],
  ['is-not-there', /is not there/],
];

const runner = suite('runner');

for (const [name, problem] of FAILURES)
  runner(`runner - counts a suite that ${name.replaceAll('-', ' ')} as failed`, async () => {
    // What is left behind outlasts it by far.
    const options = { graceMs: 200, ...(name === 'leaks-a-handle' && { timeoutMs: 1000 }) };
    const result = await runSuite(fixture(name), options);
    assert.ok(result.failed > 0, 'counted as failed');
    assert.match(result.problems.join('\n'), problem);
  });

runner('runner - counts what passed, tests registered in a loop included', async () => {
  const { passed, failed, skipped, problems } = await runSuite(fixture('passes'));
  assert.equal({ passed, failed, skipped, problems }, { passed: 3, failed: 0, skipped: [], problems: [] });
});

runner('runner - names each skipped test and why', async () => {
  for (const name of ['skips', 'skips-by-skip-if']) {
    const { passed, failed, skipped } = await runSuite(fixture(name));
    assert.equal({ passed, failed, skipped }, { passed: 1, failed: 0, skipped: ['b (no tool)'] }, name);
  }
});

runner('runner - keeps the output of a failure', async () => {
  assert.match((await runSuite(fixture('fails'))).output, /FAIL {2}"b"\s+no/);
});

runner.run();
