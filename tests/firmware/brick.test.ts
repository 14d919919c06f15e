import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lackingFirmware } from '../lab/ovmf.ts';
import { skipIf } from '../lab/skip.ts';
import { assertAgreement, withRows } from './agreement.ts';

/** The three boots that `npm test` makes, too (scripts/suites.mjs); the others are in outcomes.test.ts. */
const FIXED_ROWS: readonly string[] = ['1', '3', '11'];

const test = suite('the brick, booted');
const inFirmware = skipIf(test, lackingFirmware());

for (const wanted of FIXED_ROWS) {
  inFirmware(`firmware - the verdict and a real boot agree on row ${wanted}`, async () => {
    await withRows(async (rows) => {
      const row = rows.find((each) => each.row === wanted);
      assert.ok(row !== undefined, `there is no row ${wanted}`);
      if (row !== undefined) await assertAgreement(row);
    });
  });
}

test.run();
