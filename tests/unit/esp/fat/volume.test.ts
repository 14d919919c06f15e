import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  entryNamed,
  followChain,
  openFat,
  parseBootSector,
  readContent,
  readDirectory,
  readDirectoryAt,
  surveyVolume,
  walkDirectory,
} from '../../../../lib/esp/fat/index.ts';
import type { FatVolume } from '../../../../lib/esp/fat/index.ts';
import { runToolOrThrow } from '../../../lab/tools.ts';
import { skipIf } from '../../../lab/skip.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { failureOf } from '../../../lab/errors.ts';
import {
  clusterAt,
  makeImage,
  memoryReader,
  missing,
  openImage,
  patchImage,
  setLink,
  setStart,
  slotOffset,
  startOf,
} from '../../../lab/fat/images.ts';

const volumes = suite('fat volume');
const test = skipIf(volumes, missing);

const FILES = {
  'EFI/BOOT/BOOTX64.EFI': 20_000,
  'EFI/debian/shimx64.efi': 5000,
  'EFI/debian/grubx64.efi': 30_000,
  'EFI/debian/empty.cfg': '',
  'EFI/Microsoft/Boot/a quite long name of a file.efi': 700,
  'EFI/Microsoft/Boot/Ärger ☃.cfg': 'x',
  'README.TXT': 'hello',
};

/** `::/EFI/BOOT <3-5> <9>` by mtools. */
const clustersByMtools = async (image: string, path: string): Promise<number[]> => {
  const { stdout } = await runToolOrThrow('mshowfat', ['-i', image, `::/${path}`]);
  return [...stdout.matchAll(/<(\d+)(?:-(\d+))?>/g)].flatMap(([, first, last]) =>
    Array.from({ length: Number(last ?? first) - Number(first) + 1 }, (_, index) => Number(first) + index),
  );
};

const contentOf = async (volume: FatVolume, path: string): Promise<string> => {
  const slash = path.lastIndexOf('/');
  const directory = await readDirectory(volume, path.slice(0, Math.max(0, slash)));
  const entry = entryNamed(directory, path.slice(slash + 1));
  assert.ok(entry, path);
  const pieces: Buffer[] = [];
  for await (const piece of readContent(volume, entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

for (const [kind, sectorSizeBytes] of [
  [12, 512],
  [16, 512],
  [32, 512],
  [16, 4096],
] as const) {
  test(`walkDirectory - FAT${kind}, sectors of ${sectorSizeBytes}: each chain is what mtools says, each byte what was written`, () =>
    withScratch(async (directory) => {
      const image = await makeImage({ directory, kind, files: FILES, sectorSizeBytes });
      const volume = await openImage(image);
      assert.equal([volume.geometry.kind, volume.geometry.sectorBytes], [kind, sectorSizeBytes]);
      const nodes = await walkDirectory(volume, await readDirectoryAt(volume, 0));
      const files = nodes.filter(({ entry }) => !entry.isDirectory);
      assert.equal(files.map(({ path }) => path).toSorted(), Object.keys(FILES).toSorted());
      assert.ok(nodes.every(({ problem }) => problem === null));
      for (const { path, chain } of nodes)
        if (!path.includes('☃')) assert.equal(chain.clusters, await clustersByMtools(image, path), path);
      for (const [path, content] of Object.entries(FILES)) {
        const expected = typeof content === 'string' ? content : Buffer.alloc(content, path).toString();
        assert.is(await contentOf(volume, path), expected, path);
      }
      const survey = await surveyVolume(volume);
      assert.equal([survey.crossLinks, survey.damaged, survey.lostClusters], [[], [], 0]);
    }));
}

test('readDirectory - each entry is where its bytes are, in whatever case it is asked for', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, files: FILES });
    const bytes = await readFile(path);
    const volume = await openImage(path);
    const efi = await readDirectory(volume, 'efi');
    for (const [name, raw] of [
      ['boot', 'BOOT'],
      ['DEBIAN', 'DEBIAN'],
      ['microsoft', 'MICROS~1'],
    ] as const) {
      const entry = entryNamed(efi, name);
      assert.is(entry?.slot.offset, slotOffset(bytes, raw));
      assert.is(entry?.slot.sector, Math.floor(slotOffset(bytes, raw) / 512));
      assert.is(entry?.startCluster, startOf(bytes, raw));
    }
    const [, long] = efi.entries;
    assert.equal([long?.name, long?.shortName, long?.longSlots], ['Microsoft', 'MICROS~1', 1]);
    const boot = await readDirectory(volume, 'EFI/Microsoft/Boot');
    assert.is(entryNamed(boot, 'a quite long name of a file.efi')?.longSlots, 3);
    assert.equal(boot.orphans, []);
  }));

