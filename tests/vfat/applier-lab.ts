/** An ESP image, and the applier run on it by real kernels, one process after the other. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { isStageName } from '../../lib/esp/index.ts';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import { fsckImage, listImage, listImageDirectories } from '../lab/image-oracle.ts';
import { builtProgram } from '../lab/programs.ts';
import { runInGuest } from '../lab/guest/chosen.ts';
import { sha256 } from '../lab/file-digest.ts';
import type { TestTree } from '../lab/trees.ts';
import { writeTree } from '../lab/trees.ts';
import { withScratch } from '../lab/scratch.ts';
import { writeKeyFile } from '../lab/key-file.ts';
import { oldBigTree } from './applier-plans.ts';

export type Lab = { image: string; share: string; keyFile: string };

export const withLab = (use: (lab: Lab) => Promise<void>): Promise<void> =>
  withScratch(async (share) => {
    const lab = { image: join(share, 'esp.img'), share, keyFile: join(share, 'key.pem') };
    await writeKeyFile(lab.keyFile);
    await writeTree(join(share, 'tree'), oldBigTree);
    await makeEspImage({ path: lab.image, sizeMiB: 64, fat: 32, sectorsPerCluster: 1 });
    await putTree(lab.image, { directory: join(share, 'tree') });
    await use(lab);
  });

/** A busy machine takes its time. */
const GUEST_TIMEOUT_MS = 300_000;

/**
 * Each task as `task` or `task failpoint`, one process after the other in one guest; what each printed. Errors go to
 * the guest's console, which is shown if anything but a kill on purpose ended a task.
 */
export const runTasks = async (
  { image, share, keyFile }: Lab,
  tasks: readonly string[],
): Promise<string[]> => {
  const guestProgram = await builtProgram('tests/vfat/applier-guest.ts');
  const call = `${process.execPath} ${guestProgram} ${share} ${keyFile}`;
  const script = tasks.map((task) => `${call} ${task} || echo "ended with $?"`).join('\n');
  const results = join(share, 'results');
  const result = await runInGuest({
    command: ['/bin/sh', '-c', `exec >${results}\n${script}`],
    image,
    shares: [{ path: share, isWritable: true }],
    timeoutMs: GUEST_TIMEOUT_MS,
  });
  assert.not.match(result.kernelLog, /FAT-fs.*error/i);
  const printed = await readFile(results, 'utf8');
  assert.not.match(printed, /ended with (?!137)/, result.output);
  return printed.trim().split('\n');
};

/** The image by mtools, as path and digest: what is live and what is under a stage's name. */
export const readImage = async (image: string): Promise<{ live: TestTree; staged: string[] }> => {
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

export const digestsOf = (tree: TestTree): TestTree =>
  Object.fromEntries(
    Object.entries(tree)
      .filter(([path]) => !path.endsWith('/'))
      .map(([path, content]): [string, string] => [path, sha256(content)])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

export const assertImage = async ({ image }: Lab, tree: TestTree): Promise<string[]> => {
  const { live, staged } = await readImage(image);
  assert.equal(live, digestsOf(tree));
  const fsck = await fsckImage(image);
  assert.ok(fsck.isClean, fsck.output);
  assert.ok((await listImageDirectories(image)).includes('EFI/debian/empty'));
  return staged;
};
