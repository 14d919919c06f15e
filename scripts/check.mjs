// `npm run check`: every gate that runs no test, all at once; `-- lint types` only those. `npm test` runs them, too.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNpmPackages } from './npm-packages.mjs';

/** What each gate runs in the checkout; it passes by exit status 0. */
export const GATES = [
  { name: 'generated', command: [process.execPath, 'scripts/generate.mjs', '--check'] },
  { name: 'lint', command: ['node_modules/.bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'types', command: ['node_modules/.bin/tsc', '--noEmit'] },
  { name: 'format', command: ['node_modules/.bin/oxfmt', '--check', '.'] },
  { name: 'errors', command: [process.execPath, 'scripts/errors-page.mjs', '--check'] },
  { name: 'unused', command: [process.execPath, 'scripts/check-unused.mjs'] },
  { name: 'walls', command: [process.execPath, 'scripts/check-walls.mjs'] },
];

const runGate = async (root, { command: [file, ...args] }) => {
  const startedAt = Date.now();
  const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const isOk = await new Promise((done) => {
    child.on('error', (error) => {
      output += error.message;
      done(false);
    });
    child.on('close', (status) => done(status === 0));
  });
  return { isOk, output, seconds: (Date.now() - startedAt) / 1000 };
};

/** Runs the gates on the checkout at `root`, and calls `onResult(gate, {isOk, output, seconds})` as each ends. */
export const runGates = (root, onResult, gates = GATES) =>
  Promise.all(gates.map(async (gate) => onResult(gate, await runGate(root, gate))));

const report = ({ name }, { isOk, output, seconds }) => {
  console.log(`${isOk ? 'ok' : 'FAIL'}  ${name}  ${seconds.toFixed(1)} s`);
  if (isOk) return;
  console.log(output.trimEnd().replace(/^/gm, '    '));
  process.exitCode = 1;
};

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !GATES.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    console.error(
      `unknown check ${unknown.join(', ')}; the checks are ${GATES.map(({ name }) => name).join(', ')}`,
    );
    process.exit(2);
  }
  ensureNpmPackages({ root });
  const gates = wanted.length === 0 ? GATES : GATES.filter(({ name }) => wanted.includes(name));
  await runGates(root, report, gates);
}
