import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { putTree } from '../lab/esp-image.ts';
import { listImage, listImageDirectories } from '../lab/image-oracle.ts';
import { findTool, missingTool, runToolOrThrow } from '../lab/tools.ts';
import { skipIf } from '../tooling/skip.ts';
import { createContentKeys } from './content-key.ts';
import { createFatReader } from './fat-reader.ts';
import type { FatReader, FatVolume } from './fat-reader.ts';
import { lookWithFsck } from './judge-fsck.ts';
import { createBench } from './judge-states.ts';
import { createRandom, pick } from './random.ts';
import { createContentStore, createSectorImage } from './sector-image.ts';
import type { ContentStore, SectorImage } from './sector-image.ts';
import { readTree, withSmallEsp } from './small-esp.ts';
import type { SmallEsp } from './small-esp.ts';

const fatReader = suite('fat reader');
const missing = ['mkfs.vfat', 'mcopy'].find((tool) => findTool(tool) === null);
const onTools = skipIf(fatReader, missing === undefined ? undefined : missingTool(missing));

type Opened = { store: ContentStore; reader: FatReader; image: SectorImage; volume: FatVolume };

const openImage = async (path: string): Promise<Opened> => {
  const store = createContentStore(await readFile(path));
  const reader = createFatReader(store, { keys: createContentKeys(store) });
  const image = createSectorImage(store);
  return { store, reader, image, volume: reader.read(image.ids) };
};

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
      const random = createRandom(sizeMiB);
      for (const [path, length] of FILES) {
        await mkdir(dirname(join(directory, 'tree', path)), { recursive: true });
        const bytes = Uint8Array.from({ length }, () => pick(random, 256));
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

/** Changes bytes of the image's sectors. */
const patch = ({ store, image }: Opened, at: number, bytes: readonly number[]): void => {
  const sector = Math.floor(at / 512);
  const content = Uint8Array.from(store.contentOf(image.ids[sector] ?? 0));
  content.set(bytes, at % 512);
  image.set(sector, store.intern(content));
};

const setFat = (opened: Opened, cluster: number, value: number): void => {
  const { geometry } = opened.volume;
  const bytes = [value, value >> 8, value >> 16, value >> 24].map((byte) => byte & 0xff);
  for (const start of geometry?.fatStarts ?? []) patch(opened, start * 512 + cluster * 4, bytes);
};

const entryOf = ({ volume }: Opened, path: string) => {
  const entry = volume.entries.find((each) => each.path === path);
  assert.ok(entry, path);
  return entry;
};

/** Where an entry's slot begins on the disk; its directory has one cluster of one sector. */
const slotOf = (opened: Opened, path: string): number => {
  const parent = entryOf(opened, dirname(path));
  const dataStart = opened.volume.geometry?.dataStart ?? 0;
  return (dataStart + parent.start - 2) * 512 + entryOf(opened, path).slot * 32;
};

const SHIM = 'EFI/fedora/shimx64.efi';
const LOADER = 'EFI/BOOT/BOOTX64.EFI';

type Damage = { name: string; damage: (opened: Opened) => void; finds: readonly string[]; lost?: number };

const setStart = (opened: Opened, path: string, start: number): void => {
  const slot = slotOf(opened, path);
  patch(opened, slot + 26, [start & 0xff, (start >> 8) & 0xff]);
  patch(opened, slot + 20, [(start >> 16) & 0xff, start >> 24]);
};

const damages: readonly Damage[] = [
  {
    name: 'a chain that is cut',
    damage: (opened) => setFat(opened, entryOf(opened, SHIM).start + 3, 0),
    finds: [`free-in-chain ${SHIM}`],
    lost: 36,
  },
  {
    name: 'a chain that never was',
    damage: (opened) => {
      for (let at = 0; at < 40; at += 1) setFat(opened, entryOf(opened, SHIM).start + at, 0);
    },
    finds: [`start-free ${SHIM}`],
  },
  {
    name: 'a bad cluster in a chain',
    damage: (opened) => setFat(opened, entryOf(opened, SHIM).start, 0x0ffffff7),
    finds: [`bad-in-chain ${SHIM}`],
    lost: 39,
  },
  {
    name: 'a chain that bites its tail',
    damage: (opened) => setFat(opened, entryOf(opened, SHIM).start + 5, entryOf(opened, SHIM).start),
    finds: [`loop ${SHIM}`],
    lost: 34,
  },
  {
    name: 'a chain that leaves the disk',
    damage: (opened) => setFat(opened, entryOf(opened, SHIM).start, 0x0ffffff0),
    finds: [`out-of-range ${SHIM}`],
    lost: 39,
  },
  {
    name: 'a chain that ends early',
    damage: (opened) => setFat(opened, entryOf(opened, SHIM).start + 1, 0x0fffffff),
    finds: [`chain-too-short ${SHIM}`],
    lost: 38,
  },
  {
    name: 'a file that is shorter than its chain',
    damage: (opened) => patch(opened, slotOf(opened, SHIM) + 28, [1, 2, 0, 0]),
    finds: [`chain-too-long ${SHIM}`],
  },
  {
    name: 'two names for one chain',
    damage: (opened) => setStart(opened, SHIM, entryOf(opened, LOADER).start),
    finds: [`cross-link ${SHIM} ${LOADER}`],
    lost: 40,
  },
  {
    name: 'two names for one directory',
    damage: (opened) => setStart(opened, 'EFI/fedora', entryOf(opened, 'EFI/BOOT').start),
    finds: [
      ...['EFI/fedora EFI/BOOT', 'EFI/fedora/BOOTX64.EFI EFI/BOOT/BOOTX64.EFI'],
      'EFI/fedora/fbx64.efi EFI/BOOT/fbx64.efi',
    ].map((both) => `cross-link ${both}`),
    lost: 42,
  },
  {
    name: 'a directory within itself',
    damage: (opened) => setStart(opened, 'EFI/fedora', entryOf(opened, 'EFI').start),
    finds: ['directory-loop EFI/fedora'],
    lost: 42,
  },
  {
    name: 'a directory without a cluster',
    damage: (opened) => setStart(opened, 'EFI/fedora', 0),
    finds: ['start-zero EFI/fedora'],
    lost: 42,
  },
  {
    name: 'a directory that does not know its parent',
    damage: (opened) => {
      const { dataStart = 0 } = opened.volume.geometry ?? {};
      patch(opened, (dataStart + entryOf(opened, 'EFI/fedora').start - 2) * 512 + 32 + 26, [2, 0]);
    },
    finds: ['dots-wrong EFI/fedora'],
  },
  {
    name: 'a name that is there twice',
    damage: (opened) => patch(opened, slotOf(opened, 'EFI/BOOT/fbx64.efi'), [...Buffer.from('BOOTX64 EFI')]),
    finds: ['duplicate-name EFI/BOOT'],
  },
];

const described = ({ entries, findings }: FatVolume): string[] =>
  findings.map(({ kind, index, other }) =>
    [kind, entries[index]?.path, ...(other === null ? [] : [entries[other]?.path])].join(' '),
  );

const benchOf = ({ expectations }: SmallEsp, base: Uint8Array) => createBench(base, { expectations });

onTools('fat reader - finds each damage for what it is, and fsck finds one, too', async () => {
  await withSmallEsp({}, async (esp) => {
    const bench = benchOf(esp, await readFile(esp.image));
    const overlays: Uint32Array[] = [];
    for (const { name, damage, finds, lost = 0 } of damages) {
      const opened = await openImage(esp.image);
      damage(opened);
      const volume = opened.reader.read(opened.image.ids);
      assert.equal(described(volume).toSorted(), [...finds].toSorted(), name);
      assert.is(volume.lostClusters, lost, `${name}: clusters lost`);
      const copy = bench.newImage();
      opened.image.ids.forEach((id, sector) =>
        copy.set(sector, bench.store.intern(opened.store.contentOf(id))),
      );
      overlays.push(copy.overlay());
    }
    const looks = await lookWithFsck(bench, overlays);
    looks.forEach(({ isClean }, at) => assert.not.ok(isClean, damages[at]?.name));
  });
});

/** What fsck says of chains and clusters; names, times and the like are not the reader's business. */
const CHAIN_REMARK =
  /unused cluster|share clusters|free cluster \(|bad cluster|beyond|Truncating|Circular|Start .*point/i;

onTools('fat reader - agrees with fsck on random damage', async () => {
  await withSmallEsp({}, async (esp) => {
    const bench = benchOf(esp, await readFile(esp.image));
    const opened = await openImage(esp.image);
    const { dataStart = 0, fatStarts = [] } = opened.volume.geometry ?? {};
    const random = createRandom(3);
    const cases = Array.from({ length: 120 }, (_, round) => {
      const image = bench.newImage();
      const both = { ...opened, store: bench.store, image };
      // In turn: an entry of both FATs, and a byte of EFI or a directory below it.
      const cluster = 2 + pick(random, 120);
      if (round % 2 === 0) setFat(both, cluster, pick(random, 2) === 0 ? pick(random, 200) : 0x0fffffff);
      else {
        const directory = ['EFI', 'EFI/BOOT', 'EFI/fedora'][pick(random, 3)] ?? '';
        const at = (dataStart + entryOf(opened, directory).start - 2) * 512 + pick(random, 8 * 32);
        if (at % 32 >= 20) patch(both, at, [pick(random, 256)]);
      }
      const volume = createFatReader(bench.store, { keys: createContentKeys(bench.store) }).read(image.ids);
      const isSound = volume.findings.length === 0 && volume.lostClusters === 0 && volume.problem === null;
      return {
        overlay: image.overlay(),
        isSound,
        found: [...described(volume), `${volume.lostClusters} lost`],
      };
    });
    assert.is(fatStarts.length, 2);
    const looks = await lookWithFsck(
      bench,
      cases.map(({ overlay }) => overlay),
    );
    assert.ok(cases.filter(({ isSound }) => !isSound).length > 30, 'most changes do damage');
    cases.forEach(({ isSound, found }, at) => {
      const { isClean = true, output = '' } = looks[at] ?? {};
      if (isSound) assert.not.match(output, CHAIN_REMARK);
      else assert.not.ok(isClean, `${at}: ${found.join('; ')}`);
    });
  });
});

onTools('fat reader - survives any garbage, quickly', async () => {
  await withSmallEsp({}, async (esp) => {
    const opened = await openImage(esp.image);
    const { store, image, reader } = opened;
    const metadata = [...image.ids.keys()].filter((sector) => reader.isMetadata(sector));
    const used = metadata.filter((sector) => image.ids[sector] !== 0);
    const random = createRandom(5);
    const garbage = Array.from({ length: 200 }, () =>
      store.intern(Uint8Array.from({ length: 512 }, () => pick(random, 256))),
    );
    const begun = performance.now();
    for (let round = 0; round < 1500; round += 1) {
      const wild = image.clone();
      const one = { ...opened, image: wild };
      for (let change = 0; change < 1 + pick(random, 6); change += 1) {
        const sector = used[pick(random, used.length)] ?? 0;
        if (round % 3 === 0) wild.set(sector, garbage[pick(random, garbage.length)] ?? 0);
        else patch(one, sector * 512 + pick(random, 512), [pick(random, 256)]);
      }
      const volume = reader.read(wild.ids);
      assert.ok(volume.entries.length <= 20_000);
    }
    assert.ok(performance.now() - begun < 60_000);
    assert.equal(described(reader.read(image.ids)), []);
  });
});

onTools('fat reader - a state read by its changes is read as if by all', async () => {
  await withSmallEsp({}, async (esp) => {
    const opened = await openImage(esp.image);
    const { store, image, reader, volume } = opened;
    const fresh = createFatReader(store, { keys: createContentKeys(store) });
    const random = createRandom(9);
    const { dataStart = 0 } = volume.geometry ?? {};
    reader.read(image.ids, image.takeChanges());
    for (let round = 0; round < 1000; round += 1) {
      for (let change = 0; change <= pick(random, 3); change += 1) {
        // Mostly data, now and then the FAT or a directory, and back again.
        const sector = pick(random, 20) === 0 ? pick(random, dataStart + 10) : dataStart + pick(random, 140);
        const id = pick(random, 2) === 0 ? store.baseIds[sector] : store.intern(Buffer.alloc(512, round));
        image.set(sector, id ?? 0);
      }
      const [one, other] = [reader.read(image.ids, image.takeChanges()), fresh.read(image.ids)];
      assert.equal({ ...one, geometry: null }, { ...other, geometry: null }, `round ${round}`);
    }
  });
});

fatReader.run();
