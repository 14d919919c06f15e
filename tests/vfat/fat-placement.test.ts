import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { makeEspImage } from '../lab/esp-image.ts';
import { fsckImage, listImage, listImageDirectories } from '../lab/image-oracle.ts';
import { skipIf } from '../lab/skip.ts';
import { clusterAt, slotOffset, startOf } from '../lab/fat/images.ts';
import { withScratch } from '../lab/scratch.ts';
import { noGuest, runFatTasks } from './fat-tasks.ts';
import type { FatTask } from './fat-tasks.ts';

const placing = suite('vfat placement');
const test = skipIf(placing, noGuest);

const MIXED = 'umask=0077,iocharset=ascii';
const WINNT = `${MIXED},shortname=winnt`;

type Case = {
  /** What is done in the directory before: `+NAME` makes a file, `-NAME` removes it. `L` stands for the live name. */
  filling: string[];
  sector: 'same' | 'other';
  order: 'behind' | 'before';
  steered: boolean;
  kind?: 'directory' | 'file';
  /** Characters of the stage's name beyond 8.3 cost slots. */
  longStage?: boolean;
};

const fill = (count: number, prefix = 'F'): string[] =>
  Array.from({ length: count }, (_, index) => `+${prefix}${index}.TXT`);
const removed = (names: readonly string[]): string[] => names.map((name) => `-${name.slice(1)}`);

/** A directory has `.` and `..` in the first two of the 16 slots of its first sector. */
const CASES: Readonly<Record<string, Case>> = {
  'nothing else there': { filling: ['+L'], sector: 'same', order: 'behind', steered: false },
  'one gap before the live entry': {
    filling: ['+A.TXT', '+L', '-A.TXT'],
    sector: 'same',
    order: 'behind',
    steered: true,
  },
  'a stage of a file': {
    filling: ['+A.TXT', '+L', '-A.TXT'],
    sector: 'same',
    order: 'behind',
    steered: true,
    kind: 'file',
  },
  'ten gaps before it': {
    filling: [...fill(10), '+L', ...removed(fill(10))],
    sector: 'same',
    order: 'behind',
    steered: true,
  },
  'gaps in the sector before its own': {
    filling: [...fill(15), '+L', ...removed(fill(3))],
    sector: 'same',
    order: 'behind',
    steered: true,
  },
  'live in the last slot of its sector': {
    filling: [...fill(13), '+L', '+Z.TXT', '-Z.TXT'],
    sector: 'other',
    order: 'behind',
    steered: false,
  },
  'live in the last slot of its sector, gaps before': {
    filling: [...fill(13), '+L', '+Z.TXT', '-Z.TXT', ...removed(fill(2))],
    sector: 'other',
    order: 'behind',
    steered: true,
  },
  'a gap right behind it': {
    filling: ['+L', '+A.TXT', '+B.TXT', '-A.TXT'],
    sector: 'same',
    order: 'behind',
    steered: false,
  },
  'its clusters full but for one gap before': {
    filling: [...fill(13), '+L', ...fill(112, 'G'), '-F4.TXT'],
    sector: 'same',
    order: 'before',
    steered: false,
  },
  'a stage with a long name and gaps too small for it': {
    filling: [...fill(6), '+L', '-F0.TXT', '-F2.TXT', '-F3.TXT'],
    sector: 'same',
    order: 'behind',
    steered: true,
    longStage: true,
  },
};

const cases = Object.entries(CASES).map(([title, details], index) => {
  const letter = String.fromCharCode(65 + index);
  const live = `LIVE${letter}`;
  const stage = details.longStage === true ? `.btmp.LIVE${letter}` : `LIVE${letter}.BSW`;
  // How mkfs's and the kernel's 8.3 alias of `.btmp.LIVEK` looks.
  const rawStage = details.longStage === true ? `BTMP~1.LIV` : stage;
  return { title, live, stage, rawStage, parent: `EFI/CASE${letter}`, ...details };
});

