import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readHostRecord } from '../../../lib/host/index.ts';
import { applyPlan, concludeAudit, recover } from '../../../services/applier/index.ts';
import type { ApplierDeps } from '../../../services/applier/index.ts';
import {
  allBlobs,
  espPlan,
  firstPlan,
  makePlan,
  newTree,
  oldTree,
  secondPlan,
  secondTree,
} from '../../lab/applier/plans.ts';
import type { TestTree } from '../../lab/trees.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';
import { killAt, recoverClean } from './kill-lab.ts';

const test = suite('scope esp');

/** What was below EFI/, as it lies in the root while it is kept. */
const keptOf = (tree: TestTree): TestTree =>
  ordered(
    Object.fromEntries(
      Object.entries(tree)
        .filter(([path]) => path.startsWith('EFI/'))
        .map(([path, content]) => [`EFI.BSW/${path.slice(4)}`, content]),
    ),
  );

const applyOk = async (site: Site, plan = espPlan, deps: ApplierDeps = site.deps): Promise<void> => {
  const result = await applyPlan(site.seal(plan), deps);
  assert.is(result.outcome, 'exchanged', `${result.code} ${result.detail}`);
};

const auditOf = (result: 'pass' | 'fail', { planId, generation } = espPlan) => ({
  planId,
  generation,
  checks: [{ name: 'files-present', result }],
});

test('esp - all of EFI changes in one exchange, and the old one is kept whole in the root', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    const { live, staged } = splitStages(await site.esp());
    assert.equal(live, ordered(newTree));
    assert.equal(staged, keptOf(oldTree));
    assert.equal(site.reported, ['staged', 'verified', 'exchanged']);
    assert.equal((await readHostRecord(site.deps.state)).record.previous, [
      { scope: 'esp', target: 'EFI', stagePath: 'EFI.BSW' },
    ]);
  });
});

test('esp - a failed audit brings the old EFI back, a passed one with --retain none lets it go', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'rolled-back');
    assert.equal(await site.esp(), ordered(oldTree));
  });
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    await concludeAudit(auditOf('pass'), { ...site.deps, retain: 'none' });
    assert.equal(await site.esp(), ordered(newTree));
  });
});

test('esp - plans of either scope follow one another, each taking the place of what the last one kept', async () => {
  const third = { ...secondTree, 'EFI/BOOT/BOOTX64.EFI': 'shim 3' };
  const toThird = makePlan({ before: secondTree, after: third, targets: ['EFI'], generation: 3n });
  await withSite({ tree: oldTree, blobs: { ...allBlobs, third: 'shim 3' } }, async (site) => {
    await applyOk(site);
    await applyOk(site, secondPlan);
    const afterSecond = splitStages(await site.esp());
    assert.equal(afterSecond.live, ordered(secondTree));
    assert.ok(Object.keys(afterSecond.staged).every((path) => path.startsWith('EFI/DEBIAN.BSW/')));
    await applyOk(site, toThird);
    const { live, staged } = splitStages(await site.esp());
    assert.equal([live, staged], [ordered(third), keptOf(secondTree)]);
    await recoverClean(site);
  });
});

test('esp - what somebody else writes while EFI is staged is not lost', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const path = join(site.espRoot, 'EFI/Linux.efi');
    const report: ApplierDeps['report'] = async ({ phase }) => {
      if (phase === 'verified') await writeFile(path, 'a kernel');
    };
    const result = await applyPlan(site.seal(espPlan), { ...site.deps, report });
    assert.equal([result.outcome, result.code], ['failed', 'PRECONDITION'], result.detail);
    assert.match(result.detail, 'EFI/Linux.efi');
    assert.is(await readFile(path, 'utf8'), 'a kernel');
    await rm(path);
    assert.equal(await site.esp(), ordered(oldTree));
  });
});

for (const point of ['journal', 'build-stage', 'barrier', 'verify-stage', 'check-unchanged', 'exchange']) {
  test(`esp - killed before ${point}: recovery leaves the old EFI`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await killAt(site, 'esp', point);
      assert.equal(splitStages(await site.esp()).live, ordered(oldTree));
      await recoverClean(site);
      assert.equal(await site.esp(), ordered(oldTree));
      await applyOk(site);
    });
  });
}

for (const point of ['settle', 'check-live', 'record-exchanged', 'report@3', 'clear-journal']) {
  test(`esp - killed before ${point}: EFI is new at once, and recovery keeps it`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await killAt(site, 'esp', point);
      assert.equal(splitStages(await site.esp()).live, ordered(newTree));
      await recoverClean(site);
      const { live, staged } = splitStages(await site.esp());
      assert.equal([live, staged], [ordered(newTree), keptOf(oldTree)]);
    });
  });
}

for (const point of ['exchange-back', 'record-rolled-back', 'release']) {
  test(`esp - killed in a rollback before ${point}: recovery completes it`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await applyOk(site);
      await killAt(site, 'roll-back-esp', point);
      await recoverClean(site);
      assert.equal(await site.esp(), ordered(oldTree));
    });
  });
}

test('esp - left over from directories, then killed: each stage finds the plan that it is of', async () => {
  const whole = makePlan({ before: newTree, after: secondTree, targets: ['EFI'], generation: 2n });
  await withSite({ tree: oldTree, blobs: allBlobs }, async (site) => {
    await applyOk(site, firstPlan);
    const stop = (phase: string): void => {
      if (phase === 'release') throw new Error('stop');
    };
    assert.is((await applyPlan(site.seal(whole), { ...site.deps, failPoint: stop })).outcome, 'failed');
    await recoverClean(site);
    const { live, staged } = splitStages(await site.esp());
    assert.equal([live, staged], [ordered(newTree), {}]);
    assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
  });
});

test.run();
