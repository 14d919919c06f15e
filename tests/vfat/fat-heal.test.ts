import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { openFat, surveyVolume } from '../../lib/esp/fat/index.ts';
import { fsckImage, listImageDirectories } from '../lab/image-oracle.ts';
import { runTool } from '../lab/tools.ts';
import { skipIf } from '../lab/skip.ts';
import {
  crossLink,
  memoryReader,
  patchImage,
  setLink,
  setStart,
  slotOffset,
  startOf,
} from '../lab/fat/images.ts';
import type { ImageKind } from '../lab/fat/images.ts';
import { BEHIND, digestsUnder, withImage } from '../lab/fat/swap-image.ts';
import { noGuest, runFatTasks } from './fat-tasks.ts';
import type { FatTask, PrintedDiagnosis } from './fat-tasks.ts';

const healing = suite('vfat heal');
const test = skipIf(healing, noGuest);

const FILES = {
  'EFI/AAA.BSW/GRUBX64.EFI': 900,
  'EFI/BOOT/BOOTX64.EFI': 2000,
  'EFI/DEBIAN/GRUBX64.EFI': 3000,
  'EFI/DEBIAN/FW/FWUPX64.EFI': 1500,
  'EFI/DEBIAN.BSW/NEWGRUB.EFI': 3100,
};
const BEFORE = { parent: 'EFI', live: 'debian', stage: 'AAA.BSW' };
const HEAL: FatTask = { do: 'heal', swaps: [BEHIND, { ...BEHIND, live: 'BOOT', stage: 'BOOT.BSW' }] };
/** What touches every name and shows that it can be written to. */
const TOUCH_ALL: readonly FatTask[] = [
  { do: 'list', path: '' },
  { do: 'file', path: 'EFI/NEW' },
];

type Healed = { steps: string[]; diagnoses: PrintedDiagnosis[] };

const withSwap = (use: (image: string) => Promise<void>, kind: ImageKind = 16): Promise<void> =>
  withImage(use, { kind, files: FILES });

/** fsck.vfat -n finds nothing but clusters that no name leads to, which it counts. */
const assertCleanButLost = async (image: string): Promise<void> => {
  const { isClean, output } = await fsckImage(image);
  const { lostClusters } = await surveyVolume(await openFat(memoryReader(await readFile(image))));
  if (isClean) return assert.is(lostClusters, 0);
  const expectedOnly =
    /^(fsck\.fat |.*clusters?$|Reclaimed |Free cluster summary wrong |\s*Auto-correcting\.|Leaving filesystem unchanged\.|$)/;
  const remarks = output.split('\n').filter((line) => !expectedOnly.test(line));
  assert.equal(remarks, [], output);
  assert.match(output, new RegExp(`Reclaimed ${lostClusters} unused clusters?`));
};

