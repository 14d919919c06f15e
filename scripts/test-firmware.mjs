// `npm run test:firmware`: boots every known outcome in OVMF under QEMU and compares it with the verdict; and
// what pesign, openssl and pkijs say of kernels with what we say (BOOTSWAP_KERNELS=all: of every one on offer). A quarter of an hour.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firmwarePackages } from './debian-packages.mjs';
import { ensureDebianPackages, ensureNpmPackages } from './prerequisites.mjs';
import { killRunningSuites, runSuites } from './run-suites.mjs';
import { timeoutMsOf } from './suites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ROOM = 'tests/firmware/';
let failed = 0;

for (const [signal, exitCode] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.on(signal, () => {
    killRunningSuites();
    process.exit(exitCode);
  });

ensureNpmPackages({ root });
await ensureDebianPackages(firmwarePackages);

const suites = readdirSync(join(root, ROOM))
  .filter((name) => name.endsWith('.test.ts'))
  .sort()
  .map((name) => `${ROOM}${name}`)
  .map((source) => ({
    source,
    file: join(root, source),
    timeoutMs: timeoutMsOf(source),
  }));

// One machine at a time: a dialog that waits and a boot that is slow look the same to a stop-watch.
await runSuites(suites, {
  parallel: 1,
  onResult: ({ source }, result) => {
    failed += result.failed + result.skipped.length;
    const skipped = result.skipped.length > 0 ? `, ${result.skipped.length} skipped` : '';
    console.log(
      `${source}: ${result.passed} passed, ${result.failed} failed${skipped}, ${result.seconds.toFixed(0)} s`,
    );
    for (const skip of result.skipped) console.log(`  skipped: ${skip}`);
    if (result.failed > 0) console.log(result.output);
    for (const problem of result.problems) console.log(`  ${problem}`);
  },
});
process.exit(failed === 0 ? 0 : 1);
