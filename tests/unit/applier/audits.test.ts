import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readHostRecord } from '../../../lib/host/index.ts';
import { applyPlan, concludeAudit, failPointFrom, recover } from '../../../services/applier/index.ts';
import { allBlobs, firstPlan, newTree, oldTree, secondPlan } from '../../lab/applier/plans.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';

const test = suite('audits');

const auditOf = (verdict: 'pass' | 'fail', plan = firstPlan) => ({
  planId: plan.planId,
  generation: plan.generation,
  checks: [{ name: 'files-present', result: verdict }],
});

const withApplied = (use: (site: Site) => Promise<void>): Promise<void> =>
  withSite({ tree: oldTree, blobs: allBlobs }, async (site) => {
    const result = await applyPlan(site.seal(firstPlan), site.deps);
    assert.is(result.outcome, 'exchanged', result.detail);
    await use(site);
  });

test('audits - a pass ends the wait and keeps the previous trees', async () => {
  await withApplied(async (site) => {
    const before = await site.esp();
    assert.is((await concludeAudit(auditOf('pass'), site.deps)).outcome, 'passed');
    assert.equal(await site.esp(), before);
    const { record } = await readHostRecord(site.deps.state);
    assert.is(record.awaitingAudit, false);
    assert.is(record.previous.length, firstPlan.swaps.length);
  });
});

test('audits - a pass releases the previous trees if none is to be kept', async () => {
  await withApplied(async (site) => {
    const deps = { ...site.deps, retain: 'none' as const };
    assert.is((await concludeAudit(auditOf('pass'), deps)).outcome, 'passed');
    assert.equal(await site.esp(), ordered(newTree));
    assert.equal((await readHostRecord(site.deps.state)).record.previous, []);
    assert.equal(await recover(deps), { actions: [], clean: true, space: null });
  });
});

test('audits - a fail brings the old tree back byte for byte, its CSV included, and marks the payload', async () => {
  await withApplied(async (site) => {
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'rolled-back');
    assert.equal(await site.esp(), ordered(oldTree));
    assert.is(site.reported.at(-1), 'rolled-back AUDIT_FAILED');
    const { record } = await readHostRecord(site.deps.state);
    assert.equal(record.failedPayloads, [{ payloadId: firstPlan.payloadId, code: 'AUDIT_FAILED' }]);
    assert.is(record.live?.side, 'before');
    assert.is(record.live?.payloadId, '');
    assert.is(record.generation, firstPlan.generation);
    assert.is(record.awaitingAudit, false);
    assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
  });
});

test('audits - the plan that was rolled back is not carried out again, and nothing is reported again', async () => {
  await withApplied(async (site) => {
    await concludeAudit(auditOf('fail'), site.deps);
    const said = site.reported.length;
    const result = await applyPlan(site.seal(firstPlan), site.deps);
    assert.is(result.code, 'ALREADY_ROLLED_BACK');
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'ignored');
    assert.equal(await site.esp(), ordered(oldTree));
    assert.is(site.reported.length, said);
  });
});

test('audits - a damaged new tree goes back as well', async () => {
  await withApplied(async (site) => {
    await writeFile(join(site.espRoot, 'EFI/BOOT/BOOTX64.EFI'), 'torn');
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'rolled-back');
    assert.equal(await site.esp(), ordered(oldTree));
  });
});

test('audits - after a rollback of the second plan the first payload is what is live', async () => {
  await withApplied(async (site) => {
    await concludeAudit(auditOf('pass'), site.deps);
    assert.is((await applyPlan(site.seal(secondPlan), site.deps)).outcome, 'exchanged');
    await concludeAudit(auditOf('fail', secondPlan), site.deps);
    const { record } = await readHostRecord(site.deps.state);
    assert.is(record.live?.payloadId, firstPlan.payloadId);
    assert.equal(
      record.live?.managedPaths,
      firstPlan.managedFiles.map(({ path }) => path),
    );
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
  });
});

test('audits - a damaged previous tree is never exchanged back: the new one stays, and it is said once', async () => {
  await withApplied(async (site) => {
    await writeFile(join(site.espRoot, 'EFI/DEBIAN.BSW/shimx64.efi'), 'torn');
    const before = await site.esp();
    const { outcome, code } = await concludeAudit(auditOf('fail'), site.deps);
    assert.is(outcome, 'nothing-to-roll-back');
    assert.is(code, 'PREVIOUS_DAMAGED');
    assert.equal(await site.esp(), before);
    assert.is(site.reported.at(-1), 'stuck PREVIOUS_DAMAGED');
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'ignored');
  });
});

test('audits - without the plan there is no rollback, and no loop', async () => {
  await withApplied(async (site) => {
    const before = await site.esp();
    for (const name of await readdir(site.deps.state.plansDirectory))
      await rm(join(site.deps.state.plansDirectory, name));
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).code, 'PLAN_LOST');
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'ignored');
    assert.equal(await site.esp(), before);
  });
});

for (const [title, audit] of [
  ['of another plan', auditOf('fail', secondPlan)],
  ['of another generation', { ...auditOf('fail'), generation: 9n }],
  [
    'that failed for a full ESP alone',
    {
      ...auditOf('fail'),
      checks: [
        { name: 'free-space', result: 'fail' },
        { name: 'files-present', result: 'unknown' },
      ],
    },
  ],
] as const) {
  test(`audits - an audit ${title} is ignored`, async () => {
    await withApplied(async (site) => {
      const before = await site.esp();
      assert.is((await concludeAudit(audit, site.deps)).outcome, 'ignored');
      assert.equal(await site.esp(), before);
    });
  });
}

test('audits - a fail after the pass is not ours to undo', async () => {
  await withApplied(async (site) => {
    await concludeAudit(auditOf('pass'), site.deps);
    const before = await site.esp();
    assert.is((await concludeAudit(auditOf('fail'), site.deps)).outcome, 'ignored');
    assert.equal(await site.esp(), before);
  });
});

for (const point of ['show-csv', 'exchange-back@2', 'record-rolled-back', 'release']) {
  test(`audits - a rollback that fails before ${point} is said, and recovery completes it`, async () => {
    await withApplied(async (site) => {
      const deps = { ...site.deps, failPoint: failPointFrom(`${point}:eio`) };
      assert.is((await concludeAudit(auditOf('fail'), deps)).outcome, 'stuck');
      assert.is(site.reported.at(-1), 'stuck IO_ERROR');
      assert.is((await recover(site.deps)).clean, true);
      assert.equal(await site.esp(), ordered(oldTree));
    });
  });
}

test.run();
