import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseLuksBindings } from '../../../../lib/uefi/tpm/luks-tokens.ts';
import { parseTpmLog } from '../../../../lib/uefi/tpm/tpm-log.ts';
import { verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import type { Verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import { flipped } from '../../../lab/altered-images.ts';
import { fixture, TPM_LOGS } from '../../../lab/boot/fixtures.ts';
import {
  CFG,
  DEBIAN_CSV,
  debian,
  debianTree,
  filesOf,
  firmwareWith,
  LEVEL_2024,
  NO_FIRMWARE,
  SECURE_BOOT_OFF,
  without,
} from '../../../lab/boot/verdict-lab.ts';
import { SHIM, GRUB } from '../../../lab/boot/debian-paths.ts';

const test = suite('verdict');

const codes = ({ reasons }: Verdict, severity: string): string[] =>
  reasons.filter((reason) => reason.severity === severity).map(({ code }) => code);

const brickTree = async () => debianTree({ [GRUB]: await debian('grub4') });

test('verdict - Debian’s tree boots, and nothing is held against it', async () => {
  const result = verdict(filesOf(await debianTree()), firmwareWith());
  assert.is(result.verdict, 'boots');
  assert.is(result.class, 'ok');
  assert.equal(codes(result, 'refusal'), []);
  assert.equal(codes(result, 'warning'), []);
  assert.is(result.entries[0]?.name, 'Boot0004');
});

test('verdict - what an update keeps for a rollback is not assumed to have an entry', async () => {
  const tree = await debianTree();
  const kept = Object.entries(tree).map(([path, file]) => [
    path.replace('EFI/debian/', 'EFI/DEBIAN.BSW/'),
    file,
  ]);
  const broken = without(tree, GRUB);
  const both = { ...broken, ...Object.fromEntries(kept.filter(([path]) => String(path).includes('.BSW/'))) };
  const alone = verdict(filesOf(broken), NO_FIRMWARE);
  const beside = verdict(filesOf(both), NO_FIRMWARE);
  assert.is(alone.verdict, 'refuses');
  assert.is(beside.verdict, 'refuses');
  assert.equal(
    beside.entries.map(({ path }) => path),
    alone.entries.map(({ path }) => path),
  );
});

test('verdict - Debian’s brick hangs, and the reason names both generations', async () => {
  const result = verdict(filesOf(await brickTree()), firmwareWith());
  assert.is(result.verdict, 'refuses');
  assert.is(result.class, 'hang');
  const [reason] = result.reasons.filter(({ severity }) => severity === 'refusal');
  assert.is(reason?.code, 'SBAT_REVOKED');
  assert.is(reason?.path, GRUB);
  assert.match(reason?.detail ?? '', 'grub,4 is below grub,5');
});

test('verdict - the brick shows in the two files alone, with no firmware at hand', async () => {
  const result = verdict(filesOf(await brickTree()), NO_FIRMWARE);
  assert.is(result.verdict, 'refuses');
  assert.is(result.class, 'hang');
  assert.ok(codes(result, 'refusal').includes('SBAT_REVOKED'));
});

test('verdict - what is not known never counts as boots', async () => {
  const files = filesOf(await debianTree());
  const nothing = verdict(files, NO_FIRMWARE);
  assert.is(nothing.verdict, 'unknown');
  assert.ok(codes(nothing, 'unknown').includes('FIRMWARE_UNKNOWN'));
  const broken = verdict(files, firmwareWith({ dbx: new Uint8Array([1, 2, 3]) }));
  assert.is(broken.verdict, 'unknown');
  assert.ok(codes(broken, 'unknown').includes('VARIABLE_UNREADABLE'));
  const removable = {
    ...(await debianTree()),
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/grubx64.efi': await debian('grub'),
  };
  const order = verdict(filesOf(removable), firmwareWith({ BootOrder: new Uint8Array([1]) }));
  assert.is(order.verdict, 'unknown');
  const noLoader = verdict(filesOf(await debianTree({ [GRUB]: await debian('mm') })), firmwareWith());
  assert.equal(codes(noLoader, 'unknown'), ['LOADER_UNKNOWN']);
  const noConfig = verdict(filesOf(without(await debianTree(), 'EFI/debian/grub.cfg')), firmwareWith());
  assert.is(noConfig.verdict, 'unknown');
  assert.equal(codes(noConfig, 'unknown'), ['GRUB_CONFIG_MISSING']);
});

test('verdict - with Secure Boot off signatures warn, and structure still refuses', async () => {
  const off = firmwareWith(SECURE_BOOT_OFF);
  const brick = verdict(filesOf(await brickTree()), off);
  assert.is(brick.verdict, 'boots');
  const [warning] = brick.reasons.filter(({ severity }) => severity === 'warning');
  assert.is(warning?.code, 'SBAT_REVOKED');
  assert.match(warning?.detail ?? '', 'would fail if Secure Boot were switched on');
  const missing = verdict(filesOf(without(await debianTree(), GRUB)), off);
  assert.is(missing.verdict, 'refuses');
  assert.equal(codes(missing, 'refusal'), ['SECOND_STAGE_MISSING']);
});

test('verdict - shim’s own switch turns off what shim verifies, not what firmware does', async () => {
  const switchedOff = firmwareWith({ MokSBStateRT: new Uint8Array([1]) });
  const brick = verdict(filesOf(await brickTree()), switchedOff);
  assert.is(brick.class, 'ok');
  const altered = await debianTree({ [SHIM]: flipped(await debian('shim')) });
  const result = verdict(filesOf(altered), switchedOff);
  assert.is(result.class, 'fallthrough');
  assert.ok(codes(result, 'refusal').includes('FIRMWARE_NOT_TRUSTED'));
});

test('verdict - every entry is judged by itself, and only the one whose turn it is decides', async () => {
  const tree = {
    ...(await debianTree()),
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/grubx64.efi': await debian('grub4'),
  };
  const result = verdict(filesOf(tree), firmwareWith());
  assert.is(result.verdict, 'boots');
  assert.is(result.everyEntryBoots, false);
  assert.is(result.entries.find(({ name }) => name === 'removable')?.class, 'hang');
  assert.ok(codes(result, 'warning').includes('SBAT_REVOKED'));
});

test('verdict - firmware goes past what falls through, and stops where it does not', async () => {
  const good = {
    ...(await debianTree({ [SHIM]: flipped(await debian('shim')) })),
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/grubx64.efi': await debian('grub'),
  };
  const past = verdict(filesOf(good), firmwareWith());
  assert.is(past.verdict, 'boots');
  assert.equal(
    past.entries.map((entry) => entry.isReached),
    [true, true, false, false],
  );
});

test('verdict - rollback is to a tree that boots, or it is not possible', async () => {
  const firmware = firmwareWith({ SbatLevelRT: LEVEL_2024 });
  const next = filesOf(await debianTree());
  assert.equal(verdict(next, firmware, { previous: next }).rollback, { possible: true });
  assert.is(verdict(next, firmware, { previous: null }).rollback.possible, false);
  const toBrick = verdict(next, firmware, { previous: filesOf(await brickTree()) });
  assert.is(toBrick.verdict, 'boots');
  assert.is(toBrick.rollback.possible, false);
  assert.match(toBrick.rollback.why ?? '', 'grub,4 is below grub,5');
});

test('verdict - a CSV of a staged tree is a warning, and a good list boots by fallback', async () => {
  const tree = {
    ...(await debianTree()),
    'EFI/debian/BOOTX64.CSV': DEBIAN_CSV,
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/fbx64.efi': await debian('fb'),
  };
  const one = verdict(filesOf(tree), firmwareWith({ BootOrder: null }));
  assert.is(one.verdict, 'boots');
  assert.ok(codes(one, 'note').includes('FALLBACK_RESETS'));
  const two = verdict(
    filesOf({ ...tree, 'EFI/stage/BOOTX64.CSV': DEBIAN_CSV }),
    firmwareWith({ BootOrder: null }),
  );
  assert.is(two.class, 'hang', 'the second list names a file that is not in its directory');
  assert.ok(codes(two, 'warning').includes('CSV_SEVERAL'));
});

test('verdict - a pending request to MokManager is announced', async () => {
  const result = verdict(filesOf(await debianTree()), firmwareWith({ MokNew: new Uint8Array([1]) }));
  assert.is(result.verdict, 'boots');
  assert.ok(codes(result, 'warning').includes('MOK_REQUEST_PENDING'));
});

test('verdict - names are compared as FAT does, and a loader without PE header falls through', async () => {
  const tree = await debianTree();
  const renamed = Object.fromEntries(
    Object.entries(tree).map(([path, bytes]) => [path.toUpperCase(), bytes]),
  );
  assert.is(verdict(filesOf(renamed), firmwareWith()).verdict, 'boots');
  const text = verdict(filesOf({ ...tree, [SHIM]: CFG }), firmwareWith());
  assert.is(text.class, 'fallthrough');
  assert.equal(codes(text, 'refusal'), ['IMAGE_INVALID']);
});

test('verdict - foretells PCR 4 and 7 by the host’s own log, and which LUKS tokens break', async () => {
  const now = filesOf(await debianTree());
  const log = parseTpmLog(fixture(TPM_LOGS.shim16));
  const tokens = {
    tokens: {
      '0': { type: 'systemd-tpm2', 'tpm2-pcrs': [7] },
      '1': { type: 'systemd-tpm2', 'tpm2-pcrs': [4] },
    },
  };
  const bindings = parseLuksBindings(JSON.stringify(tokens));
  const same = verdict(now, firmwareWith(), { previous: now, log, bindings });
  assert.is(
    same.measurements.pcr4?.isPredicted && same.measurements.pcr4.value.toUpperCase(),
    'C2125C9768EC0280072B8FC88E2AB4C1EE344BB954A06145248FFC83BD4D15C8',
  );
  assert.is(
    same.measurements.pcr7?.isPredicted && same.measurements.pcr7.value.toUpperCase(),
    '75677DB6F14082D3BFEC4D14BDD75C8D72612EF6914CA99CD5A5997B7A21309D',
  );
  assert.equal(same.measurements.breaks, []);
  const other = filesOf(await debianTree({ [GRUB]: await debian('grub4') }));
  const changed = verdict(other, firmwareWith(SECURE_BOOT_OFF), { previous: now, log, bindings });
  assert.is(changed.measurements.pcr4?.isPredicted && changed.measurements.pcr4.isChanged, true);
  assert.equal(
    changed.measurements.breaks.map(({ token }) => token),
    [1],
  );
});

test.run();
