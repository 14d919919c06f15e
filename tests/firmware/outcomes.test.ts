import { suite } from 'uvu';
import { lackingFirmware } from '../lab/ovmf.ts';
import { skipIf } from '../lab/skip.ts';
import { assertRowAgrees } from './agreement.ts';

const test = suite('known outcomes, booted');
const inFirmware = skipIf(test, lackingFirmware());

/** All rows but those of brick.test.ts; the list is fixed, so that a row that got lost is missed. */
const TABLE = '2 4 5 6 7 8 9a 9b 10 12 13 14 15 16 17 18 19 20 21 21s 22 24 25 25g 26 27 28a 28b 28c';
const BEYOND = 'b1 b2 b3 b4 b5 o1 o2 o3 f1 f2 f3 f4 f5 r1 r2 r3';
const ROWS = `${TABLE} ${BEYOND}`.split(' ');

for (const wanted of ROWS) {
  inFirmware(`firmware - the verdict and a real boot agree on row ${wanted}`, () => assertRowAgrees(wanted));
}

test.run();
