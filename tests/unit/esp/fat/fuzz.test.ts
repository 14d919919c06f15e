import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  diagnoseSwap,
  FatError,
  openFat,
  readContent,
  surveyVolume,
  entryNamed,
  readDirectory,
  readDirectoryAt,
  walkDirectory,
} from '../../../../lib/esp/fat/index.ts';
import { skipIf } from '../../../lab/skip.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { seededRandom } from '../../../lab/random.ts';
import { makeImage, memoryReader, missing } from '../../../lab/fat/images.ts';

const fuzzing = suite('fat fuzz');
const test = skipIf(fuzzing, missing);

const RUNS = 200;
/** Of the processor, not of the clock: the machine may be busy. */
const MAX_CPU_MS = 1000;
const FILES = {
  'EFI/BOOT/BOOTX64.EFI': 2000,
  'EFI/debian/grubx64.efi': 3000,
  'EFI/DEBIAN.BSW/grubx64.efi': 3000,
  'EFI/DEBIAN.BSW/a long name of a file': 10,
};
const NAMES = { parent: 'EFI', live: 'debian', stage: 'DEBIAN.BSW' };

const lookAtAll = async (bytes: Buffer): Promise<void> => {
  const volume = await openFat(memoryReader(bytes));
  const root = await readDirectoryAt(volume, 0);
  for (const { entry } of await walkDirectory(volume, root)) {
    if (entry.isDirectory || entry.sizeBytes > 10_000) continue;
    for await (const piece of readContent(volume, entry)) assert.ok(piece.length > 0);
  }
  await surveyVolume(volume);
  entryNamed(await readDirectory(volume, 'EFI/debian'), 'grubx64.efi');
};

const diagnose = async (bytes: Buffer): Promise<void> => {
  const { heal } = await diagnoseSwap(await openFat(memoryReader(bytes)), NAMES);
  if (heal === null) return;
  const { offset, before, after } = heal.patch;
  assert.is(before.length, after.length);
  assert.equal(Buffer.from(before), bytes.subarray(offset, offset + before.length));
};

/** Bytes that matter: the boot sector, the FATs' beginning, the directories; the rest is contents. */
const spotsOf = (image: Buffer): [number, number][] => {
  const reserved = image.readUInt16LE(14) * image.readUInt16LE(11);
  const used = image.findLastIndex((byte) => byte !== 0) + 1;
  return [
    [0, 90],
    [reserved, 200],
    [0, used],
  ];
};

const ODD = [0, 1, 0xff, 0x10, 0xe5, 0x0f, 0x80];

const runsOn = async (seed: number, image: Buffer): Promise<number> => {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const spots = spotsOf(image);
  let refused = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const bytes = Buffer.from(image);
    for (let harms = 1 + below(6); harms > 0; harms -= 1) {
      const [from, length] = spots[below(spots.length)] ?? [0, 1];
      const odd = random() < 0.5 ? below(256) : (ODD[below(ODD.length)] ?? 0);
      const at = from + below(length);
      bytes.fill(odd, at, at + 1 + below(4));
    }
    const cut = random() < 0.1 ? bytes.subarray(0, below(bytes.length)) : bytes;
    for (const look of [lookAtAll, diagnose]) {
      const startedAt = process.cpuUsage();
      try {
        await look(cut);
      } catch (cause) {
        if (!(cause instanceof FatError))
          throw new Error(`a foreign exception (seed ${seed}, run ${run})`, { cause });
        refused += 1;
      }
      const { user, system } = process.cpuUsage(startedAt);
      assert.ok((user + system) / 1000 < MAX_CPU_MS, `seed ${seed}, run ${run} took too long`);
    }
  }
  return refused;
};

for (const [seed, kind] of [
  [1, 12],
  [2, 16],
] as const) {
  test(`openFat and all behind it - no bytes make FAT${kind} throw anything but FatError, or work for a second`, () =>
    withScratch(async (directory) => {
      const image = await readFile(await makeImage({ directory, kind, files: FILES }));
      const refused = await runsOn(seed, image);
      assert.ok(refused > RUNS / 10 && refused < RUNS * 1.9, `${refused} refused`);
    }));
}

test('openFat - noise', async () => {
  const random = seededRandom(3);
  for (let run = 0; run < 300; run += 1) {
    const bytes = Buffer.from(Array.from({ length: 4096 }, () => Math.floor(random() * 256)));
    bytes.writeUInt16LE(0xaa55, 510);
    bytes.writeUInt16LE(512, 11);
    bytes.writeUInt8(1, 13);
    const error: unknown = await lookAtAll(bytes).catch((thrown: unknown) => thrown);
    assert.instance(error, FatError);
  }
});

fuzzing.run();
