import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readHostRecord } from '../../../lib/host/index.ts';
import { applyPlan } from '../../../services/applier/index.ts';
import { allTargets, makePlan, newTree, oldTree } from '../../lab/applier/plans.ts';
import type { TestTree } from '../../lab/trees.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';

const test = suite('apply');

const bigPlan = makePlan({ before: oldTree, after: newTree, targets: allTargets });

const applyOk = async (site: Site, plan = bigPlan): Promise<void> => {
  const result = await applyPlan(site.seal(plan), site.deps);
  assert.is(result.outcome, 'exchanged', `${result.code} ${result.detail}`);
};

test('apply - makes every kind of target new and leaves the rest alone', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
    assert.equal(site.reported, ['staged', 'verified', 'exchanged']);
  });
});

test('apply - keeps the old trees beside the new ones, without a CSV that fallback would find', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    const { staged } = splitStages(await site.esp());
    assert.is(staged['EFI/DEBIAN.BSW/shimx64.efi'], 'old shim');
    assert.is(staged['EFI/DEBIAN.BSW/BOOTX64.BSV'], 'shimx64.efi,debian');
    assert.not.ok(Object.keys(staged).some((path) => path.endsWith('.CSV')));
    assert.ok(Object.values(staged).includes('to be deleted'));
  });
});

test('apply - records what is live, where the way back leads, and waits for an audit', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    const { record } = await readHostRecord(site.deps.state);
    assert.is(record.generation, 1n);
    assert.is(record.live?.planId, bigPlan.planId);
    assert.is(record.live?.side, 'after');
    assert.is(record.former, null);
    assert.is(record.awaitingAudit, true);
    assert.equal(
      record.previous.map(({ target }) => target),
      allTargets,
    );
    assert.equal(await readdir(site.deps.state.plansDirectory), [`${bigPlan.planId}.dsse`]);
    assert.not.ok((await readdir(site.deps.state.root)).includes('journal.json'));
  });
});

test('apply - keeps the times of kept files, as cp -a does', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const path = join(site.espRoot, 'EFI/debian/foreign/notes.txt');
    const time = new Date('2001-02-03T04:05:06Z');
    await utimes(path, time, time);
    await applyOk(site);
    assert.is((await stat(path)).mtimeMs, time.getTime());
  });
});

test('apply - a second time changes nothing and reports nothing', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    const before = await site.esp();
    const result = await applyPlan(site.seal(bigPlan), site.deps);
    assert.is(result.outcome, 'unchanged');
    assert.equal(await site.esp(), before);
    assert.is(site.reported.length, 3);
  });
});

test('apply - an ESP that already is as planned is taken over as it is', async () => {
  await withSite({ tree: newTree, blobs: {} }, async (site) => {
    const result = await applyPlan(site.seal(bigPlan), site.deps);
    assert.is(result.outcome, 'unchanged', result.detail);
    assert.equal(await site.esp(), ordered(newTree));
    assert.equal(site.reported, ['unchanged']);
    const { record } = await readHostRecord(site.deps.state);
    assert.is(record.live?.planId, bigPlan.planId);
    assert.is(record.awaitingAudit, false);
    assert.ok((await readdir(site.deps.state.plansDirectory)).includes(`${bigPlan.planId}.dsse`));
  });
});

test('apply - a plan without swaps only moves the generation on', async () => {
  await withSite({ tree: newTree, blobs: {} }, async (site) => {
    const plan = makePlan({ before: newTree, after: newTree, targets: [], generation: 7n });
    const result = await applyPlan(site.seal(plan), site.deps);
    assert.is(result.outcome, 'unchanged', result.detail);
    assert.is((await readHostRecord(site.deps.state)).record.generation, 7n);
  });
});