test('readDirectory - a long name of another checksum is none, and its slots are orphans; deleted slots are free', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, files: FILES });
    await patchImage(path, (image) => {
      const at = slotOffset(image, 'MICROS~1') - 32;
      image.writeUInt8(image.readUInt8(at + 13) ^ 1, at + 13);
      image.writeUInt8(0xe5, slotOffset(image, 'BOOT'));
    });
    const efi = await readDirectory(await openImage(path), 'EFI');
    assert.equal(
      efi.entries.map(({ name }) => name),
      ['MICROS~1', 'debian'],
    );
    assert.equal(efi.orphans.length, 1);
    assert.is(efi.slots[2]?.use, 'deleted');
    assert.is(entryNamed(efi, 'Microsoft'), null);
  }));

test('readDirectory - an entry behind a slot that was never used is seen, as by Linux, and said to be so', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, files: { 'EFI/A/x': 'x', 'EFI/B/x': 'x' } });
    await patchImage(path, (image) => image.fill(0, slotOffset(image, 'A'), slotOffset(image, 'A') + 32));
    const efi = await readDirectory(await openImage(path), 'EFI');
    assert.equal(
      efi.entries.map(({ name, isBeyondEnd }) => [name, isBeyondEnd]),
      [['B', true]],
    );
  }));

test('readDirectory - a path that leads nowhere is told by its code', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, files: FILES });
    await patchImage(path, (image) => setStart(image, 'DEBIAN', 0));
    const volume = await openImage(path);
    assert.is((await failureOf(() => readDirectory(volume, 'EFI/none'))).code, 'NOT_FOUND');
    assert.is((await failureOf(() => readDirectory(volume, 'README.TXT/x'))).code, 'NOT_A_DIRECTORY');
    assert.is((await failureOf(() => readDirectory(volume, 'EFI/debian'))).code, 'DAMAGED');
  }));

test('followChain - free, bad, outside, loops of every shape and no chain at all', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, kind: 32, files: { A: 512 * 12 } });
    const image = await readFile(path);
    const start = startOf(image, 'A');
    const endOf = async (value: number): Promise<unknown> => {
      const copy = Buffer.from(image);
      setLink(copy, start + 5, value);
      const { table } = await openFat(memoryReader(copy));
      const { clusters, end } = followChain(table, start);
      return [clusters.length, end];
    };
    assert.equal(await endOf(0), [5, 'free']);
    assert.equal(await endOf(0x0fff_fff7), [5, 'bad']);
    assert.equal(await endOf(1), [6, 'outside']);
    assert.equal(await endOf(0x0fff_ff00), [6, 'outside']);
    assert.equal(await endOf(0xffff_ffff), [6, 'end']);
    for (let back = 0; back <= 5; back += 1) assert.equal(await endOf(start + back), [6, 'loop']);
    const { table } = await openFat(memoryReader(image));
    assert.equal(followChain(table, start).clusters.length, 12);
    assert.equal(followChain(table, 0), { clusters: [], end: 'empty' });
    assert.equal(followChain(table, 1), { clusters: [], end: 'outside' });
    assert.equal(followChain(table, 4_000_000_000), { clusters: [], end: 'outside' });
    assert.equal(followChain(table, start + 12), { clusters: [], end: 'free' });
  }));

test('surveyVolume - cross-links, damage, lost clusters, FSCK*.REC and the dirty mark', () =>
  withScratch(async (directory) => {
    const files = { ...FILES, 'FSCK0000.REC': 3000, 'FSCK0001.REC': 10, 'FSCK.REC': 1 };
    const path = await makeImage({ directory, kind: 32, files });
    await patchImage(path, (image) => {
      const shim = startOf(image, 'SHIMX64.EFI');
      setLink(image, shim + 1, startOf(image, 'BOOTX64.EFI') + 2);
      setLink(image, startOf(image, 'GRUBX64.EFI') + 4, 0);
      image.writeUInt8(1, 65);
    });
    const survey = await surveyVolume(await openImage(path));
    assert.equal(
      survey.crossLinks.map(({ paths }) => paths.toSorted()),
      [['EFI/BOOT/BOOTX64.EFI', 'EFI/debian/shimx64.efi']],
    );
    assert.equal(survey.damaged, [{ path: 'EFI/debian/grubx64.efi', problem: 'free' }]);
    // 10 clusters of shim, of which 2 are still its own; 59 of grub, of which the fifth is free by now and 4 are kept.
    assert.is(survey.lostClusters, 8 + 54);
    assert.is(survey.lostBytes, 62 * 512);
    assert.equal(survey.recovered, { paths: ['FSCK0000.REC', 'FSCK0001.REC'], bytes: 3010 });
    assert.is(survey.isDirty, true);
  }));

