import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyPlan, recover } from '../../../services/applier/index.ts';
import { sha256 } from '../../lab/file-digest.ts';
import { espPlan, firstPlan, newTree, oldTree } from '../../lab/applier/plans.ts';
import { writeTree, splitStages, ordered } from '../../lab/trees.ts';
import { blobsFrom, withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';

const test = suite('local-content');

/** As of a payload that was unpacked on this host. */
const withLocalFiles = async (site: Site): Promise<Site> => {
  const directory = join(site.root, 'payload');
  await writeTree(directory, newTree);
  const paths = new Map(
    Object.entries(newTree).map(([path, content]) => [sha256(content), join(directory, path)]),
  );
  const blobs = { ...blobsFrom(newTree), fileOf: (digest: string) => paths.get(digest) ?? null };
  return { ...site, deps: { ...site.deps, blobs } };
};

const isWrite = ({ action }: { action: string }): boolean => action === 'write';

test('local-content - what the first exchange needs is staged from where it lies; what later ones need is kept for recovery, too', async () => {
  await withSite({ tree: oldTree, blobs: {} }, async (plain) => {
    const site = await withLocalFiles(plain);
    assert.is((await applyPlan(site.seal(firstPlan), site.deps)).outcome, 'exchanged');
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
    const later = firstPlan.swaps.slice(1).flatMap(({ files }) => files.filter(isWrite));
    const cached = await readdir(site.deps.state.blobsDirectory);
    assert.equal(cached.toSorted(), [...new Set(later.map(({ afterSha256 }) => afterSha256))].toSorted());
  });
});

test('local-content - of a plan with one exchange nothing is copied', async () => {
  await withSite({ tree: oldTree, blobs: {} }, async (plain) => {
    const site = await withLocalFiles(plain);
    assert.is((await applyPlan(site.seal(espPlan), site.deps)).outcome, 'exchanged');
    assert.equal(await readdir(site.deps.state.blobsDirectory), []);
  });
});

test('local-content - one that has changed since it was digested is not exchanged', async () => {
  await withSite({ tree: oldTree, blobs: {} }, async (plain) => {
    const site = await withLocalFiles(plain);
    await writeFile(join(site.root, 'payload', 'EFI/debian/shimx64.efi'), 'something else');
    const { outcome, code } = await applyPlan(site.seal(espPlan), site.deps);
    assert.equal([outcome, code], ['failed', 'STAGE_DIGEST']);
    assert.equal(await site.esp(), ordered(oldTree));
    assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
  });
});

test('local-content - one that is gone leaves all as it was', async () => {
  await withSite({ tree: oldTree, blobs: {} }, async (plain) => {
    const site = await withLocalFiles(plain);
    await rm(join(site.root, 'payload'), { recursive: true });
    assert.is((await applyPlan(site.seal(espPlan), site.deps)).outcome, 'failed');
    assert.equal(await site.esp(), ordered(oldTree));
  });
});

test('local-content - what the source has no file for comes through the cache', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const blobs = { ...site.deps.blobs, fileOf: () => null };
    assert.is((await applyPlan(site.seal(firstPlan), { ...site.deps, blobs })).outcome, 'exchanged');
    assert.ok((await readdir(site.deps.state.blobsDirectory)).length > 0);
  });
});

test.run();
