import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lacking, skipIf } from '../lab/skip.ts';
import { createContentKeys } from '../lab/crash/content-key.ts';
import { createFatReader } from '../lab/crash/fat-reader.ts';
import { seededRandom, below } from '../lab/random.ts';
import { lookWithFsck } from './judge-fsck.ts';
import { createBench } from './judge-states.ts';
import { described, entryOf, openImage, patch, setFat, setStart, slotOf } from './opened-image.ts';
import type { Opened } from './opened-image.ts';
import { withSmallEsp } from './small-esp.ts';
import type { SmallEsp } from './small-esp.ts';

const fatDamage = suite('fat reader, damage');
const onTools = skipIf(fatDamage, lacking('fsck.vfat', 'mcopy'));

const SHIM = 'EFI/fedora/shimx64.efi';
const LOADER = 'EFI/BOOT/BOOTX64.EFI';

type Damage = { name: string; damage: (opened: Opened) => void; finds: readonly string[]; lost?: number };

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
      'EFI/fedora EFI/BOOT',
      'EFI/fedora/BOOTX64.EFI EFI/BOOT/BOOTX64.EFI',
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
    const random = seededRandom(3);
    const cases = Array.from({ length: 120 }, (_, round) => {
      const image = bench.newImage();
      const both = { ...opened, store: bench.store, image };
      // In turn: an entry of both FATs, and a byte of EFI or a directory below it.
      const cluster = 2 + below(random, 120);
      if (round % 2 === 0) setFat(both, cluster, below(random, 2) === 0 ? below(random, 200) : 0x0fffffff);
      else {
        const directory = ['EFI', 'EFI/BOOT', 'EFI/fedora'][below(random, 3)] ?? '';
        const at = (dataStart + entryOf(opened, directory).start - 2) * 512 + below(random, 8 * 32);
        if (at % 32 >= 20) patch(both, at, [below(random, 256)]);
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
    const random = seededRandom(5);
    const garbage = Array.from({ length: 200 }, () =>
      store.intern(Uint8Array.from({ length: 512 }, () => below(random, 256))),
    );
    const begun = performance.now();
    for (let round = 0; round < 1500; round += 1) {
      const wild = image.clone();
      const one = { ...opened, image: wild };
      for (let change = 0; change < 1 + below(random, 6); change += 1) {
        const sector = used[below(random, used.length)] ?? 0;
        if (round % 3 === 0) wild.set(sector, garbage[below(random, garbage.length)] ?? 0);
        else patch(one, sector * 512 + below(random, 512), [below(random, 256)]);
      }
      const volume = reader.read(wild.ids);
      assert.ok(volume.entries.length <= 20_000);
    }
    assert.ok(performance.now() - begun < 60_000);
    assert.equal(described(reader.read(image.ids)), []);
  });
});

fatDamage.run();
