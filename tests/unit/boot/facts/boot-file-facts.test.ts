import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BootFactsError } from '../../../../lib/boot/boot-error.ts';
import { packBootFile, unpackBootFile } from '../../../../lib/boot/facts/boot-file-facts.ts';
import { packTpmLog, unpackTpmLog } from '../../../../lib/boot/facts/tpm-log-facts.ts';
import { readBootFile } from '../../../../lib/uefi/loader/boot-tree.ts';
import type { BootFile } from '../../../../lib/uefi/loader/boot-tree.ts';
import { parseLuksBindings } from '../../../../lib/uefi/tpm/luks-tokens.ts';
import { parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import { verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import { bootRows } from '../../../lab/boot-rows.ts';
import { rowFirmware } from '../../../lab/row-variables.ts';
import { lacking, skipIf } from '../../../lab/skip.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { readBootFiles } from '../../../lab/boot/boot-files.ts';
import { capturedVariables, fixture, TPM_LOGS } from '../../../lab/boot/fixtures.ts';
import { seededRandom } from '../../../lab/random.ts';
import { mutate } from '../../../lab/mutate/mutate.ts';
import { csv, debianTree, filesOf, firmwareWith, SECURE_BOOT_OFF } from '../../../lab/boot/verdict-lab.ts';

const test = suite('boot file facts');

const withTools = skipIf(test, lacking('sbsign', 'openssl', 'objcopy', 'apt-get', 'dpkg-deb'));

const sent = (file: BootFile): BootFile =>
  file.kind === 'other' ? file : unpackBootFile(packBootFile(file));

const sentAll = (files: ReadonlyMap<string, BootFile>): Map<string, BootFile> =>
  new Map([...files].map(([path, file]) => [path, sent(file)]));

const LUKS = JSON.stringify({
  tokens: { 0: { type: 'systemd-tpm2', 'tpm2-pcrs': [4, 7, 14], 'tpm2-pcr-bank': 'sha256' } },
});

withTools(
  'pack - every known outcome has the same verdict, forecast included, of files that were sent',
  async () => {
    await withScratch(async (directory) => {
      const rows = await bootRows(directory);
      const [before] = rows;
      assert.ok(before !== undefined && rows.length > 40);
      const previous = filesOf(before.files);
      const bytes = fixture(TPM_LOGS.shim16);
      for (const row of rows) {
        const firmware = rowFirmware(row.variables, capturedVariables());
        const files = filesOf(row.files);
        const bindings = parseLuksBindings(LUKS);
        const real = verdict(files, firmware, { previous, bindings, log: parseTpmLog(bytes) });
        const told = verdict(sentAll(files), firmware, {
          previous: sentAll(previous),
          bindings,
          log: unpackTpmLog(packTpmLog(bytes)),
        });
        assert.equal(told, real, row.title);
      }
    });
  },
);

withTools('pack - every boot file of the packages comes back as it was, in equal bytes', async () => {
  for (const { name, bytes } of await readBootFiles()) {
    const file = readBootFile(name, bytes);
    const packed = packBootFile(file);
    assert.equal(unpackBootFile(packed), file, name);
    assert.equal(packBootFile(unpackBootFile(packed)), packed, name);
    assert.ok(packed.length < 200_000, `${name}: ${packed.length} bytes`);
  }
});

withTools('pack - Secure Boot off: the warnings are the same, too', async () => {
  const files = filesOf(await debianTree());
  const firmware = firmwareWith(SECURE_BOOT_OFF);
  assert.equal(verdict(sentAll(files), firmware), verdict(files, firmware));
});

const LISTS: readonly (readonly [string, Uint8Array])[] = [
  [
    'EFI/debian/BOOTX64.CSV',
    csv('shimx64.efi,debian,,comment\n,no file\nno label\nx.efi,half \ud83d pair,a b\n'),
  ],
  ['EFI/debian/BOOTX64.CSV', new Uint8Array([1])],
  ['EFI/debian/options.csv', csv('grub2x64.efi,x')],
  ['EFI/debian/options.csv', csv('')],
  ['loader/entries/a.conf', Buffer.from('title A\nlinux /vmlinuz-ü\nefi /EFI/Linux/a.efi\n')],
  ['loader/entries/b.conf', Buffer.from('')],
  ['EFI/debian/shimx64.efi', Buffer.from('no image')],
];

test('pack - lists and broken files come back as they were, odd text included', () => {
  for (const [path, bytes] of LISTS) {
    const file = readBootFile(path, bytes);
    assert.equal(sent(file), file, path);
  }
});

test('pack - what no verdict looks into has nothing to say', () => {
  try {
    packBootFile({ kind: 'other' });
    assert.unreachable();
  } catch (error) {
    assert.is(error instanceof BootFactsError && error.code, 'KIND');
  }
});

test('pack - what does not fit is refused', () => {
  const images = Array.from({ length: 5000 }, (_, index) => `EFI/Linux/${index}.efi`);
  try {
    packBootFile({ kind: 'loader-entry', images });
    assert.unreachable();
  } catch (error) {
    assert.is(error instanceof BootFactsError && error.code, 'TOO_LARGE');
  }
});

/** How many of `runs` mutants were taken; all others were refused as they must be. */
const takenOf = (samples: readonly Uint8Array[], runs: number): number => {
  const random = seededRandom(7);
  let taken = 0;
  for (let run = 0; run < runs; run += 1) {
    const sample = samples[run % samples.length] ?? new Uint8Array(0);
    try {
      const file = unpackBootFile(mutate(sample, random, { others: samples }));
      assert.equal(unpackBootFile(packBootFile(file)), file);
      taken += 1;
    } catch (error) {
      if (!(error instanceof BootFactsError) || error.code !== 'MALFORMED') throw error;
    }
  }
  return taken;
};

withTools('unpack - a mutant is refused with MALFORMED, or is as good as any other', async () => {
  const images = (await readBootFiles()).slice(0, 6).map(({ name, bytes }) => readBootFile(name, bytes));
  const lists = LISTS.map(([path, bytes]) => readBootFile(path, bytes));
  const runs = Number(process.env['BOOTSWAP_FUZZ_RUNS'] ?? 4000);
  const taken = takenOf([...images, ...lists].map(packBootFile), runs);
  assert.ok(taken > runs / 100 && taken < runs * 0.9, `${taken} of ${runs} were taken`);
});

test.run();
