import { renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readHostRecord } from '../../../lib/host/index.ts';
import { applyPlan, failPointFrom, recover } from '../../../services/applier/index.ts';
import { allTargets, makePlan, newTree, oldTree } from '../../lab/applier/plans.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';

const test = suite('failures');

const plan = makePlan({ before: oldTree, after: newTree, targets: allTargets });

/** Before the first exchange: nothing live was touched. */
const staging = [
  'journal',
  'forget-previous',
  'create-target',
  'build-stage',
  'build-stage@3',
  'build-stage@5',
  'barrier',
  'report',
  'verify-stage',
  'verify-stage@5',
  'report@2',
  'journal@2',
  'write-back',
  'exchange',
];

/** Between the first exchange and the last: those done are exchanged back. */
const exchanging = [
  'settle',
  'check-live',
  'exchange@2',
  'settle@2',
  'check-live@3',
  'exchange@4',
  'settle@4',
  'remove-live',
  'check-live@5',
];

for (const point of [...staging, ...exchanging]) {
  test(`failures - an error before ${point} leaves the old tree, byte for byte, and no stage`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      const deps = { ...site.deps, failPoint: failPointFrom(`${point}:eio`) };
      const result = await applyPlan(site.seal(plan), deps);
      assert.is(result.outcome, 'failed', result.detail);
      assert.is(result.code, 'IO_ERROR');
      assert.equal(await site.esp(), ordered(oldTree));
      assert.is(site.reported.at(-1), 'failed IO_ERROR');
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
      assert.is((await applyPlan(site.seal(plan), site.deps)).outcome, 'exchanged');
    });
  });
}

test('failures - the reports say what had been exchanged when it failed, and that it is no more', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const deps = { ...site.deps, failPoint: failPointFrom('check-live@3:enospc') };
    const result = await applyPlan(site.seal(plan), deps);
    assert.is(result.code, 'NO_SPACE');
    assert.equal(site.reports.at(-1)?.targets, []);
    assert.is((await readHostRecord(site.deps.state)).record.live, null);
  });
});

for (const point of ['record-exchanged', 'hide-csv', 'report@3', 'clear-journal']) {
  test(`failures - an error before ${point} leaves the new tree; recovery completes it`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      const deps = { ...site.deps, failPoint: failPointFrom(`${point}:error`) };
      const result = await applyPlan(site.seal(plan), deps);
      assert.is(result.outcome, 'stuck');
      assert.match(result.detail, /bootswap recover/);
      assert.equal(splitStages(await site.esp()).live, ordered(newTree));
      const recovered = await recover(site.deps);
      assert.is(recovered.clean, true);
      assert.equal(
        recovered.actions.map(({ kind }) => kind),
        ['finish'],
      );
      const { live, staged } = splitStages(await site.esp());
      assert.equal(live, ordered(newTree));
      assert.is(staged['EFI/DEBIAN.BSW/BOOTX64.BSV'], 'shimx64.efi,debian');
      assert.is((await readHostRecord(site.deps.state)).record.awaitingAudit, true);
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
    });
  });
}

test('failures - what keeps the exchange from going back is said, and left for recovery', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const stage = `${site.espRoot}/EFI/DEBIAN.BSW`;
    const failPoint = (phase: string): void => {
      if (phase !== 'remove-live') return;
      renameSync(stage, `${site.root}/hidden`);
      throw Object.assign(new Error('on purpose'), { code: 'EIO' });
    };
    const result = await applyPlan(site.seal(plan), { ...site.deps, failPoint });
    assert.is(result.outcome, 'stuck', result.detail);
    assert.is(site.reported.at(-1), 'stuck IO_ERROR');
    await rename(`${site.root}/hidden`, stage);
    assert.is((await recover(site.deps)).clean, true);
    assert.equal(await site.esp(), ordered(oldTree));
  });
});

test('failPointFrom - fails once, at the step and with the code that it names', () => {
  const point = failPointFrom('exchange@2:enospc');
  point('exchange');
  point('settle');
  assert.throws(
    () => point('exchange'),
    (error: { code?: string }) => error.code === 'ENOSPC',
  );
  point('exchange');
  failPointFrom(undefined)('exchange');
  failPointFrom('')('exchange');
});

for (const text of ['exchange', 'exchange:boom', ':kill', 'exchange@x:kill', 'exchange:kill;rm']) {
  test(`failPointFrom - refuses ${text}`, () => {
    assert.throws(
      () => failPointFrom(text),
      (error: unknown) => error instanceof RangeError,
    );
  });
}

test.run();
