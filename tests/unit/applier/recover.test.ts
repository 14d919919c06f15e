import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyPlan, failPointFrom, recover } from '../../../services/applier/index.ts';
import { parseJournal } from '../../../services/applier/journal.ts';
import { firstPlan, newTree, oldTree } from './plans.ts';
import { ordered, withSite } from './site.ts';

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
