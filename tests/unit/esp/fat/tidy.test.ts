import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openFat, planTidy, surveyVolume } from '../../../../lib/esp/fat/index.ts';
import type { SectorPatch, TidyPlan } from '../../../../lib/esp/fat/index.ts';
import { tidyDevice } from '../../../../services/applier/fat/index.ts';
import { fsckImage, listImage } from '../../../lab/image-oracle.ts';
import { skipIf } from '../../../lab/skip.ts';
import { crossLink, LAST, memoryReader, missing, patchImage, setLink } from '../../../lab/fat/images.ts';
import type { ImageKind } from '../../../lab/fat/images.ts';
import { withImage } from '../../../lab/fat/swap-image.ts';

const tidying = suite('fat tidy');
const test = skipIf(tidying, missing);

const FILES = { 'EFI/DEBIAN/GRUBX64.EFI': 3000, 'EFI/DEBIAN.BSW/NEWGRUB.EFI': 3100, 'EFI/BOOT/A.EFI': 700 };
/** Clusters that no file has: a chain of three, and one alone, in another sector of the FAT. */
const LOST = [
  [400, 401],
  [401, 402],
  [402, LAST],
  [900, LAST],
] as const;

const lose = (bytes: Buffer): void => LOST.forEach(([cluster, value]) => setLink(bytes, cluster, value));

/** The second copy of the FAT alone, as a cut between the two leaves it. */
const dropFromCopy = (bytes: Buffer): void => {
  const before = Buffer.from(bytes);
  setLink(bytes, 900, 0);
  const at = bytes.findIndex((byte, index) => byte !== before[index]);
  before.copy(bytes, at, at, at + 4);
};

const plan = async (bytes: Buffer): Promise<TidyPlan> => planTidy(await openFat(memoryReader(bytes)));
const write = (bytes: Buffer, patches: readonly SectorPatch[]): void => {
  for (const { offset, before, after } of patches) {
    assert.ok(bytes.subarray(offset, offset + before.length).equals(before));
    bytes.set(after, offset);
  }
};

const withTidyImage = (kind: ImageKind, use: (image: string) => Promise<void>): Promise<void> =>
  withImage(use, { kind, files: FILES });

for (const kind of [16, 32] as const) {
  test(`planTidy - FAT${kind}: cut off after any of its sectors, planning again ends the same`, () =>
    withTidyImage(kind, async (image) => {
      await patchImage(image, (bytes) => (lose(bytes), dropFromCopy(bytes)));
      const begin = await readFile(image);
      const { patches, freedClusters } = await plan(begin);
      assert.is(freedClusters, LOST.length);
      assert.ok(patches.length >= 3, `${patches.length} sectors`);
      for (let done = 0; done <= patches.length; done += 1) {
        const bytes = Buffer.from(begin);
        write(bytes, patches.slice(0, done));
        write(bytes, (await plan(bytes)).patches);
        assert.equal((await plan(bytes)).patches, []);
        assert.is((await surveyVolume(await openFat(memoryReader(bytes)))).lostClusters, 0);
      }
    }));
}

test('planTidy - plans nothing while anything is shared, for what that leads to looks lost', () =>
  withTidyImage(16, async (image) => {
    await patchImage(image, (bytes) => (lose(bytes), crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW')));
    assert.equal(await plan(await readFile(image)), { patches: [], freedClusters: 0 });
  }));

test('planTidy - on FAT12 the copies are made to agree, and nothing is freed', () =>
  withTidyImage(12, async (image) => {
    assert.equal(await plan(await readFile(image)), { patches: [], freedClusters: 0 });
    const bytes = await readFile(image);
    // One reserved sector, then two FATs: the last byte that says anything in the second one.
    const second = 512 + bytes.readUInt16LE(22) * 512;
    bytes.writeUInt8(bytes.readUInt8(second + 3) ^ 0xff, second + 3);
    const { patches } = await plan(bytes);
    assert.equal(
      patches.map(({ offset }) => offset),
      [second],
    );
  }));

for (const kind of [16, 32] as const) {
  test(`tidyDevice - FAT${kind}: fsck.vfat finds no lost cluster and no difference, and every file is as it was`, () =>
    withTidyImage(kind, async (image) => {
      const before = await listImage(image);
      await patchImage(image, (bytes) => (lose(bytes), dropFromCopy(bytes)));
      const dirty = await fsckImage(image);
      assert.match(dirty.output, /FATs differ/);
      assert.is((await tidyDevice(image)).clusters, LOST.length);
      assert.equal(await tidyDevice(image), { clusters: 0, bytes: 0 });
      assert.equal([...(await listImage(image))], [...before]);
      const { isClean, output } = await fsckImage(image);
      assert.ok(isClean, output);
    }));
}

test('tidyDevice - writes nothing to what is in order', () =>
  withTidyImage(16, async (image) => {
    const before = await readFile(image);
    await tidyDevice(image);
    assert.ok((await readFile(image)).equals(before));
  }));

tidying.run();