for (const kind of [16, 32] as const) {
  test(`heal - FAT${kind} cross-linked: one sector, mounted as before, the live tree whole, nothing but lost clusters`, () =>
    withSwap(async (image) => {
      const expected = await digestsUnder(image, 'EFI/DEBIAN');
      await patchImage(image, (bytes) => crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW'));
      const mountOptions = 'noatime,nosuid,fmask=0133,dmask=0077,iocharset=ascii,shortname=winnt';
      const tasks: FatTask[] = [{ do: 'mounts' }, HEAL, { do: 'mounts' }, ...TOUCH_ALL];
      const { results, guest } = await runFatTasks(image, tasks, { mountOptions });
      const [before, healed, after, listed] = results as [unknown, Healed, unknown, string];
      assert.equal(healed.steps, ['delete-stage']);
      assert.equal(
        healed.diagnoses.map((diagnosis) => diagnosis.kind),
        ['no-stage', 'no-stage'],
      );
      assert.equal(after, before);
      assert.is(listed, 'ok');
      assert.not.match(guest.kernelLog, /FAT-fs.*error/i);
      assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
      assert.equal(await listImageDirectories(image), [
        'EFI',
        'EFI/AAA.BSW',
        'EFI/BOOT',
        'EFI/DEBIAN',
        'EFI/DEBIAN/FW',
      ]);
      await assertCleanButLost(image);
    }, kind));
}

test('heal - a dangling stage, which costs the kernel its ESP, is gone before the kernel looks', () =>
  withSwap(async (image) => {
    const untouched = `${image}.untouched`;
    const damage = (bytes: Buffer): void => setLink(bytes, startOf(bytes, 'DEBIAN.BSW'), 0);
    await patchImage(image, damage);
    await runTool('cp', [image, untouched]);
    const without = await runFatTasks(untouched, TOUCH_ALL);
    assert.equal(without.results, [{ error: 'EIO' }, { error: 'EROFS' }]);
    const { results, guest } = await runFatTasks(image, [HEAL, ...TOUCH_ALL]);
    assert.equal((results[0] as Healed).steps, ['delete-stage']);
    assert.equal(results.slice(1), ['ok', null]);
    assert.not.match(guest.kernelLog, /FAT-fs.*error/i);
    await assertCleanButLost(image);
  }));

test('heal - an ESP that has turned itself read-only comes back writable', () =>
  withSwap(async (image) => {
    await patchImage(image, (bytes) => setStart(bytes, 'DEBIAN.BSW', 0));
    const { results, guest } = await runFatTasks(image, [
      { do: 'list', path: '' },
      { do: 'file', path: 'EFI/NEW' },
      { do: 'diagnose', swaps: [BEHIND] },
      HEAL,
      ...TOUCH_ALL,
    ]);
    assert.match(guest.kernelLog, /Filesystem has been set read-only/);
    assert.equal(results[1], { error: 'EROFS' });
    assert.equal(results.slice(4), ['ok', null]);
  }));

test('heal - after fsck.vfat -a with the stage behind: the empty entry goes, the live tree is whole', () =>
  withSwap(async (image) => {
    const expected = await digestsUnder(image, 'EFI/DEBIAN');
    await patchImage(image, (bytes) => crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW'));
    await runTool('fsck.vfat', ['-a', image]);
    const { results } = await runFatTasks(image, [HEAL, ...TOUCH_ALL]);
    assert.equal((results[0] as Healed).steps, ['delete-stage']);
    assert.equal(results.slice(1), ['ok', null]);
    assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
    await assertCleanButLost(image);
  }));

test('heal - after fsck.vfat -a with the stage before the live one: adopted only if that is allowed', () =>
  withSwap(async (image) => {
    const expected = await digestsUnder(image, 'EFI/AAA.BSW');
    await patchImage(image, (bytes) => crossLink(bytes, 'AAA.BSW', 'DEBIAN'));
    await runTool('fsck.vfat', ['-a', image]);
    const { results } = await runFatTasks(image, [
      { do: 'heal', swaps: [BEFORE] },
      { do: 'heal', swaps: [BEFORE], adopts: true },
      ...TOUCH_ALL,
    ]);
    const [refused, adopted] = results as [Healed, Healed];
    assert.equal([refused.steps, refused.diagnoses[0]?.kind], [[], 'live-damaged']);
    assert.equal([adopted.steps, adopted.diagnoses[0]?.kind], [['adopt-stage'], 'no-stage']);
    assert.equal(results.slice(2), ['ok', null]);
    assert.equal(await digestsUnder(image, 'EFI/DEBIAN'), expected);
    await assertCleanButLost(image);
  }));

test('heal - nothing to heal: it stays mounted, even where it could not be unmounted', () =>
  withSwap(async (image) => {
    const { results } = await runFatTasks(image, [{ ...HEAL, isHeldOpen: true }]);
    const [healed] = results as [Healed];
    assert.equal(healed.steps, []);
    assert.equal(
      healed.diagnoses.map(({ kind }) => kind),
      ['sound'],
    );
  }));

test('heal - in use, or mounted twice: refused as BUSY, and everything is left as it was', () =>
  withSwap(async (image) => {
    await patchImage(image, (bytes) => crossLink(bytes, 'DEBIAN', 'DEBIAN.BSW'));
    const before = await readFile(image);
    const { results } = await runFatTasks(image, [
      { do: 'mounts' },
      { ...HEAL, isHeldOpen: true },
      { do: 'mounts' },
      { do: 'write-sector', offset: slotOffset(before, 'DEBIAN') & ~511 },
      { do: 'bind', to: '/run/twice' },
      HEAL,
    ]);
    assert.equal(results[1], { error: 'BUSY' });
    assert.equal(results[2], results[0]);
    assert.equal([results[3], results[5]], [{ error: 'BUSY' }, { error: 'BUSY' }]);
    const sector = slotOffset(before, 'DEBIAN') & ~511;
    assert.equal(
      (await readFile(image)).subarray(sector, sector + 512),
      before.subarray(sector, sector + 512),
    );
  }));

test('diagnose - sees below the mount what no lookup has seen, and changes nothing', () =>
  withSwap(async (image) => {
    await patchImage(image, (bytes) => setStart(bytes, 'DEBIAN.BSW', 0));
    const { results, guest } = await runFatTasks(image, [{ do: 'diagnose', swaps: [BEHIND, BEFORE] }]);
    const [diagnoses] = results as [PrintedDiagnosis[]];
    assert.equal(
      diagnoses.map(({ kind, heal }) => [kind, heal]),
      [
        ['stage-before-live', null],
        ['stage-dangling', 'delete-stage'],
      ],
    );
    assert.not.match(guest.kernelLog, /FAT-fs.*error/i);
  }));

test('mountAfterKill - killed while the ESP was off, the next process mounts it with its options, once', () =>
  withSwap(async (image) => {
    const mountOptions = 'noatime,nosuid,fmask=0133,dmask=0077,iocharset=ascii,shortname=winnt';
    const tasks: FatTask[] = ['mounts', 'kill-unmounted', 'mounts', 'mount-after-kill', 'mounts'].map(
      (name) => ({ do: name }) as FatTask,
    );
    const again: FatTask[] = [{ do: 'mount-after-kill' }, HEAL, ...TOUCH_ALL];
    const byCommand = ['kill-unmounted', 'recover', 'mounts'].map((name) => ({ do: name }) as FatTask);
    const { results } = await runFatTasks(image, [...tasks, ...again, ...byCommand], { mountOptions });
    const [before, signal, off, isMounted, after, isMountedTwice, , listed] = results;
    assert.is(signal, 'SIGKILL');
    assert.is((off as { isMountPoint: boolean }).isMountPoint, false);
    assert.equal([isMounted, isMountedTwice, listed], [true, false, 'ok']);
    assert.equal(after, before);
    // The image has stages of no plan, which it leaves and says so.
    assert.equal(results.slice(-3), ['SIGKILL', 6, before]);
  }));

healing.run();
