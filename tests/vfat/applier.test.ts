import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isStageName } from '../../lib/esp/index.ts';
import { generateKeyPair } from '../../lib/trust/index.ts';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import { fsckImage, listImage, listImageDirectories } from '../lab/image-oracle.ts';
import { isUmlAvailable, runInGuest } from '../lab/uml-guest.ts';
import { skipIf } from '../tooling/skip.ts';
import { sha256 } from '../unit/applier/plans.ts';
import type { TestTree } from '../unit/applier/plans.ts';
import { writeTree } from '../unit/applier/site.ts';
import { newBigTree, oldBigTree } from './applier-plans.ts';

const vfat = suite('vfat applier');
const found = isUmlAvailable();
const test = skipIf(vfat, found.isAvailable ? undefined : found.reason);

const guestProgram = fileURLToPath(new URL('./applier-guest.js', import.meta.url));

type Lab = { image: string; share: string; keyFile: string };

const withLab = async (use: (lab: Lab) => Promise<void>): Promise<void> => {
  const share = await mkdtemp(join(tmpdir(), 'bootswap-vfat-applier-'));
  try {
    const lab = { image: join(share, 'esp.img'), share, keyFile: join(share, 'key.pem') };
    await writeFile(lab.keyFile, generateKeyPair().privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeTree(join(share, 'tree'), oldBigTree);
    await makeEspImage({ path: lab.image, sizeMiB: 64, fat: 32, sectorsPerCluster: 1 });
    await putTree(lab.image, { directory: join(share, 'tree') });
    await use(lab);
  } finally {
    await rm(share, { recursive: true, force: true });
  }
};

/**
 * Each task as `task` or `task failpoint`, one process after the other in one guest; what each printed. Errors go to
 * the guest's console, which is shown if anything but a kill on purpose ended a task.
 */
const runTasks = async ({ image, share, keyFile }: Lab, tasks: readonly string[]): Promise<string[]> => {
  const call = `${process.execPath} ${guestProgram} ${share} ${keyFile}`;
  const script = tasks.map((task) => `${call} ${task} || echo "ended with $?"`).join('\n');
  const results = join(share, 'results');
  const result = await runInGuest({
    command: ['/bin/sh', '-c', `exec >${results}\n${script}`],
    image,
    shares: [{ path: share, isWritable: true }],
  });
  assert.not.match(result.kernelLog, /FAT-fs.*error/i);
  const printed = await readFile(results, 'utf8');
  assert.not.match(printed, /ended with (?!137)/, result.output);
  return printed.trim().split('\n');
};

/** The image by mtools, as path and digest: what is live and what is under a stage's name. */
const readImage = async (image: string): Promise<{ live: TestTree; staged: string[] }> => {
  const files = [...(await listImage(image))].map(([path, { sha256: digest }]): [string, string] => [
    path,
    digest,
  ]);
  const isStaged = (path: string): boolean => path.split('/').some(isStageName);
  return {
    live: Object.fromEntries(files.filter(([path]) => !isStaged(path))),
    staged: files.map(([path]) => path).filter(isStaged),
  };
};

const digestsOf = (tree: TestTree): TestTree =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([path]) => !path.endsWith('/'))
      .map(([path, content]): [string, string] => [path, sha256(content)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

const assertImage = async ({ image }: Lab, tree: TestTree): Promise<string[]> => {
  const { live, staged } = await readImage(image);
  assert.equal(live, digestsOf(tree));
  const fsck = await fsckImage(image);
  assert.ok(fsck.isClean, fsck.output);
  assert.ok((await listImageDirectories(image)).includes('EFI/debian/empty'));
  return staged;
};

test('vfat applier - an update is on the image byte for byte, beside the old trees, and fsck finds nothing', async () => {
  await withLab(async (lab) => {
    const [applied, recovered] = await runTasks(lab, ['apply', 'recover']);
    assert.match(applied ?? '', '"outcome":"exchanged"');
    assert.is(recovered, '{"actions":[],"clean":true}');
    const staged = await assertImage(lab, newBigTree);
    assert.ok(staged.includes('EFI/DEBIAN.BSW/BOOTX64.BSV'), staged.join());
    assert.not.ok(staged.some((path) => path.endsWith('.CSV')));
  });
});

test('vfat applier - released after a passed audit, nothing but the new tree is left', async () => {
  await withLab(async (lab) => {
    const printed = await runTasks(lab, ['apply', 'pass']);
    assert.match(printed[1] ?? '', '"outcome":"passed"');
    assert.equal(await assertImage(lab, newBigTree), []);
  });
});

test('vfat applier - a failed audit brings the old image back, and the host stays there', async () => {
  await withLab(async (lab) => {
    const printed = await runTasks(lab, ['apply', 'fail', 'apply', 'recover']);
    assert.match(printed[1] ?? '', '"outcome":"rolled-back"');
    assert.match(printed[2] ?? '', 'ALREADY_ROLLED_BACK');
    assert.is(printed[3], '{"actions":[],"clean":true}');
    assert.equal(await assertImage(lab, oldBigTree), []);
  });
});

test('vfat applier - killed while staging, between exchanges and in recovery, it ends all old or all new', async () => {
  await withLab(async (lab) => {
    const printed = await runTasks(lab, [
      'apply build-stage@3:kill',
      'recover',
      'apply exchange@3:kill',
      'recover settle:kill',
      'recover',
      'pass',
    ]);
    assert.equal(
      printed.map((line) => /ended with 137|"kind":"[a-z]+"|"outcome":"[a-z]+"/.exec(line)?.[0]),
      [
        'ended with 137',
        '"kind":"undo"',
        'ended with 137',
        'ended with 137',
        '"kind":"finish"',
        '"outcome":"passed"',
      ],
      printed.join('\n'),
    );
    assert.equal(await assertImage(lab, newBigTree), []);
  });
});

vfat.run();