test('apply - the next plan releases the previous trees of the one before', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyOk(site);
    const third: TestTree = { ...newTree, 'EFI/debian/grubx64.efi': 'newest grub' };
    const plan = makePlan({ before: newTree, after: third, targets: ['EFI/debian'], generation: 2n });
    const deps = { ...site.deps, blobs: { get: () => oneBlob('newest grub') } };
    const result = await applyPlan(site.seal(plan), deps);
    assert.is(result.outcome, 'exchanged', result.detail);
    const { live, staged } = splitStages(await site.esp());
    assert.equal(live, ordered(third));
    assert.ok(Object.keys(staged).every((path) => path.startsWith('EFI/DEBIAN.BSW/')));
    assert.is(staged['EFI/DEBIAN.BSW/grubx64.efi'], 'new grub');
    const { record } = await readHostRecord(site.deps.state);
    assert.is(record.former?.planId, bigPlan.planId);
  });
});

async function* oneBlob(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

test('apply - works on an ESP that has no EFI directory yet', async () => {
  await withSite({ tree: {}, blobs: newTree }, async (site) => {
    const after: TestTree = { 'EFI/BOOT/BOOTX64.EFI': 'new shim, longer than the old one' };
    await applyOk(site, makePlan({ before: {}, after, targets: ['EFI/BOOT'] }));
    assert.equal(splitStages(await site.esp()).live, after);
  });
});

test('apply - fetches each blob once and keeps only what its plans need', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const asked: string[] = [];
    const { blobs } = site.deps;
    const counting = {
      get: (digest: string, options: { maxBytes: bigint }) => {
        asked.push(digest);
        return blobs.get(digest, options);
      },
    };
    const result = await applyPlan(site.seal(bigPlan), { ...site.deps, blobs: counting });
    assert.is(result.outcome, 'exchanged');
    assert.is(new Set(asked).size, asked.length);
    assert.equal((await readdir(site.deps.state.blobsDirectory)).toSorted(), asked.toSorted());
  });
});

test('apply - a damaged blob in the cache is fetched again', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const file = bigPlan.swaps.flatMap((swap) => swap.files).find(({ action }) => action === 'write');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(site.deps.state.blobsDirectory, file?.afterSha256 ?? ''), 'rotten');
    await applyOk(site);
  });
});

test('apply - an abort before the first exchange leaves the old tree and says nothing', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const stop = new AbortController();
    const failPoint = (phase: string): void => {
      if (phase === 'verify-stage') stop.abort();
    };
    const deps = { ...site.deps, failPoint };
    const result = await applyPlan(site.seal(bigPlan), deps, { signal: stop.signal });
    assert.is(result.code, 'ABORTED');
    assert.is(result.outcome, 'failed');
    assert.equal(await site.esp(), ordered(oldTree));
    assert.equal(site.reported, ['staged']);
    assert.is((await applyPlan(site.seal(bigPlan), site.deps)).outcome, 'exchanged');
  });
});

test('apply - an abort after the first exchange comes too late', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const stop = new AbortController();
    const failPoint = (phase: string): void => {
      if (phase === 'settle') stop.abort();
    };
    const deps = { ...site.deps, failPoint };
    const result = await applyPlan(site.seal(bigPlan), deps, { signal: stop.signal });
    assert.is(result.outcome, 'exchanged', result.detail);
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
  });
});

test('apply - a stage that does not read back as written is never exchanged', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const { writeFileSync } = await import('node:fs');
    const failPoint = (phase: string): void => {
      if (phase === 'verify-stage')
        writeFileSync(join(site.espRoot, 'EFI/DEBIAN.BSW/shimx64.efi'), 'bit rot');
    };
    const result = await applyPlan(site.seal(bigPlan), { ...site.deps, failPoint });
    assert.is(result.code, 'STAGE_DIGEST');
    assert.is(result.outcome, 'failed');
    assert.equal(await site.esp(), ordered(oldTree));
    assert.equal(site.reported, ['staged', 'failed STAGE_DIGEST']);
  });
});

test('apply - the envelope that was carried out is kept byte for byte', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const envelope = site.seal(bigPlan);
    await applyPlan(envelope, site.deps);
    const kept = await readFile(join(site.deps.state.plansDirectory, `${bigPlan.planId}.dsse`));
    assert.is(Buffer.compare(kept, envelope), 0);
  });
});

test.run();