const tasksOf = ({ parent, live, stage, filling, kind = 'directory' }: (typeof cases)[number]): FatTask[] => [
  { do: 'mkdir', path: parent },
  ...filling.map((step): FatTask => {
    const name = step.slice(1) === 'L' ? live : step.slice(1);
    const path = `${parent}/${name}`;
    if (step.startsWith('-')) return { do: 'remove', path };
    return step === '+L' && kind === 'directory' ? { do: 'mkdir', path } : { do: 'file', path };
  }),
  { do: 'place', names: { parent, live, stage }, kind },
];

/** By the bytes of the image: the two slots, wherever they are. */
const judge = (image: Buffer, live: string, stage: string): { sector: string; distance: number } => {
  const [a, b] = [slotOffset(image, live), slotOffset(image, stage)];
  return { sector: Math.floor(a / 512) === Math.floor(b / 512) ? 'same' : 'other', distance: b - a };
};

/** A live directory among files, until no slot of its parent's one cluster is free. */
const fillIn = (parent: string, count: number): FatTask[] => [
  { do: 'mkdir', path: `${parent}/LIVE` },
  ...Array.from({ length: count - 1 }, (_, at): FatTask => ({ do: 'file', path: `${parent}/F${at}.TXT` })),
];

const listAfter = async (path: string, tasks: readonly FatTask[]): Promise<{ last: unknown }> => {
  const { results } = await runFatTasks(path, tasks, { mountOptions: MIXED });
  return { last: results.at(-1) };
};

for (const { mountOptions, ...geometry } of [
  { fat: 32, sizeMiB: 300, sectorsPerCluster: 8, mountOptions: MIXED },
  { fat: 32, sizeMiB: 34, sectorsPerCluster: 1, mountOptions: WINNT },
  { fat: 16, sizeMiB: 40, sectorsPerCluster: 4, mountOptions: MIXED },
] as const) {
  test(`createStagePlaced - FAT${geometry.fat}, ${mountOptions}: where it says, by the image's bytes`, () =>
    withScratch(async (scratch) => {
      const path = join(scratch, 'esp.img');
      await makeEspImage({ path, ...geometry });
      const { results, guest } = await runFatTasks(path, cases.flatMap(tasksOf), { mountOptions });
      assert.not.match(guest.kernelLog, /FAT-fs.*error/i);
      assert.equal(
        results.filter((result) => JSON.stringify(result).includes('error')),
        [],
      );
      const reports = results.filter((result) => result !== null);
      const image = await readFile(path);
      for (const [index, { title, live, rawStage, sector, order, steered }] of cases.entries()) {
        assert.equal(reports[index], { sector, order, steered }, title);
        const seen = judge(image, live, rawStage);
        assert.is(seen.sector, sector, title);
        // A new cluster of the directory may lie anywhere; within one, behind is a higher offset.
        if (sector === 'same') assert.is(seen.distance > 0, order === 'behind', title);
      }
      const files = [...(await listImage(path)).keys()];
      assert.equal(
        files.filter((file) => file.endsWith('.FIL')),
        [],
      );
      assert.ok((await fsckImage(path)).isClean);
    }));
}

test('createStagePlaced - creates nothing where a live directory would have to grow', () =>
  withScratch(async (scratch) => {
    const path = join(scratch, 'esp.img');
    await makeEspImage({ path, fat: 32, sizeMiB: 34, sectorsPerCluster: 1 });
    const names = { parent: 'EFI', live: 'LIVE', stage: 'LIVE.BSW' };
    const before = await listAfter(path, [...fillIn('EFI', 14), { do: 'place', names, kind: 'directory' }]);
    assert.equal(before.last, { error: 'NO_SLOT' });
    assert.equal(await listImageDirectories(path), ['EFI', 'EFI/LIVE']);
    const after = await listAfter(path, [
      { do: 'remove', path: 'EFI/F3.TXT' },
      { do: 'place', names, kind: 'directory' },
    ]);
    assert.equal(after.last, { sector: 'same', order: 'behind', steered: false });
  }));

