import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { putTree } from '../lab/esp-image.ts';
import { listImage, listImageDirectories } from '../lab/image-oracle.ts';
import { runToolOrThrow } from '../lab/tools.ts';
import { lacking, skipIf } from '../lab/skip.ts';
import { createContentKeys } from '../lab/crash/content-key.ts';
import { createFatReader } from '../lab/crash/fat-reader.ts';
import { seededRandom, below } from '../lab/random.ts';
import { openImage } from './opened-image.ts';
import { readTree, withSmallEsp } from './small-esp.ts';

const fatReader = suite('fat reader');
const onTools = skipIf(fatReader, lacking('mkfs.vfat', 'mcopy'));

const FILES: readonly [string, number][] = [
  ['EFI/BOOT/BOOTX64.EFI', 70_001],
  ['EFI/a directory with a long name/and a file with a name of more than thirteen characters.conf', 512],
  ['EFI/debian/grub.cfg', 1],
  ['EFI/debian/ünïcödé – “quoted”.txt', 1025],
  ['EFI/debian/empty', 0],
  ['loader/entries/one.two.three.conf', 100],
  ...Array.from({ length: 60 }, (_, at): [string, number] => [`many/file number ${at}`, 10 * at]),
];

/** Compares with what mtools says of the image. */
const compareWithMtools = async (image: string): Promise<void> => {
  const { store, volume } = await openImage(image);
  assert.is(volume.problem, null);
  assert.equal(volume.findings, []);
  assert.is(volume.lostClusters, 0);
  assert.is(volume.fatDifferences, 0);
  const files = volume.entries.filter(({ isDirectory }) => !isDirectory);
  const theirs = await listImage(image);
  assert.equal(files.map(({ path }) => path).toSorted(), [...theirs.keys()].toSorted());
  const ours = volume.entries.filter(({ isDirectory, path }) => isDirectory && path !== '');
  assert.equal(ours.map(({ path }) => path).toSorted(), await listImageDirectories(image));
  const keys = createContentKeys(store);
  const written = await readTree(join(dirname(image), 'tree'));
  for (const { path, content } of files)
    assert.is(content, keys.ofBytes(written.get(path) ?? Buffer.from('not written')), path);
};

const geometries = [
  { name: 'FAT12', make: ['-F', '12', '-s', '1'], sizeMiB: 1.5 },
  { name: 'FAT16', make: ['-F', '16', '-s', '4'], sizeMiB: 20 },
  { name: 'FAT32', make: ['-F', '32', '-s', '1'], sizeMiB: 34 },
  { name: 'FAT32 of 1 KiB clusters', make: ['-F', '32', '-s', '2'], sizeMiB: 70 },
  { name: 'FAT32 of 4 KiB sectors', make: ['-F', '32', '-S', '4096', '-s', '1'], sizeMiB: 260 },
  { name: 'FAT16 of 2 KiB sectors', make: ['-F', '16', '-S', '2048', '-s', '1'], sizeMiB: 20 },
];

for (const { name, make, sizeMiB } of geometries) {
  onTools(`fat reader - reads ${name} as mtools does`, async () => {
    await withSmallEsp({}, async ({ directory }) => {
      const image = join(directory, 'other.img');
      const random = seededRandom(sizeMiB);
      for (const [path, length] of FILES) {
        await mkdir(dirname(join(directory, 'tree', path)), { recursive: true });
        const bytes = Uint8Array.from({ length }, () => below(random, 256));
        await writeFile(join(directory, 'tree', path), bytes);
      }
      await rm(image, { force: true });
      await writeFile(image, '');
      await truncate(image, sizeMiB * 1024 * 1024);
      await runToolOrThrow('mkfs.vfat', ['--invariant', ...make, image]);
      await putTree(image, { directory: join(directory, 'tree') });
      await compareWithMtools(image);
    });
  });
}

onTools('fat reader - a state read by its changes is read as if by all', async () => {
  await withSmallEsp({}, async (esp) => {
    const opened = await openImage(esp.image);
    const { store, image, reader, volume } = opened;
    const fresh = createFatReader(store, { keys: createContentKeys(store) });
    const random = seededRandom(9);
    const { dataStart = 0 } = volume.geometry ?? {};
    reader.read(image.ids, image.takeChanges());
    for (let round = 0; round < 1000; round += 1) {
      for (let change = 0; change <= below(random, 3); change += 1) {
        // Mostly data, now and then the FAT or a directory, and back again.
        const sector =
          below(random, 20) === 0 ? below(random, dataStart + 10) : dataStart + below(random, 140);
        const id = below(random, 2) === 0 ? store.baseIds[sector] : store.intern(Buffer.alloc(512, round));
        image.set(sector, id ?? 0);
      }
      const [one, other] = [reader.read(image.ids, image.takeChanges()), fresh.read(image.ids)];
      assert.equal({ ...one, geometry: null }, { ...other, geometry: null }, `round ${round}`);
    }
  });
});

fatReader.run();
