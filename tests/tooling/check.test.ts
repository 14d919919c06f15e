import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Gate = { name: string; command: string[] };
type Result = { isOk: boolean; output: string; seconds: number };
type Check = {
  GATES: Gate[];
  runGates: (
    root: string,
    onResult: (gate: Gate, result: Result) => void,
    gates?: Gate[],
  ) => Promise<unknown>;
};

const { GATES, runGates } = await loadScript<Check>('check.mjs');

const resultsOf = async (directory: string, gates: Gate[]): Promise<Record<string, Result>> => {
  const results: Record<string, Result> = {};
  await runGates(directory, ({ name }, result) => void (results[name] = result), gates);
  return results;
};

const node = (code: string): string[] => [process.execPath, '-e', code];
const check = suite('check');

check('check - a gate passes by exit status 0 alone, and what it said is kept', async () => {
  await withTree({}, async (directory) => {
    const results = await resultsOf(directory, [
      { name: 'passes', command: node('console.log("fine")') },
      { name: 'fails', command: node('console.log("a"); console.error("b"); process.exit(3)') },
      { name: 'is killed', command: node('process.kill(process.pid, "SIGKILL")') },
      { name: 'is not installed', command: ['node_modules/.bin/no-such-gate'] },
    ]);
    const passed = Object.entries(results).map(([name, { isOk }]) => [name, isOk]);
    assert.equal(Object.fromEntries(passed), {
      passes: true,
      fails: false,
      'is killed': false,
      'is not installed': false,
    });
    assert.match(results['fails']?.output ?? '', /a\n.*b\n|b\n.*a\n/s);
    assert.match(results['is not installed']?.output ?? '', /ENOENT/);
  });
});

check('check - the gates that need no long run hold for this checkout', async () => {
  const results = await resultsOf(
    root,
    GATES.filter(({ name }) => ['errors', 'format', 'unused', 'walls'].includes(name)),
  );
  for (const [name, { isOk, output }] of Object.entries(results)) assert.ok(isOk, `${name}: ${output}`);
});

check('check - the gates are these, and a name that is none of them is refused', async () => {
  assert.equal(GATES.map(({ name }) => name).toSorted(), [
    'errors',
    'format',
    'generated',
    'lint',
    'types',
    'unused',
    'walls',
  ]);
  const program = join(root, 'scripts', 'check.mjs');
  const { code, stderr } = await run(process.execPath, [program, 'walls', 'lnit']);
  assert.is(code, 2);
  assert.match(stderr, /^unknown check lnit; .*lint/);
});

check('check - one gate by its name', async () => {
  const { code, stdout } = await run(process.execPath, [join(root, 'scripts', 'check.mjs'), 'walls']);
  assert.is(code, 0);
  assert.match(stdout, /^ok {2}walls {2}[\d.]+ s\n$/);
});

check('check - CI calls npm test and nothing else', () => {
  const lines = readFileSync(join(root, '.ci', 'run'), 'utf8').split('\n');
  const commands = lines.filter((line) => line !== '' && !/^(#|set |cd )/.test(line));
  assert.equal(commands, ['npm test']);
});

check.run();