test('createStagePlaced - EFI itself in the root, behind the volume label and a gap', () =>
  withScratch(async (scratch) => {
    for (const fat of [16, 32] as const) {
      const path = join(scratch, `esp${fat}.img`);
      await makeEspImage({ path, fat, sizeMiB: fat === 16 ? 20 : 40, sectorsPerCluster: 1 });
      const { results } = await runFatTasks(path, [
        { do: 'file', path: 'A.TXT' },
        { do: 'file', path: 'B.TXT' },
        { do: 'mkdir', path: 'EFI' },
        { do: 'remove', path: 'A.TXT' },
        { do: 'place', names: { parent: '', live: 'EFI', stage: 'EFI.BSW' }, kind: 'directory' },
        { do: 'names', path: '' },
      ]);
      assert.equal(results[4], { sector: 'same', order: 'behind', steered: true });
      const image = await readFile(path);
      assert.is(judge(image, 'EFI', 'EFI.BSW').distance, 32);
      // Slot 0 is the label, slot 1 the gap.
      const names = results[5] as { name: string; shortOffset: number }[];
      assert.equal(
        names.map(({ name, shortOffset }) => [name, shortOffset]),
        [
          ['B.TXT', 64],
          ['EFI', 96],
          ['EFI.BSW', 128],
        ],
      );
    }
  }));

test('createStagePlaced - a failure leaves neither stage nor fillers', () =>
  withScratch(async (scratch) => {
    const path = join(scratch, 'esp.img');
    await makeEspImage({ path });
    const names = { parent: 'EFI', live: 'debian', stage: 'DEBIAN.BSW' };
    const { results } = await runFatTasks(path, [
      { do: 'mkdir', path: 'EFI' },
      { do: 'file', path: 'EFI/A.TXT' },
      { do: 'mkdir', path: 'EFI/debian' },
      { do: 'remove', path: 'EFI/A.TXT' },
      { do: 'place', names, kind: 'directory', fails: true },
      { do: 'place', names: { ...names, live: 'none' }, kind: 'directory' },
    ]);
    assert.equal(results.slice(4), [{ error: 'AS_TOLD' }, null]);
    assert.equal(await listImageDirectories(path), ['EFI', 'EFI/DEBIAN.BSW', 'EFI/debian']);
    assert.equal([...(await listImage(path)).keys()], []);
  }));

test('readVfatNames - every entry is where its bytes are, long names and deleted slots between them', () =>
  withScratch(async (scratch) => {
    for (const mountOptions of [MIXED, WINNT]) {
      const path = join(scratch, 'esp.img');
      await makeEspImage({ path, fat: 32, sizeMiB: 34, sectorsPerCluster: 1 });
      const { results } = await runFatTasks(
        path,
        [
          { do: 'mkdir', path: 'EFI/debian' },
          { do: 'file', path: 'EFI/a name that is long enough for three.efi' },
          { do: 'mkdir', path: 'EFI/Microsoft' },
          { do: 'file', path: 'EFI/GRUB.CFG' },
          { do: 'file', path: 'EFI/shim.efi' },
          { do: 'remove', path: 'EFI/a name that is long enough for three.efi' },
          { do: 'names', path: 'EFI' },
          { do: 'names', path: 'EFI/GRUB.CFG' },
        ],
        { mountOptions },
      );
      assert.equal(results[7], { error: 'ENOTTY' });
      const image = await readFile(path);
      const start = clusterAt(image, startOf(image, 'EFI'));
      const names = results[6] as {
        name: string;
        shortName: string;
        longSlots: number;
        shortOffset: number;
      }[];
      const isWinnt = mountOptions === WINNT;
      assert.equal(
        names.map(({ name, longSlots }) => [name, longSlots]),
        [
          ['debian', isWinnt ? 0 : 1],
          ['Microsoft', 1],
          ['GRUB.CFG', 0],
          ['shim.efi', isWinnt ? 0 : 1],
        ],
      );
      for (const { shortName, shortOffset } of names)
        assert.is(start + shortOffset, slotOffset(image, shortName.toUpperCase()), shortName);
    }
  }));

placing.run();
