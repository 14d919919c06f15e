// Which suites `npm test` runs, and how long each may take.
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Rooms that have an `npm run test:*` of their own and stay out of `npm test`. */
export const ROOMS_WITH_OWN_COMMAND = ['tests/firmware/', 'tests/arm64/'];

/** Suites of those rooms that `npm test` runs all the same: the quick proof of what the command proves at length. */
export const ALSO_IN_NPM_TEST = ['tests/firmware/brick.test.ts'];

/** A suite's kill timeout by the first prefix that its path begins with; put the longer prefix first. */
export const TIMEOUTS_SECONDS = [
  ['tests/firmware/outcomes', 3600],
  ['tests/firmware/kernels', 3600],
  ['tests/firmware/', 300],
  ['tests/arm64/', 1800],
  ['tests/vfat/', 900],
  ['tests/crash/', 900],
  ['tests/e2e/', 240],
  ['tests/tooling/', 180],
];
const DEFAULT_TIMEOUT_SECONDS = 120;

/** The kill timeout of a suite, given its source path relative to the root (`tests/bus/publish.test.ts`). */
export const timeoutMsOf = (source) => {
  const entry = TIMEOUTS_SECONDS.find(([prefix]) => source.startsWith(prefix));
  return 1000 * (entry?.[1] ?? DEFAULT_TIMEOUT_SECONDS);
};

const isSlow = (source) => timeoutMsOf(source) > DEFAULT_TIMEOUT_SECONDS * 1000;

/** Every suite as `{source, file}`. The slow ones come first, so that none of them is left to run alone at the end. */
export const findSuites = (root) =>
  readdirSync(join(root, 'tests'), { recursive: true })
    .map((path) => `tests/${path.split(sep).join('/')}`)
    .filter((source) => source.endsWith('.test.ts') && !source.startsWith('tests/fixtures/'))
    .filter(
      (source) =>
        ALSO_IN_NPM_TEST.includes(source) || !ROOMS_WITH_OWN_COMMAND.some((room) => source.startsWith(room)),
    )
    .sort((a, b) => Number(isSlow(b)) - Number(isSlow(a)) || (a < b ? -1 : 1))
    .map((source) => ({ source, file: join(root, source) }));
