import type { Callback, Test } from 'uvu';
import { findTool, missingTool } from './tools.ts';

/** What registers a test. */
type Registrar<Context> = (title: string, body: Callback<Context>) => void;

/**
 * A registrar for tests that cannot run everywhere: with a reason it skips each and names the test and the reason to
 * the runner (scripts/suite-verdict.mjs reads the line; it is all that a suite may print), without one it registers
 * them with `suite`. A suite that skips in another way fails, for nobody would learn what was not tested.
 *
 *     const onUml = skipIf(vfat, hasUml() ? undefined : 'no user-mode-linux');
 *     onUml('swap - survives a power cut', async () => {…});
 */
export const skipIf = <Context>(suite: Test<Context>, reason: string | undefined): Registrar<Context> =>
  reason === undefined
    ? suite
    : (title, body) => {
        suite.skip(title, body);
        process.stdout.write(`skipped: ${title} (${reason})\n`);
      };

/** Why a test that runs these programs cannot run here, for `skipIf`: the first that is missing, and its package. */
export const lacking = (...tools: readonly string[]): string | undefined => {
  const missing = tools.find((tool) => findTool(tool) === null);
  return missing === undefined ? undefined : missingTool(missing);
};
