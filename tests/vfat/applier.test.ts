import { readFile, writeFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { spaceNeeded } from '../../lib/host/index.ts';
import { whyNoGuest } from '../lab/guest/chosen.ts';
import { takeSpace } from '../lab/crash/mishap.ts';
import { skipIf } from '../lab/skip.ts';
import { assertImage, runTasks, withLab } from './applier-lab.ts';
import { bigPlan, newBigTree, oldBigTree } from './applier-plans.ts';

const NOTHING_TO_DO = '{"actions":[],"clean":true,"space":{"lostClusters":0,"fsckFiles":[]}}';

const vfat = suite('vfat applier');
const test = skipIf(vfat, whyNoGuest());

test('vfat applier - an update is on the image byte for byte, beside the old trees, and fsck finds nothing', async () => {
  await withLab(async (lab) => {
    const [applied, recovered] = await runTasks(lab, ['apply', 'recover']);
    assert.match(applied ?? '', '"outcome":"exchanged"');
    assert.match(recovered ?? '', NOTHING_TO_DO);
    const staged = await assertImage(lab, newBigTree);
    assert.ok(staged.includes('EFI/DEBIAN.BSW/BOOTX64.BSV'), staged.join());
    assert.not.ok(staged.some((path) => path.endsWith('.CSV')));
  });
});

test('vfat applier - the space it asks for is what it takes: with that much free it succeeds, with less it writes nothing', async () => {
  const clusters = Number(spaceNeeded(bigPlan, 512) / 512n);
  for (const [free, expected] of [
    [clusters, '"outcome":"exchanged"'],
    [clusters - 1, '"outcome":"rejected","code":"NO_SPACE"'],
  ] as const) {
    await withLab(async (lab) => {
      await writeFile(lab.image, takeSpace(await readFile(lab.image), free));
      const [applied] = await runTasks(lab, ['apply']);
      assert.match(applied ?? '', expected);
      await assertImage(lab, free === clusters ? newBigTree : oldBigTree);
    });
  }
});

test('vfat applier - released after a passed audit, nothing but the new tree is left', async () => {
  await withLab(async (lab) => {
    const printed = await runTasks(lab, ['apply', 'pass']);
    assert.match(printed[1] ?? '', '"outcome":"passed"');
    assert.equal(await assertImage(lab, newBigTree), []);
  });
});

test('vfat applier - a failed audit brings the old image back, and the host stays there', async () => {
  await withLab(async (lab) => {
    const printed = await runTasks(lab, ['apply', 'fail', 'apply', 'recover']);
    assert.match(printed[1] ?? '', '"outcome":"rolled-back"');
    assert.match(printed[2] ?? '', 'ALREADY_ROLLED_BACK');
    assert.match(printed[3] ?? '', NOTHING_TO_DO);
    assert.equal(await assertImage(lab, oldBigTree), []);
  });
});

test('vfat applier - killed while staging, between exchanges and in recovery, it ends all old or all new', async () => {
  await withLab(async (lab) => {
    const printed = await runTasks(lab, [
      'apply build-stage@3:kill',
      'recover',
      'apply exchange@3:kill',
      'recover settle:kill',
      'recover',
      'pass',
    ]);
    assert.equal(
      printed.map((line) => /ended with 137|"kind":"[a-z]+"|"outcome":"[a-z]+"/.exec(line)?.[0]),
      [
        'ended with 137',
        '"kind":"undo"',
        'ended with 137',
        'ended with 137',
        '"kind":"finish"',
        '"outcome":"passed"',
      ],
      printed.join('\n'),
    );
    assert.equal(await assertImage(lab, newBigTree), []);
  });
});

vfat.run();
