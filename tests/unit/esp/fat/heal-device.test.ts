import { readFile, writeFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseBootSector } from '../../../../lib/esp/fat/index.ts';
import type { SectorPatch } from '../../../../lib/esp/fat/index.ts';
import { clearDirtyMark, healDevice, writeSector } from '../../../../services/applier/fat/index.ts';
import { fsckImage } from '../../../lab/image-oracle.ts';
import { skipIf } from '../../../lab/skip.ts';
import { failureOf } from '../../../lab/errors.ts';
import {
  crossLink,
  missing,
  patchImage,
  setLink,
  setStart,
  slotOffset,
  startOf,
} from '../../../lab/fat/images.ts';
import { BEFORE, BEHIND, digestsUnder, repair, withImage } from '../../../lab/fat/swap-image.ts';

const devices = suite('fat heal device');
const test = skipIf(devices, missing);

/** Numbers of the 512-byte sectors in which two images differ. */
const changedSectors = (a: Buffer, b: Buffer): number[] => {
  assert.is(a.length, b.length);
  return Array.from({ length: a.length / 512 }, (_, sector) => sector).filter(
    (sector) =>
      !a.subarray(sector * 512, (sector + 1) * 512).equals(b.subarray(sector * 512, (sector + 1) * 512)),
  );
};

test('healDevice - changes one sector and nothing else; a second time, nothing', () =>
  withImage(async (image) => {
    await patchImage(image, (bytes) => crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW'));
    const before = await readFile(image);
    const { steps, diagnoses } = await healDevice(image, [BEHIND, BEFORE]);
    assert.equal(
      steps.map(({ kind, diagnosis }) => [kind, diagnosis]),
      [['delete-stage', 'cross-linked']],
    );
    assert.equal(
      diagnoses.map(({ kind }) => kind),
      ['no-stage', 'stage-before-live'],
    );
    const after = await readFile(image);
    assert.equal(changedSectors(before, after), [Math.floor(slotOffset(before, 'DEBIAN.BSW') / 512)]);
    // Not 0, behind which firmware and mtools would see nothing.
    assert.is(after[slotOffset(before, 'DEBIAN.BSW')], 0xe5);
    assert.equal((await healDevice(image, [BEHIND, BEFORE])).steps, []);
    assert.equal(await readFile(image), after);
  }));

test('healDevice - a stage takes the place of a damaged live tree only when asked, with what it holds at hand', () =>
  withImage(async (image) => {
    const expected = await digestsUnder(image, 'EFI/DEBIAN.BSW');
    await patchImage(image, (bytes) => setStart(bytes, 'DEBIAN', 0));
    const before = await readFile(image);
    const asked: string[] = [];
    const refused = await healDevice(image, [BEHIND], {
      mayAdopt: async (volume, { kind, stage }) => {
        asked.push(`${kind} ${stage?.name} FAT${volume.geometry.kind}`);
        return Promise.resolve(false);
      },
    });
    assert.equal([refused.steps, asked], [[], ['live-damaged DEBIAN.BSW FAT16']]);
    assert.equal(await readFile(image), before);
    const { steps } = await healDevice(image, [BEHIND], { mayAdopt: () => Promise.resolve(true) });
    assert.equal(
      steps.map(({ kind }) => kind),
      ['adopt-stage'],
    );
    assert.equal(changedSectors(before, await readFile(image)).length, 1);
    assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
  }));

const patchFor = (bytes: Buffer, offset: number): SectorPatch => {
  const before = bytes.subarray(offset, offset + 512);
  return { offset, before, after: Buffer.alloc(512, 0xee) };
};

test('writeSector - refuses, and writes nothing: another content, another volume, no sector, no FAT', () =>
  withImage(async (image) => {
    const bytes = await readFile(image);
    const geometry = parseBootSector(bytes);
    const good = patchFor(bytes, slotOffset(bytes, 'DEBIAN') & ~511);
    const codeFor = async (write: Partial<Parameters<typeof writeSector>[0]>): Promise<unknown> =>
      (await failureOf(() => writeSector({ device: image, geometry, patch: good, ...write }))).code;
    assert.is(await codeFor({ patch: { ...good, before: Buffer.alloc(512) } }), 'CHANGED');
    assert.is(await codeFor({ geometry: { ...geometry, volumeSerial: 1 } }), 'WRONG_VOLUME');
    assert.is(await codeFor({ geometry: { ...geometry, rootOffset: 512 } }), 'WRONG_VOLUME');
    assert.is(await codeFor({ patch: { ...good, offset: good.offset + 1 } }), 'WRONG_VOLUME');
    assert.is(await codeFor({ patch: { ...good, offset: geometry.totalBytes } }), 'WRONG_VOLUME');
    assert.is(await codeFor({ patch: { ...good, after: Buffer.alloc(1024) } }), 'WRONG_VOLUME');
    assert.is(await codeFor({ device: `${image}.none` }), 'ENOENT');
    assert.equal(await readFile(image), bytes);
    await writeFile(`${image}.noise`, Buffer.alloc(bytes.length, 0x5a));
    assert.is(await codeFor({ device: `${image}.noise` }), 'NOT_FAT');
    await writeSector({ device: image, geometry: { ...geometry, isDirty: true }, patch: good });
    assert.equal(changedSectors(bytes, await readFile(image)), [good.offset / 512]);
  }));

test('clearDirtyMark - only where nothing is wrong, and then fsck.vfat is content', () =>
  withImage(async (image) => {
    assert.is(await clearDirtyMark(image), false);
    await patchImage(image, (bytes) => {
      bytes.writeUInt8(1, 37);
      setLink(bytes, startOf(bytes, 'DEBIAN.BSW'), 0);
    });
    assert.is(await clearDirtyMark(image), false);
    await healDevice(image, [BEHIND]);
    assert.is(await clearDirtyMark(image), false, 'there are lost clusters');
    await repair(image);
    await patchImage(image, (bytes) => bytes.writeUInt8(1, 37));
    assert.not.ok((await fsckImage(image)).isClean);
    assert.is(await clearDirtyMark(image), true);
    assert.ok((await fsckImage(image)).isClean);
  }));

devices.run();
