import { readFile, writeFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { surveyVolume } from '../../../../lib/esp/fat/index.ts';
import { fsckImage } from '../../../lab/image-oracle.ts';
import { runTool } from '../../../lab/tools.ts';
import { skipIf } from '../../../lab/skip.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { failureOf } from '../../../lab/errors.ts';
import {
  BAD,
  LAST,
  clusterAt,
  crossLink,
  makeImage,
  missing,
  openImage,
  patchImage,
  setLink,
  setStart,
  slotOffset,
  startOf,
} from '../../../lab/fat/images.ts';
import {
  BEFORE,
  BEHIND,
  FILE,
  FILES,
  diagnoseImage,
  digestsUnder,
  healImage,
  repair,
  withImage,
} from '../../../lab/fat/swap-image.ts';

const diagnoses = suite('fat diagnosis');
const test = skipIf(diagnoses, missing);

test('diagnoseSwap - nothing wrong: behind, before, no stage, neither', () =>
  withImage(async (image) => {
    const bytes = await readFile(image);
    const sound = await diagnoseImage(image, BEHIND);
    assert.equal(
      [sound.kind, sound.placement, sound.heal],
      ['sound', { sector: 'same', order: 'behind' }, null],
    );
    assert.is(sound.live?.slot.offset, slotOffset(bytes, 'DEBIAN'));
    assert.is(sound.stage?.slot.offset, slotOffset(bytes, 'DEBIAN.BSW'));
    const before = await diagnoseImage(image, BEFORE);
    assert.equal([before.kind, before.placement?.order, before.heal], ['stage-before-live', 'before', null]);
    assert.is((await diagnoseImage(image, FILE)).kind, 'sound');
    assert.is((await diagnoseImage(image, { ...BEHIND, stage: 'NONE.BSW' })).kind, 'no-stage');
    assert.is((await diagnoseImage(image, { ...BEHIND, parent: 'NONE' })).kind, 'absent');
    assert.is((await diagnoseImage(image, { ...BEHIND, live: 'new' })).kind, 'sound');
    assert.is(
      (await failureOf(() => diagnoseImage(image, { ...BEHIND, parent: 'GRUB.CFG' }))).code,
      'NOT_A_DIRECTORY',
    );
  }));

for (const kind of [12, 16, 32] as const) {
  test(`diagnoseSwap - a cross-linked pair on FAT${kind}, either way round: one sector, and the live tree is whole`, () =>
    withImage(
      async (image) => {
        for (const [from, to] of [
          ['DEBIAN', 'DEBIAN.BSW'],
          ['DEBIAN.BSW', 'DEBIAN'],
        ] as const) {
          const copy = `${image}.copy`;
          await writeFile(copy, await readFile(image));
          const expected = await digestsUnder(copy, `EFI/${from}`);
          await patchImage(copy, (bytes) => crossLink(bytes, from, to));
          assert.equal(await healImage(copy, BEHIND), ['cross-linked', 'no-stage']);
          assert.equal(await digestsUnder(copy, 'EFI/DEBIAN'), expected);
          const { lostClusters, crossLinks, damaged } = await surveyVolume(await openImage(copy));
          assert.equal([crossLinks, damaged], [[], []]);
          assert.ok(lostClusters > 5);
          assert.match(await repair(copy), /Reclaimed/);
          assert.ok((await fsckImage(copy)).isClean);
          assert.equal(await digestsUnder(copy, 'EFI/DEBIAN'), expected);
        }
      },
      { kind },
    ));
}

test('diagnoseSwap - cross-linked files, and EFI itself cross-linked in the root', () =>
  withScratch(async (directory) => {
    const files = { ...FILES, 'EFI.BSW/BOOT/BOOTX64.EFI': 2100 };
    const image = await makeImage({ directory, files });
    const expected = await digestsUnder(image, 'EFI');
    await patchImage(image, (bytes) => {
      crossLink(bytes, 'GRUB.CFG', 'GRUBCFG.BSW');
      crossLink(bytes, 'EFI', 'EFI.BSW');
    });
    assert.equal(await healImage(image, FILE), ['cross-linked', 'no-stage']);
    assert.equal(await healImage(image, { parent: '', live: 'EFI', stage: 'EFI.BSW' }), [
      'cross-linked',
      'no-stage',
    ]);
    assert.equal(await digestsUnder(image, 'EFI'), expected);
    await repair(image);
    assert.ok((await fsckImage(image)).isClean);
  }));

const dangling: [string, (bytes: Buffer) => void, RegExp][] = [
  ['lost its start', (bytes) => setStart(bytes, 'DEBIAN.BSW', 0), /no-clusters/],
  ['starts at a free cluster', (bytes) => setLink(bytes, startOf(bytes, 'DEBIAN.BSW'), 0), /free/],
  ['starts nowhere', (bytes) => setStart(bytes, 'DEBIAN.BSW', 0xfff0), /outside/],
  [
    'has a file that ends in free clusters',
    (bytes) => setLink(bytes, startOf(bytes, 'NEWFW.EFI') + 1, 0),
    /NEWFW.EFI: free/,
  ],
  [
    'has a file with too few clusters',
    (bytes) => setLink(bytes, startOf(bytes, 'NEWFW.EFI') + 1, LAST),
    /NEWFW.EFI: short/,
  ],
  [
    'has a file in a loop',
    (bytes) => setLink(bytes, startOf(bytes, 'NEWGRUB.EFI') + 2, startOf(bytes, 'NEWGRUB.EFI')),
    /NEWGRUB.EFI: loop/,
  ],
  [
    'has a bad cluster',
    (bytes) => setLink(bytes, startOf(bytes, 'NEWGRUB.EFI') + 2, BAD),
    /NEWGRUB.EFI: bad/,
  ],
  [
    'has a directory in which another one lies',
    (bytes) => {
      const sub = clusterAt(bytes, startOf(bytes, 'SUB'));
      bytes.writeUInt16LE(startOf(bytes, 'SUB') + 1, sub + 26);
    },
    /SUB: no-dot/,
  ],
  [
    'has a directory whose cluster was never written',
    (bytes) =>
      bytes.fill(
        0x5a,
        clusterAt(bytes, startOf(bytes, 'SUB')),
        clusterAt(bytes, startOf(bytes, 'SUB')) + 512,
      ),
    /SUB: no-dot/,
  ],
];

for (const [what, damage, why] of dangling) {
  test(`diagnoseSwap - a stage that ${what} dangles, and is gone after one sector`, () =>
    withImage(async (image) => {
      await patchImage(image, damage);
      const found = await diagnoseImage(image, BEHIND);
      assert.is(found.kind, 'stage-dangling');
      assert.match(found.why, why);
      assert.equal(await healImage(image, BEHIND), ['stage-dangling', 'no-stage']);
      const { damaged, crossLinks } = await surveyVolume(await openImage(image));
      assert.equal([damaged, crossLinks], [[], []]);
      const expected = await digestsUnder(image, 'EFI/DEBIAN');
      await repair(image);
      assert.ok((await fsckImage(image)).isClean);
      assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
      assert.is(expected.size, 2);
    }));
}

test('diagnoseSwap - a stage whose file has a cluster of a live one overlaps, in its own name or not', () =>
  withImage(async (image) => {
    await patchImage(image, (bytes) =>
      setLink(bytes, startOf(bytes, 'NEWGRUB.EFI') + 3, startOf(bytes, 'BOOTX64.EFI')),
    );
    const found = await diagnoseImage(image, BEHIND);
    assert.is(found.kind, 'stage-overlaps');
    assert.match(found.why, /BOOTX64\.EFI/);
    assert.equal(await healImage(image, BEHIND), ['stage-overlaps', 'no-stage']);
  }));

test('diagnoseSwap - to adopt a stage of another sector takes two writes, each of them safe', () => {
  const fillers = Array.from({ length: 16 }, (_, index) => [`EFI/E${index}.TXT`, 1]);
  return withScratch(async (directory) => {
    // mtools makes directories first; files take the slots between two of them that are made later.
    const image = await makeImage({
      directory,
      files: { 'EFI/DEBIAN/OLD': 600, ...Object.fromEntries(fillers) },
    });
    const tree = await makeImage({ directory, name: 'more', files: { 'EFI/DEBIAN.BSW/NEW': 700 } });
    await runTool('mcopy', ['-s', '-i', image, `${tree.slice(0, -4)}.tree/EFI/DEBIAN.BSW`, '::/EFI']);
    const expected = await digestsUnder(image, 'EFI/DEBIAN.BSW');
    assert.equal((await diagnoseImage(image, BEHIND)).placement, { sector: 'other', order: 'behind' });
    await patchImage(image, (bytes) => setStart(bytes, 'DEBIAN', 0));
    assert.equal(await healImage(image, BEHIND), ['live-damaged', 'cross-linked', 'no-stage']);
    assert.equal([await digestsUnder(image, 'EFI/DEBIAN'), expected.size], [expected, 1]);
  });
});

test('diagnoseSwap - a live tree that is damaged is left alone if its stage is no better', () =>
  withImage(async (image) => {
    await patchImage(image, (bytes) => {
      setStart(bytes, 'DEBIAN', 0);
      setLink(bytes, startOf(bytes, 'NEWGRUB.EFI'), 0);
    });
    const { kind, heal } = await diagnoseImage(image, BEHIND);
    assert.equal([kind, heal], ['live-damaged', null]);
  }));

diagnoses.run();
