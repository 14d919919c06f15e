import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openFat, patchToClearDirty, surveyVolume } from '../../../../lib/esp/fat/index.ts';
import type { SwapNames } from '../../../../lib/esp/fat/index.ts';
import { fsckImage } from '../../../lab/image-oracle.ts';
import { runTool } from '../../../lab/tools.ts';
import { skipIf } from '../../../lab/skip.ts';
import {
  crossLink,
  memoryReader,
  missing,
  openImage,
  patchImage,
  slotOffset,
} from '../../../lab/fat/images.ts';
import {
  BEFORE,
  BEHIND,
  diagnoseImage,
  digestsUnder,
  healImage,
  repair,
  withImage,
  writePatch,
} from '../../../lab/fat/swap-image.ts';

const repaired = suite('fat after fsck');
const test = skipIf(repaired, missing);

test('diagnoseSwap - fsck.vfat -a has truncated a stage behind the live one: the live one is whole', () =>
  withImage(async (image) => {
    const expected = await digestsUnder(image, 'EFI/DEBIAN');
    await patchImage(image, (bytes) => crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW'));
    const { stdout } = await runTool('fsck.vfat', ['-a', image]);
    assert.match(stdout, /share clusters/);
    const [first, ...rest] = await healImage(image, BEHIND);
    assert.equal([first, rest], ['stage-dangling', ['no-stage']]);
    const { recovered } = await surveyVolume(await openImage(image));
    assert.ok(recovered.paths.length > 0, 'the other tree went to FSCK*.REC');
    assert.ok(recovered.bytes > 0);
    await repair(image);
    assert.ok((await fsckImage(image)).isClean);
    assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
  }));

test('diagnoseSwap - fsck.vfat -a has truncated the live one behind its stage: the stage takes its place', () =>
  withImage(async (image) => {
    const expected = await digestsUnder(image, 'EFI/AAA.BSW');
    await patchImage(image, (bytes) => crossLink(bytes, 'AAA.BSW', 'DEBIAN'));
    await runTool('fsck.vfat', ['-a', image]);
    const found = await diagnoseImage(image, BEFORE);
    assert.equal([found.kind, found.heal?.kind], ['live-damaged', 'adopt-stage']);
    assert.equal(await healImage(image, BEFORE), ['live-damaged', 'no-stage']);
    assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
    await repair(image);
    assert.ok((await fsckImage(image)).isClean);
    assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
  }));

test("diagnoseSwap - bootupd's left-over with its long name goes in one sector, too", () =>
  withImage(
    async (image) => {
      const names: SwapNames = { parent: 'EFI', live: 'debian', stage: '.btmp.debian' };
      await patchImage(image, (bytes) => {
        const [from, to] = [slotOffset(bytes, 'DEBIAN'), slotOffset(bytes, 'BTMP~1.DEB')];
        bytes.copy(bytes, to + 13, from + 13, from + 32);
      });
      assert.equal(await healImage(image, names), ['cross-linked', 'no-stage']);
      await repair(image);
      const { isClean, output } = await fsckImage(image);
      assert.ok(isClean, output);
    },
    { files: { 'EFI/DEBIAN/x': 'x', 'EFI/.btmp.debian/y': 'y' } },
  ));

test('patchToClearDirty - takes off the mark and nothing else, and fsck.vfat is content', () =>
  withImage(async (image) => {
    assert.is(await patchToClearDirty(await openImage(image)), null);
    await patchImage(image, (bytes) => bytes.writeUInt8(bytes.readUInt8(37) | 1, 37));
    assert.not.ok((await fsckImage(image)).isClean);
    const before = await readFile(image);
    const patch = await patchToClearDirty(await openFat(memoryReader(before)));
    assert.ok(patch);
    await writePatch(image, patch);
    assert.ok((await fsckImage(image)).isClean);
  }));

repaired.run();
