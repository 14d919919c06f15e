import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { bootFileKind, readBootFile } from '../../../../lib/uefi/loader/boot-tree.ts';
import { stagePathOf } from '../../../../services/applier/esp/names.ts';
import { readLiveFiles, readMove } from '../../../../services/applier/outlook/read-boot-files.ts';
import { makePlan } from '../../../lab/applier/plans.ts';
import type { TestTree } from '../../../lab/trees.ts';
import { writeTree } from '../../../lab/trees.ts';
import { withSite } from '../../../lab/applier/site.ts';
import type { Site } from '../../../lab/applier/site.ts';

const test = suite('read-boot-files');

const csv = 'shimx64.efi,debian';
const before: TestTree = { 'EFI/debian/BOOTX64.CSV': csv, 'EFI/debian/notes.txt': 'old', 'EFI/old.efi': 'x' };
const after: TestTree = { 'EFI/debian/BOOTX64.CSV': `${csv},new`, 'EFI/debian/notes.txt': 'new' };
const plan = makePlan({ before, after, targets: ['EFI/debian', 'EFI/old.efi'] });
const [directory, deletion] = plan.swaps;

const withStage = (staged: TestTree, use: (site: Site) => Promise<void>): Promise<void> =>
  withSite({ tree: after, blobs: {} }, async (site) => {
    await writeTree(site.espRoot, { 'EFI/DEBIAN.BSW/notes.txt': 'old', ...staged });
    await use(site);
  });

const moveOf = async ({ espRoot }: Site, swap: typeof directory, side: 'before' | 'after') =>
  swap === undefined ? null : readMove(espRoot, swap, side);

const expected = readBootFile('EFI/debian/BOOTX64.CSV', Buffer.from(csv));

for (const [title, staged] of [
  ['hidden', { 'EFI/DEBIAN.BSW/BOOTX64.BSV': csv }],
  ['shown', { 'EFI/DEBIAN.BSW/BOOTX64.CSV': csv }],
  ['half shown', { 'EFI/DEBIAN.BSW/BOOTX64.BSV': csv, 'EFI/DEBIAN.BSW/BOOTX64.CSV': 'shim' }],
] as const) {
  test(`read-boot-files - a previous tree has its CSV under its own name, though it is ${title}`, () =>
    withStage(staged, async (site) => {
      const move = await moveOf(site, directory, 'before');
      assert.is(move?.target, 'EFI/debian');
      assert.equal([...(move?.files.keys() ?? [])].toSorted(), [
        'EFI/debian/BOOTX64.CSV',
        'EFI/debian/notes.txt',
      ]);
      assert.equal(move?.files.get('EFI/debian/BOOTX64.CSV'), expected);
    }));
}

test('read-boot-files - what is not as the plan has it is not judged', () =>
  withStage({ 'EFI/DEBIAN.BSW/BOOTX64.BSV': 'torn' }, async (site) => {
    const error: unknown = await moveOf(site, directory, 'before').catch((thrown: unknown) => thrown);
    assert.ok(hasCode(error, 'STAGE_DIGEST'), String(error));
  }));

test('read-boot-files - a deletion leaves nothing, and brings its copy back', () =>
  withStage({}, async (site) => {
    assert.is((await moveOf(site, deletion, 'after'))?.files.size, 0);
    await writeFile(join(site.espRoot, stagePathOf({ scope: 'file', target: 'EFI/old.efi' })), 'x');
    assert.equal([...((await moveOf(site, deletion, 'before'))?.files.keys() ?? [])], ['EFI/old.efi']);
  }));

test('read-boot-files - of what is live neither stages nor what is unsafe is looked at', () =>
  withStage({ 'EFI/bad/grubx64.efi': 'x', 'loader/entries/a.conf': 'linux /vmlinuz\n' }, async (site) => {
    const files = await readLiveFiles(site.espRoot, new Map([['EFI/bad', 'live-damaged']]));
    assert.equal([...files.keys()].toSorted(), [
      'EFI/debian/BOOTX64.CSV',
      'EFI/debian/notes.txt',
      'loader/entries/a.conf',
    ]);
    assert.is(files.get('loader/entries/a.conf')?.kind, bootFileKind('loader/entries/a.conf'));
  }));

test('read-boot-files - a file larger than any boot file is refused unread', () =>
  withStage({ 'EFI/huge.efi': '' }, async (site) => {
    const huge = join(site.espRoot, 'EFI/huge.efi');
    await truncate(huge, 513 * 1024 * 1024);
    const error: unknown = await readLiveFiles(site.espRoot, new Map()).catch((thrown: unknown) => thrown);
    await rm(huge);
    assert.ok(hasCode(error, 'UNEXPECTED'), String(error));
  }));

test.run();
