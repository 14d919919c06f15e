// `npm test`: what this machine lacks, the static gates, the build, the suites, and the closing line.
// `npm test -- PATTERN...`: only the suites whose path contains a PATTERN, and no gate but the build.
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testPackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages, EXIT_MISSING_PREREQUISITE } from './prerequisites.mjs';
import { killRunningSuites, runSuites } from './run-suites.mjs';
import { findSuites, timeoutMsOf } from './suites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const patterns = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };

const GATES = [
  { name: 'format', command: ['node_modules/.bin/oxfmt', '--check', '.'] },
  { name: 'lint', command: ['node_modules/.bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'walls', command: [process.execPath, 'scripts/check-walls.mjs'] },
  { name: 'generated code', command: [process.execPath, 'scripts/generate.mjs', '--check'] },
];
const BUILD = { name: 'build and types', command: [process.execPath, 'scripts/build.mjs'] };

const indent = (text) => text.trimEnd().replace(/^/gm, '    ');
const line = (mark, { name, seconds, note }) =>
  console.log(`${mark.padEnd(4)} ${name}  ${note === undefined ? '' : `${note}  `}${seconds.toFixed(1)} s`);

const close = (exitCode) => {
  const { passed, failed, skipped } = totals;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(exitCode ?? (failed > 0 ? 1 : 0));
};

const passesGate = ({ name, command: [file, ...args] }) => {
  const startedAt = Date.now();
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const isOk = status === 0;
  if (!isOk) totals.failed += 1;
  line(isOk ? 'ok' : 'FAIL', { name, seconds: (Date.now() - startedAt) / 1000 });
  if (!isOk) console.log(indent(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`));
  return isOk;
};

const report = ({ source }, { passed, failed, skipped, problems, output, seconds }) => {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped.length;
  const note = [
    `${passed} passed`,
    failed > 0 && `${failed} failed`,
    skipped.length > 0 && `${skipped.length} skipped`,
  ];
  line(failed > 0 ? 'FAIL' : 'ok', { name: source, note: note.filter(Boolean).join(', '), seconds });
  for (const skip of skipped) console.log(`     skipped: ${skip}`);
  if (failed === 0) return;
  console.log(indent(output));
  for (const problem of problems) console.log(`     ${source}: ${problem}`);
};

const prepare = () => {
  try {
    ensureNpmPackages({ root });
  } catch (error) {
    console.error(error.message);
    totals.failed += 1;
    close(EXIT_MISSING_PREREQUISITE);
  }
  ensureDebianPackages(testPackages, {
    onMissing: (command) => {
      console.error(
        `bootswap: the tests need more than this machine has; run this, then npm test again:\n${command}`,
      );
      totals.failed += 1;
      close(EXIT_MISSING_PREREQUISITE);
    },
  });
};

const selectSuites = () => {
  const isWanted = ({ source }) =>
    patterns.length === 0 || patterns.some((pattern) => source.includes(pattern));
  const suites = findSuites(root).filter(isWanted);
  if (suites.length === 0) {
    console.log(
      `FAIL no suite ${patterns.length === 0 ? 'under tests/' : `matches ${patterns.join(' or ')}`}`,
    );
    totals.failed += 1;
  }
  return suites.map((suite) => ({ ...suite, timeoutMs: timeoutMsOf(suite.source) }));
};

for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.on(signal, () => {
    killRunningSuites();
    process.exit(exitCode);
  });

prepare();
if (patterns.length === 0) for (const gate of GATES) passesGate(gate);
const isBuilt = passesGate(BUILD);
// After a build with errors dist/ may be half of an older one: only a developer who names suites wants it run.
if (!isBuilt && patterns.length === 0) close();
await runSuites(selectSuites(), { parallel: Math.min(2, availableParallelism()), onResult: report });
close();
