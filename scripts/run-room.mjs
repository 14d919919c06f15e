// Runs the suites of a room that has an `npm run test:*` of its own, one after the other, and ends this process. What was
// skipped counts as failed: who asks for a room wants all of it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { killRunningSuites, runSuites } from './run-suites.mjs';
import { timeoutMsOf } from './suites.mjs';

const suitesIn = (root, room) =>
  readdirSync(join(root, room))
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => `${room}${name}`)
    .map((source) => ({ source, file: join(root, source), timeoutMs: timeoutMsOf(source) }));

const report = ({ source }, result) => {
  const skipped = result.skipped.length > 0 ? `, ${result.skipped.length} skipped` : '';
  console.log(
    `${source}: ${result.passed} passed, ${result.failed} failed${skipped}, ${result.seconds.toFixed(0)} s`,
  );
  for (const skip of result.skipped) console.log(`  skipped: ${skip}`);
  if (result.failed > 0) console.log(result.output);
  for (const problem of result.problems) console.log(`  ${problem}`);
};

/** `room` is a path from `root`, `tests/firmware/`. Never returns. */
export const runRoom = async (root, room) => {
  for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
    process.on(signal, () => {
      killRunningSuites();
      process.exit(exitCode);
    });
  let failed = 0;
  // One machine at a time: a dialog that waits and a boot that is slow look the same to a stop-watch.
  await runSuites(suitesIn(root, room), {
    parallel: 1,
    onResult: (suite, result) => {
      failed += result.failed + result.skipped.length;
      report(suite, result);
    },
  });
  process.exit(failed === 0 ? 0 : 1);
};
