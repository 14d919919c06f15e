import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { renameExchange } from '../../../../lib/sys/index.ts';
import { applyPlan, failPointFrom, recover } from '../../../../services/applier/index.ts';
import { parseJournal } from '../../../../services/applier/state/journal.ts';
import { stagePathOf } from '../../../../services/applier/esp/names.ts';
import { firstPlan, makePlan, newTree, oldTree } from '../../../lab/applier/plans.ts';
import type { TestTree } from '../../../lab/trees.ts';
import { splitStages, ordered } from '../../../lab/trees.ts';
import { withSite } from '../../../lab/applier/site.ts';
import type { Site } from '../../../lab/applier/site.ts';

const test = suite('recover');

test('recover - finds nothing to do on a host that was never touched', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
    assert.equal(await site.esp(), ordered(oldTree));
  });
});

test('recover - a dry run says what it would do and does nothing', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyPlan(site.seal(firstPlan), {
      ...site.deps,
      failPoint: failPointFrom('record-exchanged:error'),
    });
    const before = await site.esp();
    const result = await recover(site.deps, { dryRun: true });
    assert.equal(
      result.actions.map(({ kind }) => kind),
      ['finish'],
    );
    assert.is(result.clean, false);
    assert.equal(await site.esp(), before);
    assert.is((await recover(site.deps)).clean, true);
  });
});

test('recover - what it does not know stays where it is, and is named', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await mkdir(join(site.espRoot, 'EFI/STRANGE.BSW'));
    await mkdir(join(site.espRoot, 'EFI/.btmp.fedora'));
    await writeFile(join(site.espRoot, 'BSWPRB_2.BSW'), '');
    const { actions, clean } = await recover(site.deps);
    assert.is(clean, false);
    assert.equal(
      actions.map(({ kind, paths }) => [kind, ...paths]),
      [
        ['release', 'BSWPRB_2.BSW'],
        ['leave', 'EFI/.btmp.fedora', 'EFI/STRANGE.BSW'],
      ],
    );
    const expected = { ...oldTree, 'EFI/STRANGE.BSW/': '', 'EFI/.btmp.fedora/': '' };
    assert.equal(await site.esp(), ordered(expected));
  });
});

test('recover - what others left does not keep a plan for other targets from being carried out', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await mkdir(join(site.espRoot, 'EFI/STRANGE.BSW'));
    const result = await applyPlan(site.seal(firstPlan), site.deps);
    assert.is(result.outcome, 'exchanged', result.detail);
  });
});

const pair = ['EFI/debian', 'EFI/BOOT'];
const isOfPair = (path: string): boolean => pair.some((target) => path.startsWith(`${target}/`));
const pick = (tree: TestTree, isWanted: (path: string) => boolean): TestTree =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => isWanted(path)));
const pairPlan = makePlan({ before: oldTree, after: newTree, targets: pair });
const pairDone = ordered({ ...pick(oldTree, (path) => !isOfPair(path)), ...pick(newTree, isOfPair) });

/** As a cut between the two exchanges leaves it: every stage is whole. */
const stopHalfWay = async (site: Site, plan = pairPlan): Promise<void> => {
  const failPoint = failPointFrom('record-exchanged:error');
  await applyPlan(site.seal(plan), { ...site.deps, failPoint });
  for (const swap of plan.swaps.slice(1))
    renameExchange(join(site.espRoot, stagePathOf(swap)), join(site.espRoot, swap.target));
};

for (const failure of ['exchange:eio', 'settle:eio', 'check-live:error'])
  test(`recover - where ${failure} keeps it from finishing it takes the exchange before back, too`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      await stopHalfWay(site);
      const { actions, clean } = await recover({ ...site.deps, failPoint: failPointFrom(failure) });
      assert.is(clean, true, JSON.stringify(actions));
      assert.equal(await site.esp(), ordered(oldTree));
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
    });
  });

/** As two cuts with entries in different sectors leave it: one old tree is lost, and then the other's new one. */
const loseBoth = async (site: Site, plan = pairPlan): Promise<void> => {
  await stopHalfWay(site, plan);
  for (const swap of plan.swaps)
    await rm(join(site.espRoot, stagePathOf(swap)), { recursive: true, force: true });
};

test('recover - no way forward nor back as things lie: builds again what is missing', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await loseBoth(site);
    const half = await site.esp();
    for (const whole of [ordered(oldTree), pairDone]) assert.not.equal(half, whole);
    const killed = { ...site.deps, failPoint: failPointFrom('verify-stage:error') };
    assert.is((await recover(killed)).clean, false);
    const { actions, clean } = await recover(site.deps);
    assert.is(clean, true, JSON.stringify(actions));
    assert.equal(splitStages(await site.esp()).live, pairDone);
  });
});

test('recover - a cut right after it has begun to build the stage of a new target again: it begins once more', async () => {
  const after = { ...oldTree, 'EFI/debian/grubx64.efi': 'new grub', 'EFI/fresh/drv.efi': 'new driver' };
  const plan = makePlan({ before: oldTree, after, targets: ['EFI/debian', 'EFI/fresh'] });
  await withSite({ tree: oldTree, blobs: after }, async (site) => {
    await loseBoth(site, plan);
    await mkdir(join(site.espRoot, 'EFI/FRESH.BSW'));
    const { actions, clean } = await recover(site.deps);
    assert.is(clean, true, JSON.stringify(actions));
    assert.equal(splitStages(await site.esp()).live, ordered(after));
  });
});

test('recover - without the blobs it leaves what it cannot build, and says so', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await loseBoth(site);
    await rm(site.deps.state.blobsDirectory, { recursive: true });
    await mkdir(site.deps.state.blobsDirectory);
    const half = await site.esp();
    const { actions, clean } = await recover(site.deps);
    assert.equal([clean, actions.map(({ kind }) => kind)], [false, ['leave']]);
    assert.equal(await site.esp(), half);
  });
});

test('recover - garbage in the journal is no journal', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await writeFile(site.deps.state.journalPath, '{"version":1,"planId":"../../etc"');
    assert.is((await recover(site.deps)).clean, true);
    assert.is((await applyPlan(site.seal(firstPlan), site.deps)).outcome, 'exchanged');
  });
});

const journal = { version: 1, planId: 'a'.repeat(64), phase: 'staging', code: '' };
for (const [title, text] of [
  ['another version', JSON.stringify({ ...journal, version: 2 })],
  ['a plan id that is a path', JSON.stringify({ ...journal, planId: '../x' })],
  ['an unknown phase', JSON.stringify({ ...journal, phase: 'dancing' })],
  ['a list', '[]'],
  ['nothing', ''],
] as const) {
  test(`parseJournal - refuses ${title}`, () => {
    assert.is(parseJournal(text), null);
  });
}

test('parseJournal - takes what is written', () => {
  const { version: _, ...expected } = journal;
  assert.equal(parseJournal(JSON.stringify(journal)), expected);
});

test.run();
