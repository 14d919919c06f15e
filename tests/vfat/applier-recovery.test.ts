import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fsckImage } from '../lab/image-oracle.ts';
import { whyNoGuest } from '../lab/guest/chosen.ts';
import { runTool } from '../lab/tools.ts';
import { skipIf } from '../lab/skip.ts';
import { crossLink, patchImage, setLink, startOf } from '../lab/fat/images.ts';
import type { TestTree } from '../lab/trees.ts';
import { digestsOf, readImage, runTasks, withLab } from './applier-lab.ts';
import type { Lab } from './applier-lab.ts';
import { newBigTree, oldBigTree } from './applier-plans.ts';

const vfat = suite('vfat applier recovery');
const test = skipIf(vfat, whyNoGuest());

/** Killed right before EFI/debian is exchanged: its stage and the live one are whole, EFI/systemd is new. */
const KILLED = 'apply exchange@2:kill';

const damage = ({ image }: Lab, patch: (bytes: Buffer) => void): Promise<void> => patchImage(image, patch);
const bothOld = (bytes: Buffer): void => crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW');
const bothNew = (bytes: Buffer): void => crossLink(bytes, 'DEBIAN.BSW', 'DEBIAN');
const dangle = (bytes: Buffer): void => setLink(bytes, startOf(bytes, 'DEBIAN.BSW'), 0);

const kindsOf = (printed = ''): string[] =>
  [...printed.matchAll(/"kind":"([a-z-]+)"/g)].map((match) => match[1] ?? '');

const assertLive = async ({ image }: Lab, tree: TestTree): Promise<void> => {
  assert.equal((await readImage(image)).live, digestsOf(tree));
  const { isClean, output } = await fsckImage(image);
  assert.ok(isClean, output);
};

/** Where fsck put the clusters that a cut exchange has lost. */
const fsckFiles = async (image: string): Promise<TestTree> =>
  Object.fromEntries(
    Object.entries((await readImage(image)).live).filter(([path]) => /^FSCK\d{4}\.REC$/.test(path)),
  );

for (const [title, patch, tree, kinds] of [
  ['both names on the old tree: all old again', bothOld, oldBigTree, ['heal', 'undo']],
  ['both names on the new tree: all new', bothNew, newBigTree, ['heal', 'finish']],
  ['a stage whose clusters are free: it goes without a look', dangle, oldBigTree, ['heal', 'undo']],
] as const) {
  test(`vfat recovery - ${title}`, async () => {
    await withLab(async (lab) => {
      await runTasks(lab, [KILLED]);
      await damage(lab, patch);
      const [dry, recovered, again] = await runTasks(lab, ['dry-run', 'recover', 'recover']);
      assert.is(kindsOf(dry)[0], 'heal', dry);
      assert.equal([...new Set(kindsOf(recovered))], [...kinds], recovered);
      assert.match(recovered ?? '', '"clean":true');
      assert.equal(kindsOf(again), []);
      assert.match(again ?? '', '"lostClusters":0');
      await assertLive(lab, tree);
    });
  });
}

test('vfat recovery - what fsck.vfat -a made of a cross-link is healed, too', async () => {
  await withLab(async (lab) => {
    await runTasks(lab, [KILLED]);
    await damage(lab, bothOld);
    await runTool('fsck.vfat', ['-a', lab.image]);
    const [recovered] = await runTasks(lab, ['recover']);
    assert.equal(kindsOf(recovered), ['heal', 'undo'], recovered);
    assert.match(recovered ?? '', 'FSCK0000.REC');
    const { live } = await readImage(lab.image);
    assert.equal(live, { ...(await fsckFiles(lab.image)), ...digestsOf(oldBigTree) });
  });
});

test('vfat recovery - an ESP in use is left as it is, said so, and refuses plans that need it', async () => {
  await withLab(async (lab) => {
    await runTasks(lab, [KILLED]);
    await damage(lab, dangle);
    const [held, applied, freed] = await runTasks(lab, ['held-recover', 'held-apply', 'recover']);
    assert.match(held ?? '', '"clean":false');
    assert.match(held ?? '', 'a program uses it');
    assert.match(applied ?? '', /"code":"NEEDS_RECOVERY"/);
    assert.match(freed ?? '', '"clean":true');
    await assertLive(lab, oldBigTree);
  });
});

vfat.run();
