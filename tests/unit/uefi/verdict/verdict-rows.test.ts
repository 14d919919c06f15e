import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import { bootRows } from '../../../lab/boot-rows.ts';
import { LEVEL_2024 } from '../../../lab/boot-row-trees.ts';
import type { BootRow, EspContent } from '../../../lab/boot-row-trees.ts';
import { rowFirmware } from '../../../lab/row-variables.ts';
import { lacking, skipIf } from '../../../lab/skip.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { capturedVariables } from '../../../lab/boot/fixtures.ts';
import { filesOf } from '../../../lab/boot/verdict-lab.ts';

const test = suite('verdict of the known outcomes');

const withTools = skipIf(test, lacking('sbsign', 'openssl', 'objcopy', 'apt-get', 'dpkg-deb'));

const judge = ({ files, variables }: BootRow) =>
  verdict(filesOf(files), rowFirmware(variables, capturedVariables()));

withTools('verdict - says of every known outcome what a real machine did', () =>
  withScratch(async (directory) => {
    const rows = await bootRows(directory);
    const wrong = rows.flatMap((row) => {
      const { entries, reasons } = judge(row);
      const predicted = entries[0]?.class;
      const codes = reasons.map(({ code }) => code).join(' ');
      return predicted === row.expected
        ? []
        : [`${row.row}: ${String(predicted)}, not ${row.expected} (${codes})`];
    });
    assert.equal(wrong, []);
    assert.is(rows.length, 48);
  }),
);

withTools('verdict - knows the SBAT level that each outcome leaves behind', () =>
  withScratch(async (directory) => {
    for (const row of await bootRows(directory))
      if (row.levelAfter !== undefined) assert.is(judge(row).sbatLevelAfter, row.levelAfter, row.title);
  }),
);

withTools('verdict - rollback ends with the first boot of a shim that raises the level', () =>
  withScratch(async (directory) => {
    const rows = await bootRows(directory);
    const [before, after] = ['2', '1'].map((wanted) => rows.find(({ row }) => row === wanted));
    assert.ok(before !== undefined && after !== undefined);
    if (before === undefined || after === undefined) return;
    const firmware = rowFirmware({ ...before.variables, sbatLevel: LEVEL_2024 }, capturedVariables());
    const result = verdict(filesOf(after.files), firmware, { previous: filesOf(before.files) });
    assert.is(result.verdict, 'boots');
    assert.is(result.rollback.possible, true);
    assert.is(result.rollback.until, 'first-boot');
    assert.match(result.rollback.why ?? '', 'grub,4 is below grub,5');
  }),
);

withTools(
  'verdict - the level that a shim raises before it falls through dooms the entry behind it',
  async () => {
    await withScratch(async (directory) => {
      const rows = await bootRows(directory);
      const [older, alone] = ['2', '15'].map((wanted) => rows.find(({ row }) => row === wanted));
      assert.ok(older !== undefined && alone !== undefined);
      if (older === undefined || alone === undefined) return;
      const behind = Object.entries(older.files).map(([path, bytes]) => [
        path.replace('EFI/debian/shimx64.efi', 'EFI/BOOT/BOOTX64.EFI').replace('EFI/debian/', 'EFI/BOOT/'),
        bytes,
      ]);
      const files = filesOf({ ...(Object.fromEntries(behind) as EspContent), ...alone.files });
      const firmware = rowFirmware({ ...older.variables, sbatLevel: LEVEL_2024 }, capturedVariables());
      assert.equal(
        verdict(files, firmware).entries.map((entry) => entry.class),
        ['fallthrough', 'hang'],
      );
    });
  },
);

test.run();
