import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readHostRecord } from '../../../lib/host/index.ts';
import { applyPlan, recover } from '../../../services/applier/index.ts';
import { allBlobs, firstPlan, newTree, oldTree, secondPlan } from '../../lab/applier/plans.ts';
import type { TestTree } from '../../lab/trees.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';
import { killAt, recoverClean } from './kill-lab.ts';

const test = suite('kill');

const targetsOf = (tree: TestTree, target: string): TestTree =>
  ordered(Object.fromEntries(Object.entries(tree).filter(([path]) => `${path}/`.startsWith(`${target}/`))));

/** Each target complete old or complete new; one that was created may still be empty. */
const assertNoHalves = (live: TestTree, sides: { old: TestTree; new: TestTree }): void => {
  for (const { target, targetExists } of firstPlan.swaps) {
    const found = JSON.stringify(targetsOf(live, target));
    const allowed = [targetsOf(sides.old, target), targetsOf(sides.new, target)];
    if (!targetExists) allowed.push({ [`${target}/`]: '' });
    assert.ok(
      allowed.some((tree) => JSON.stringify(tree) === found),
      `${target} is neither old nor new: ${found}`,
    );
  }
};

const beforeExchange = [
  'journal',
  'create-target',
  'build-stage@2',
  'barrier',
  'verify-stage@2',
  'journal@2',
  'exchange',
];
for (const point of beforeExchange) {
  test(`kill - before ${point}: recovery leaves the old tree, byte for byte`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await killAt(site, 'first', point);
      assert.equal(splitStages(await site.esp()).live['EFI/debian/grubx64.efi'], 'old grub');
      await recoverClean(site);
      assert.equal(await site.esp(), ordered(oldTree));
      assert.is((await applyPlan(site.seal(firstPlan), site.deps)).outcome, 'exchanged');
    });
  });
}

const afterExchange = [
  'settle',
  'exchange@2',
  'check-live@3',
  'remove-live',
  'record-exchanged',
  'hide-csv',
  'clear-journal',
];
for (const point of afterExchange) {
  test(`kill - before ${point}: no target is half new, and recovery makes all of them new`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await killAt(site, 'first', point);
      assertNoHalves(splitStages(await site.esp()).live, { old: oldTree, new: newTree });
      await recoverClean(site);
      const { live, staged } = splitStages(await site.esp());
      assert.equal(live, ordered(newTree));
      assert.not.ok(Object.keys(staged).some((path) => path.endsWith('.CSV')));
      assert.is((await readHostRecord(site.deps.state)).record.live?.planId, firstPlan.planId);
      assert.ok(site.reported.includes('exchanged'));
      assert.is((await applyPlan(site.seal(firstPlan), site.deps)).outcome, 'unchanged');
    });
  });
}

for (const point of ['exchange', 'settle@2', 'record-exchanged', 'clear-journal']) {
  test(`kill - recovery itself, before ${point}: the next recovery completes it`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await killAt(site, 'first', 'exchange@2');
      await killAt(site, 'recover', point);
      assertNoHalves(splitStages(await site.esp()).live, { old: oldTree, new: newTree });
      await recoverClean(site);
      assert.equal(splitStages(await site.esp()).live, ordered(newTree));
    });
  });
}

test('kill - recovery cannot finish if a stage is damaged, so it goes back, and may be killed then, too', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await killAt(site, 'first', 'exchange@3');
    await writeFile(join(site.espRoot, 'EFI/BOOT.BSW/BOOTX64.EFI'), 'torn');
    await killAt(site, 'recover', 'recover-exchange-back@2');
    assertNoHalves(splitStages(await site.esp()).live, { old: oldTree, new: newTree });
    await recoverClean(site);
    assert.equal(await site.esp(), ordered(oldTree));
    assert.ok(site.reported.includes('failed INTERRUPTED'), site.reported.join());
  });
});

for (const point of ['forget-previous', 'release', 'build-stage', 'exchange']) {
  test(`kill - in the next plan, before ${point}: what the first plan made live stays`, async () => {
    await withSite({ tree: oldTree, blobs: allBlobs }, async (site) => {
      await applyPlan(site.seal(firstPlan), site.deps);
      await killAt(site, 'second', point);
      await recoverClean(site);
      assert.equal(splitStages(await site.esp()).live, ordered(newTree));
      assert.is((await readHostRecord(site.deps.state)).record.live?.planId, firstPlan.planId);
      assert.is((await applyPlan(site.seal(secondPlan), site.deps)).outcome, 'exchanged');
    });
  });
}

test('kill - before the next plan gives the rollback up, the rollback is still there', async () => {
  await withSite({ tree: oldTree, blobs: allBlobs }, async (site) => {
    await applyPlan(site.seal(firstPlan), site.deps);
    const before = await site.esp();
    await killAt(site, 'second', 'forget-previous');
    await recoverClean(site);
    assert.equal(await site.esp(), before);
    assert.is((await readHostRecord(site.deps.state)).record.previous.length, firstPlan.swaps.length);
  });
});

const rollingBack = [
  'show-csv',
  'exchange-back',
  'exchange-back@3',
  'exchange-back@5',
  'record-rolled-back',
  'release',
];
for (const point of rollingBack) {
  test(`kill - in a rollback, before ${point}: recovery completes the rollback`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await applyPlan(site.seal(firstPlan), site.deps);
      await killAt(site, 'roll-back', point);
      assertNoHalves(splitStages(await site.esp()).live, { old: oldTree, new: newTree });
      await recoverClean(site);
      assert.equal(await site.esp(), ordered(oldTree));
      const { record } = await readHostRecord(site.deps.state);
      assert.is(record.live?.side, 'before');
      assert.equal(record.failedPayloads, [{ payloadId: firstPlan.payloadId, code: 'AUDIT_FAILED' }]);
      assert.is(site.reported.at(-1), 'rolled-back AUDIT_FAILED');
    });
  });
}

for (const point of ['exchange@3', 'hide-csv', 'clear-journal']) {
  test(`kill - before ${point}: the plan delivered again is first recovered, not staged again`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await killAt(site, 'first', point);
      const result = await applyPlan(site.seal(firstPlan), site.deps);
      assert.is(result.outcome, 'unchanged', result.detail);
      assert.equal(site.reported, ['exchanged']);
      const { live, staged } = splitStages(await site.esp());
      assert.equal(live, ordered(newTree));
      assert.not.ok(Object.keys(staged).some((path) => path.endsWith('.CSV')));
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
    });
  });
}

test('kill - without journal and record the digests on the ESP are enough', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await killAt(site, 'first', 'exchange@3');
    await rm(site.deps.state.journalPath);
    await rm(site.deps.state.hostRecordPath, { force: true });
    await recoverClean(site);
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
    assert.is((await readHostRecord(site.deps.state)).record.live?.planId, firstPlan.planId);
  });
});

test.run();
