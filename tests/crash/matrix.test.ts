import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeEspImage } from '../lab/esp-image.ts';
import { runTool } from '../lab/tools.ts';
import { lacking, skipIf } from '../lab/skip.ts';
import { setDirtyBit, takeSpace } from '../lab/crash/mishap.ts';
import { withScratch } from '../lab/scratch.ts';
import { CONTROLS } from './control-run.ts';
import { createBench } from './judge-states.ts';
import type { JobOutcome } from './matrix-jobs.ts';
import { faultsOf, lineOf, reportOf } from './matrix-report.ts';
import { AXES, IMPOSSIBLE, matrixRows, nameOf } from './matrix.ts';
import type { MatrixRow } from './matrix.ts';
import { pairsIn, possiblePairs } from './pairwise.ts';
import { replaceBetween } from './power-loss-page.ts';
import { rowExpectations, rowFiles } from './row-files.ts';
import type { RowDetails } from './table.ts';

const matrix = suite('crash matrix');
const onTools = skipIf(matrix, lacking('mkfs.vfat', 'fsck.vfat'));

const ROWS = matrixRows();

matrix('matrix - every pair of values occurs but for those that are named as impossible', () => {
  const rows = ROWS;
  const found = new Set(rows.flatMap(pairsIn));
  const possible = possiblePairs(AXES, IMPOSSIBLE);
  assert.equal(
    possible.filter((pair) => !found.has(pair)),
    [],
  );
  assert.is(possiblePairs(AXES).length - possible.length, IMPOSSIBLE.length);
  assert.ok(rows.length < 45, `${rows.length} rows`);
  assert.is(new Set(rows.map(nameOf)).size, rows.length);
});

const rowWith = (part: Partial<MatrixRow>): MatrixRow => ({ ...(ROWS[0] as MatrixRow), ...part });

matrix('row files - the payload and what nobody brought make what is to be found in the end', () => {
  const row = rowWith({ scope: 'directory', start: 'updated', directories: '1' });
  const { units, foreign } = rowExpectations(row, rowFiles(row), ['EFI/PAD000']);
  assert.equal(
    units.map(({ path }) => path),
    ['EFI/fedora'],
  );
  assert.ok(units[0]?.old?.has('mmx64.efi') === true && units[0].new?.has('mmx64.efi') === false);
  assert.ok(units[0].new.has('grub.cfg'), 'a file that no payload brought stays');
  assert.ok(['EFI/PAD000', 'EFI/BOOT/BOOTX64.EFI'].every((path) => foreign.has(path)));
  assert.not(foreign.has('EFI/fedora/grub.cfg'));
});

matrix('row files - a file alone changes in scope file, all of EFI in scope esp', () => {
  const file = rowWith({ scope: 'file' });
  const files = rowExpectations(file, rowFiles(file), []);
  assert.equal(files.units.map(({ path }) => path).toSorted(), [
    'EFI/BOOT/BOOTX64.EFI',
    'EFI/fedora/shimx64.efi',
  ]);
  const changed = [...rowFiles(file).after].filter(
    ([path, bytes]) => rowFiles(file).before.get(path) !== bytes,
  );
  assert.is(changed.length, 2);
  const esp = rowWith({ scope: 'esp' });
  const all = rowExpectations(esp, rowFiles(esp), ['PAD000']);
  assert.ok(all.units[0]?.old?.has('Microsoft/Boot/BCD'));
  assert.equal([...all.foreign.keys()], ['PAD000']);
});

matrix(
  'row files - the previous tree may stay beside the new one, and what fsck has left, not what bootupd has',
  () => {
    const row = rowWith({});
    const { mayRemain = () => false } = rowExpectations(row, rowFiles(row), []);
    assert.ok(mayRemain('EFI/FEDORA.BSW', 'new'));
    assert.not(mayRemain('EFI/FEDORA.BSW', 'old'));
    assert.ok(mayRemain('FSCK0000.REC', 'old'));
    assert.not(mayRemain('EFI/.btmp.fedora', 'old'));
    assert.not(mayRemain('EFI/stray', 'new'));
  },
);

