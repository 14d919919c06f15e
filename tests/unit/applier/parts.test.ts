import { link, mkdir, open, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FileHandle } from 'node:fs/promises';
import { openStateDirectory } from '../../../lib/host/index.ts';
import { fetchBlobs, lackingBlobs, pruneBlobs } from '../../../services/applier/state/blobs.ts';
import { isCrossLinked } from '../../../services/applier/esp/cross-link.ts';
import { hideBootCsv, showBootCsv } from '../../../services/applier/swap/boot-csv.ts';
import { findStages } from '../../../services/applier/recovery/find-stages.ts';
import { releaseTrees } from '../../../services/applier/esp/delete-trees.ts';
import { stepsFor } from '../../../services/applier/swap/steps.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';
import { sha256 } from '../../lab/file-digest.ts';
import { firstPlan } from '../../lab/applier/plans.ts';
import { writeTree, readTree } from '../../lab/trees.ts';

const test = suite('parts');

const withRoot = (use: (root: string, directory: FileHandle) => Promise<void>): Promise<void> =>
  withScratch(async (root) => {
    const directory = await open(root, 'r');
    try {
      await use(root, directory);
    } finally {
      await directory.close();
    }
  });

test('releaseTrees - deletes whole trees, files and symlinks, and nothing that is linked to', async () => {
  await withRoot(async (root, directory) => {
    await writeTree(root, { 'a/b/c/file': '1', 'a/empty/': '', file: '2', 'kept/file': '3' });
    await symlink('../kept', join(root, 'a/link'));
    await releaseTrees([`${root}/a`, `${root}/file`, `${root}/not-there`], directory);
    assert.equal(await readTree(root), { 'kept/file': '3' });
  });
});

test('hideBootCsv - renames what fallback would find, right in the directory only, and back', async () => {
  await withRoot(async (root, directory) => {
    const tree = {
      'T.BSW/BOOTX64.CSV': 'x64',
      'T.BSW/BOOT.CSV': 'any',
      'T.BSW/OTHER.CSV': 'o',
      'T.BSW/fw/BOOTX64.CSV': 'f',
    };
    await writeTree(root, tree);
    await hideBootCsv([`${root}/T.BSW`, `${root}/NONE.BSW`], directory);
    const hidden = {
      'T.BSW/BOOT.BSV': 'any',
      'T.BSW/BOOTX64.BSV': 'x64',
      'T.BSW/OTHER.CSV': 'o',
      'T.BSW/fw/BOOTX64.CSV': 'f',
    };
    assert.equal(await readTree(root), hidden);
    await hideBootCsv([`${root}/T.BSW`], directory);
    assert.equal(await readTree(root), hidden);
    await showBootCsv([`${root}/T.BSW`], directory, async () => false);
    assert.equal(Object.keys(await readTree(root)).toSorted(), Object.keys(tree).toSorted());
  });
});

test('showBootCsv - of two copies, one cut short by a crash, the whole one stays', async () => {
  for (const [shown, hiddenCopy] of [
    ['whole', 'cut'],
    ['cut', 'whole'],
  ] as const) {
    await withRoot(async (root, directory) => {
      await writeTree(root, { 'T.BSW/BOOTX64.CSV': shown, 'T.BSW/BOOTX64.BSV': hiddenCopy });
      const isWhole = async (path: string): Promise<boolean> => (await readFile(path, 'utf8')) === 'whole';
      await showBootCsv([`${root}/T.BSW`], directory, isWhole);
      assert.equal(await readTree(root), { 'T.BSW/BOOTX64.CSV': 'whole' });
    });
  }
});

test('isCrossLinked - one inode under both names proves it; equal files of their own do not', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'a/same': 'x', 'b/same': 'x', 'c/other': 'y' });
    assert.is(await isCrossLinked(`${root}/a`, `${root}/b`), false);
    await link(join(root, 'a/same'), join(root, 'c/same'));
    assert.is(await isCrossLinked(`${root}/a`, `${root}/c`), true);
    assert.is(await isCrossLinked(`${root}/a`, `${root}/none`), false);
  }));

test('isCrossLinked - two files are taken for it if they are equal and not empty', () =>
  withScratch(async (root) => {
    await writeTree(root, { a: 'x', b: 'x', c: 'y', d: '', e: '' });
    assert.is(await isCrossLinked(`${root}/a`, `${root}/b`), true);
    assert.is(await isCrossLinked(`${root}/a`, `${root}/c`), false);
    assert.is(await isCrossLinked(`${root}/d`, `${root}/e`), false);
    assert.is(await isCrossLinked(`${root}/a`, `${root}/none`), false);
  }));

