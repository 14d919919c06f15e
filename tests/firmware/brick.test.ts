import { suite } from 'uvu';
import { lackingFirmware } from '../lab/ovmf.ts';
import { skipIf } from '../lab/skip.ts';
import { assertRowAgrees } from './agreement.ts';

/** The three boots that `npm test` makes, too (scripts/suites.mjs); the others are in outcomes.test.ts. */
const FIXED_ROWS: readonly string[] = ['1', '3', '11'];

const test = suite('the brick, booted');
const inFirmware = skipIf(test, lackingFirmware());

for (const wanted of FIXED_ROWS) {
  inFirmware(`firmware - the verdict and a real boot agree on row ${wanted}`, () => assertRowAgrees(wanted));
}

test.run();