test('walkDirectory - a directory in itself ends, and one whose cluster is not its own is not gone into', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, files: FILES });
    await patchImage(path, (image) => {
      setStart(image, 'MICROS~1', startOf(image, 'EFI'));
      image.fill(
        0x41,
        clusterAt(image, startOf(image, 'DEBIAN')),
        clusterAt(image, startOf(image, 'DEBIAN')) + 64,
      );
    });
    const volume = await openImage(path);
    const nodes = await walkDirectory(volume, await readDirectoryAt(volume, 0));
    const problems = nodes.filter(({ problem }) => problem !== null);
    assert.equal(
      problems.map((node) => [node.path, node.problem]),
      [['EFI/debian', 'no-dot']],
    );
    const { crossLinks } = await surveyVolume(volume);
    assert.equal(
      crossLinks.map(({ paths }) => paths),
      [['EFI', 'EFI/Microsoft']],
    );
  }));

test('parseBootSector - what does not fit together is refused, FAT32 without mirroring is noted', () =>
  withScratch(async (directory) => {
    const path = await makeImage({ directory, kind: 32 });
    const boot = (await readFile(path)).subarray(0, 512);
    const patched = (change: (sector: Buffer) => void): Buffer => {
      const sector = Buffer.from(boot);
      change(sector);
      return sector;
    };
    const refusals: [string, (sector: Buffer) => void][] = [
      ['signature', (sector) => sector.writeUInt16LE(0, 510)],
      ['sector size', (sector) => sector.writeUInt16LE(768, 11)],
      ['cluster size', (sector) => sector.writeUInt8(3, 13)],
      ['no FAT', (sector) => sector.writeUInt8(0, 16)],
      ['nothing reserved', (sector) => sector.writeUInt16LE(0, 14)],
      ['root entries on FAT32', (sector) => sector.writeUInt16LE(16, 17)],
      ['FAT of no length', (sector) => sector.writeUInt32LE(0, 36)],
      ['FAT beyond the end', (sector) => sector.writeUInt32LE(0xffff_ffff, 36)],
      ['volume too small', (sector) => sector.writeUInt32LE(100, 32)],
      ['root outside', (sector) => sector.writeUInt32LE(0, 44)],
      ['root beyond', (sector) => sector.writeUInt32LE(0x0fff_0000, 44)],
      ['no such active FAT', (sector) => sector.writeUInt16LE(0x85, 40)],
    ];
    for (const [what, change] of refusals)
      assert.is((await failureOf(() => parseBootSector(patched(change)))).code, 'NOT_FAT', what);
    assert.is((await failureOf(() => parseBootSector(boot.subarray(0, 511)))).code, 'NOT_FAT');
    const later = patched((sector) => sector.writeUInt16LE(1, 42));
    assert.is((await failureOf(() => parseBootSector(later))).code, 'UNSUPPORTED');
    const { isMirrored, tableOffset } = parseBootSector(patched((sector) => sector.writeUInt16LE(0x81, 40)));
    const usual = parseBootSector(boot);
    assert.equal([isMirrored, usual.isMirrored], [false, true]);
    assert.is(tableOffset, usual.tableOffset + usual.tableBytes);
  }));

test('openFat - a volume that ends too early is SHORT_READ, an enormous FAT is not read', () =>
  withScratch(async (directory) => {
    const image = await readFile(await makeImage({ directory, kind: 32 }));
    const short = await failureOf(() => openFat(memoryReader(image.subarray(0, 40_000))));
    assert.is(short.code, 'SHORT_READ');
    image.writeUInt32LE(0xffff_ffff, 32);
    image.writeUInt32LE(0x0010_0000, 36);
    assert.is((await failureOf(() => openFat(memoryReader(image)))).code, 'TOO_LARGE');
  }));

test('readDirectory - a directory of several clusters that are not in a row', () =>
  withScratch(async (directory) => {
    const names = Array.from({ length: 40 }, (_, index) => `EFI/debian/FILE${index}`);
    const path = await makeImage({ directory, files: Object.fromEntries(names.map((name) => [name, 600])) });
    const image = await readFile(path);
    const { table } = await openImage(path);
    const { clusters } = followChain(table, startOf(image, 'DEBIAN'));
    assert.is(clusters.length, 3);
    assert.is.not(clusters[1], (clusters[0] ?? 0) + 1);
    const { entries, chain } = await readDirectory(await openImage(path), 'EFI/debian');
    assert.equal([entries.length, chain.end], [40, 'end']);
    for (const { name, slot } of entries) assert.is(slot.offset, slotOffset(image, name), name);
  }));

volumes.run();