for (const [fat, sizeMiB] of [
  [32, 34],
  [16, 20],
] as const)
  onTools(`mishap - FAT${fat} with space taken and the dirty bit set is one that fsck knows`, async () => {
    await withScratch(async (directory) => {
      const path = join(directory, 'esp.img');
      await makeEspImage({ path, sizeMiB, fat });
      const image = takeSpace(setDirtyBit(await readFile(path)), 40);
      const bench = createBench(image, { expectations: { units: [], foreign: new Map() } });
      const verdict = bench.judgeImage(bench.newImage());
      assert.equal([verdict.reasons, verdict.needsRecovery, verdict.lostClusters], [[], [], 0]);
      await writeFile(path, image);
      const { stdout } = await runTool('fsck.vfat', ['-n', '-v', path]);
      assert.match(stdout, /Dirty bit is set/);
      assert.not.match(stdout, /FATs differ|Free cluster summary wrong/);
    });
  });

const details: RowDetails = {
  scenario: 'plain',
  states: 1000,
  old: 900,
  new: 100,
  mixed: 0,
  broken: 0,
  unrecovered: 0,
  seconds: 7,
  needsRecovery: 3,
  fscked: 4,
  brokenByFsck: 0,
  groups: 20,
  recoveries: 10,
  torn: { states: 50, old: 40, new: 5, mixed: 0, broken: 5, needsRecovery: 0 },
};
const rowOutcome = (part: Partial<RowDetails>): JobOutcome => ({
  id: 'row-1',
  name: 'plain',
  kind: 'row',
  seconds: 9,
  row: { ...details, ...part },
  failures: [],
  placements: ['same sector, behind'],
});
const controlOutcome = (isSeen: boolean): JobOutcome => ({
  id: 'control-1',
  name: 'bootupd',
  kind: 'control',
  seconds: 5,
  row: { ...details, broken: 500 },
  mustBe: 'broken',
  isSeen,
});

matrix(
  'report - broken and unrecovered states, blind controls and errors are faults; all else is not',
  () => {
    assert.equal([rowOutcome({}), controlOutcome(true)].flatMap(faultsOf), []);
    const error: JobOutcome = { id: 'row-2', name: 'x', kind: 'error', seconds: 1, message: 'no kernel' };
    const faults = [rowOutcome({ broken: 1 }), rowOutcome({ unrecovered: 2 }), controlOutcome(false), error];
    assert.is(faults.flatMap(faultsOf).length, 4);
    assert.match(lineOf(rowOutcome({ broken: 1 })), /^FAIL row-1 plain: 1000 states, 1 broken/);
    assert.match(lineOf(rowOutcome({})), /^ok /);
  },
);

matrix('report - rows, sums and controls become tables, torn sectors stay apart', () => {
  const { rows, controls, summary } = reportOf([
    rowOutcome({}),
    rowOutcome({ states: 500 }),
    controlOutcome(true),
  ]);
  assert.match(rows, '| all | 1500 | 1800 | 200 | 0 | 0 | 0 | 14 |');
  assert.match(controls, '| bootupd | 1000 | 500 | 50 % | 0 | broken |');
  assert.match(summary, /1 500 different states in 2 scenarios/);
  assert.match(summary, '2 × same sector, behind');
  assert.match(summary, /10 of 100 states broken/);
});

matrix('page - what stands between two markers is replaced, the rest stays', () => {
  const page = 'before\n<!-- crash rows -->\nold\n<!-- /crash rows -->\nafter';
  const replaced = replaceBetween(page, 'crash rows', 'new\n');
  assert.is(replaced, 'before\n<!-- crash rows -->\n\nnew\n\n<!-- /crash rows -->\nafter');
  assert.is(replaceBetween(replaced, 'crash rows', 'new'), replaced);
  assert.throws(() => replaceBetween('nothing', 'crash rows', 'new'), RangeError);
});

matrix("controls - each of the issue's negative controls is run, and one that must hold", () => {
  const orders = CONTROLS.filter(({ mustBe }) => mustBe === 'broken').map(({ order }) => order);
  assert.equal(orders, ['bootupd', 'no-barrier', 'fsync-parent', 'delete-before-flush']);
  assert.ok(CONTROLS.some(({ mustBe, recovery }) => mustBe === 'unrecovered' && recovery !== undefined));
  assert.ok(CONTROLS.some(({ mustBe }) => mustBe === 'proven'));
});

matrix.run();
