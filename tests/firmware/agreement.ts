import * as assert from 'uvu/assert';
import { verdict } from '../../lib/uefi/verdict/verdict.ts';
import { bootRows } from '../lab/boot-rows.ts';
import type { BootRow } from '../lab/boot-row-trees.ts';
import { bootInOvmf } from '../lab/ovmf.ts';
import { rowFirmware } from '../lab/row-variables.ts';
import { capturedVariables } from '../lab/boot/fixtures.ts';
import { filesOf } from '../lab/boot/verdict-lab.ts';
import { withScratch } from '../lab/scratch.ts';

/** The rows that a test boots, made in a directory of their own. */
const withRows = <T>(work: (rows: BootRow[]) => Promise<T>): Promise<T> =>
  withScratch(async (directory) => work(await bootRows(directory)));

const SERIAL_TAIL_CHARACTERS = 1500;

/** Asserts that the verdict and a real boot say the same, of the class and of the level afterwards. */
const assertAgreement = async (row: BootRow): Promise<void> => {
  const predicted = verdict(filesOf(row.files), rowFirmware(row.variables, capturedVariables()));
  const observed = await bootInOvmf(row);
  const said = `${row.row} (${row.title})`;
  const tail = observed.serial.slice(-SERIAL_TAIL_CHARACTERS);
  assert.is(observed.bootClass, predicted.entries[0]?.class, `${said}; the machine said:\n${tail}`);
  if (row.levelAfter !== undefined) assert.is(observed.sbatLevel, predicted.sbatLevelAfter, said);
};

/** Makes the row of this name, boots it, and asserts that the verdict and the boot say the same. */
export const assertRowAgrees = (wanted: string): Promise<void> =>
  withRows(async (rows) => {
    const row = rows.find((each) => each.row === wanted);
    assert.ok(row !== undefined, `there is no row ${wanted}`);
    if (row !== undefined) await assertAgreement(row);
  });
