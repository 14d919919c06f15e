// `npm test`: what this machine lacks, the gates of `npm run check`, the suites, and the closing line.
// `npm test -- PATTERN...`: only the suites whose path contains a PATTERN, and no gate. Nothing is built before a suite
// asks for it (tests/lab/programs.ts); what was built of older sources goes, so that nobody uses it unasked.
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runGates } from './check.mjs';
import { testPackages } from './debian-packages.mjs';
import { removeStale } from './outputs.mjs';
import {
  ensureDebianPackages,
  ensureNpmPackages,
  EXIT_MISSING_PREREQUISITE,
  PrerequisiteError,
} from './prerequisites.mjs';
import { laboratoryChoice, usesLaboratory } from './laboratory.mjs';
import { killRunningSuites, runSuites } from './run-suites.mjs';
import { findSuites, timeoutMsOf } from './suites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const patterns = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
let laboratory;

const indent = (text) => text.trimEnd().replace(/^/gm, '    ');
const line = (mark, { name, seconds, note }) =>
  console.log(`${mark.padEnd(4)} ${name}  ${note === undefined ? '' : `${note}  `}${seconds.toFixed(1)} s`);

const close = (exitCode) => {
  const { passed, failed, skipped } = totals;
  if (laboratory !== undefined) console.log(`\n${laboratory}`);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(exitCode ?? (failed > 0 ? 1 : 0));
};

const reportGate = ({ name }, { isOk, output, seconds }) => {
  if (!isOk) totals.failed += 1;
  line(isOk ? 'ok' : 'FAIL', { name, seconds });
  if (!isOk) console.log(indent(output));
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

const prepare = async () => {
  try {
    ensureNpmPackages({ root });
    await ensureDebianPackages(testPackages);
  } catch (error) {
    if (!(error instanceof PrerequisiteError)) throw error;
    console.error(`bootswap: ${error.message}`);
    totals.failed += 1;
    close(EXIT_MISSING_PREREQUISITE);
  }
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

// Said first and last, because it decides what was skipped. A laboratory that was asked for by name must be there.
const sayLaboratory = (suites) => {
  if (!suites.some(({ source }) => usesLaboratory(source))) return;
  const { says, isRefused = false } = JSON.parse(laboratoryChoice());
  laboratory = `laboratory: ${says}`;
  console.log(laboratory);
  if (isRefused) totals.failed += 1;
};

for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.on(signal, () => {
    killRunningSuites();
    process.exit(exitCode);
  });

await prepare();
if (patterns.length === 0) await runGates(root, reportGate);
removeStale(root, { name: 'bin', directory: 'dist/bin' });
const suites = selectSuites();
sayLaboratory(suites);
await runSuites(suites, { parallel: Math.min(2, availableParallelism()), onResult: report });
close();