test('findStages - finds ours and bootupd’s at any depth of EFI and in the root, and looks into none', () =>
  withScratch(async (root) => {
    await writeTree(root, {
      'EFI/DEBIAN.BSW/GRUB.BSW/x': '',
      'EFI/debian/GRUB1234.BSW': '',
      'EFI/.btmp.BOOT/x': '',
      'BSWPRB_1.BSW': '',
      'EFI/debian/BSW0001.FIL': '',
      'elsewhere/X.BSW': '',
    });
    assert.equal(await findStages(root), {
      stagePaths: ['BSWPRB_1.BSW', 'EFI/.btmp.BOOT', 'EFI/DEBIAN.BSW', 'EFI/debian/GRUB1234.BSW'],
      fillerPaths: ['EFI/debian/BSW0001.FIL'],
    });
    assert.equal(await findStages(join(root, 'not-there')), { stagePaths: [], fillerPaths: [] });
  }));

test('fetchBlobs - what has another digest leaves nothing behind', () =>
  withScratch(async (root) => {
    const state = await openStateDirectory(root);
    async function* content(): AsyncIterable<Uint8Array> {
      yield Buffer.from('wrong');
    }
    const blob = { sha256: sha256('right'), sizeBytes: 5n };
    const { signal } = new AbortController();
    const error = await failureOf(() => fetchBlobs(state, [blob], { source: { get: content }, signal }));
    assert.is(error.code, 'BLOB_DIGEST');
    assert.equal(await readdir(state.blobsDirectory), []);
    assert.equal(await lackingBlobs(state, [blob]), [blob]);
  }));

test('fetchBlobs - an abort in the middle leaves nothing behind', () =>
  withScratch(async (root) => {
    const state = await openStateDirectory(root);
    const stop = new AbortController();
    async function* content(): AsyncIterable<Uint8Array> {
      yield Buffer.from('ri');
      stop.abort();
      yield Buffer.from('ght');
    }
    const blob = { sha256: sha256('right'), sizeBytes: 5n };
    const options = { source: { get: content }, signal: stop.signal };
    assert.is((await failureOf(() => fetchBlobs(state, [blob], options))).name, 'AbortError');
    assert.equal(await readdir(state.blobsDirectory), []);
  }));

test('fetchBlobs - a state directory that cannot be written is not taken for a fault of the source', () =>
  withScratch(async (root) => {
    const state = await openStateDirectory(root);
    async function* content(): AsyncIterable<Uint8Array> {
      yield Buffer.from('right');
    }
    await mkdir(join(state.blobsDirectory, sha256('right')));
    const { signal } = new AbortController();
    const blob = { sha256: sha256('right'), sizeBytes: 5n };
    const error = await failureOf(() => fetchBlobs(state, [blob], { source: { get: content }, signal }));
    assert.is(error.code, 'STATE_DIRECTORY');
  }));

test('fetchBlobs - several may fetch the same blob at once, and pruning takes only what was given up', () =>
  withScratch(async (root) => {
    const state = await openStateDirectory(root);
    const blob = { sha256: sha256('right'), sizeBytes: 5n };
    const { signal } = new AbortController();
    const nowMs = Date.now();
    async function* content(): AsyncIterable<Uint8Array> {
      yield Buffer.from('ri');
      // Another process comes to the end of its update while this one fetches.
      await pruneBlobs(state, { plans: [], nowMs });
      yield Buffer.from('ght');
    }
    const fetching = () => fetchBlobs(state, [blob], { source: { get: content }, signal });
    await Promise.all([fetching(), fetching(), fetching()]);
    assert.equal(await readdir(state.blobsDirectory), [blob.sha256]);
    const abandoned = join(state.blobsDirectory, `${blob.sha256}.of-a-crash.part`);
    await writeFile(abandoned, 'ri');
    await pruneBlobs(state, { plans: [], nowMs });
    assert.equal(await readdir(state.blobsDirectory), [basename(abandoned)]);
    await pruneBlobs(state, { plans: [], nowMs: nowMs + 2 * 60 * 60 * 1000 });
    assert.equal(await readdir(state.blobsDirectory), []);
  }));

test('stepsFor - nothing live is touched before everything is staged, durable and verified', () => {
  const { prepare, commits } = stepsFor(firstPlan, ['EFI/DEBIAN.BSW']);
  const kinds = prepare.map(({ kind }) => kind);
  assert.not.ok(kinds.includes('exchange') || kinds.includes('remove-live'));
  assert.ok(kinds.indexOf('forget-previous') < kinds.indexOf('release'));
  assert.ok(kinds.lastIndexOf('build-stage') < kinds.indexOf('barrier'));
  assert.ok(kinds.indexOf('barrier') < kinds.indexOf('verify-stage'));
  assert.ok(kinds.lastIndexOf('verify-stage') < kinds.indexOf('check-unchanged'));
  assert.equal(
    commits.map((commit) => commit.swap.target),
    firstPlan.swaps.map((swap) => swap.target),
  );
  for (const { steps } of commits) {
    const [first, ...rest] = steps.map(({ kind }) => kind);
    assert.ok(first === 'remove-live' || first === 'write-back');
    if (first === 'write-back') assert.equal(rest, ['exchange', 'settle', 'check-live']);
  }
});

test.run();
