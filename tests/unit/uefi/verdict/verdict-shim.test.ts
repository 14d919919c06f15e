import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inspect } from '../../../../lib/uefi/image/inspect.ts';
import { parsePe } from '../../../../lib/uefi/pe/pe.ts';
import { verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import type { Verdict } from '../../../../lib/uefi/verdict/verdict.ts';
import { tbsDigest } from '../../../../lib/uefi/signature/certificate.ts';
import { flipped, withSignatures } from '../../../lab/altered-images.ts';
import { fixture } from '../../../lab/boot/fixtures.ts';
import {
  csv,
  debian,
  debianTree,
  encoded,
  filesOf,
  firmwareWith,
  fromHex,
  LEVEL_2024,
  without,
} from '../../../lab/boot/verdict-lab.ts';
import { GRUB } from '../../../lab/boot/debian-paths.ts';
import { samplePe } from '../pe-samples.ts';

const test = suite('verdict, by the rules of shim and firmware');

const refusals = ({ reasons }: Verdict): string[] =>
  reasons.filter(({ severity }) => severity === 'refusal').map(({ code }) => code);
const allCodes = ({ reasons }: Verdict): string[] => reasons.map(({ code }) => code);

/** A shim that trusts nothing of its own; `db` then has its digest. */
const withoutVendor = (shim: Uint8Array): { image: Buffer; digest: Uint8Array } => {
  const image = Buffer.from(shim);
  const section = parsePe(shim).sections.find(({ name }) => name === '.vendor_cert');
  image.writeUInt32LE(0, section?.rawOffset ?? 0);
  return { image, digest: fromHex(inspect(image).digests.sha256) };
};

test('verdict - what the old shim mirrors into MokListRT is no trust for the next one', async () => {
  const mokList = encoded({ type: 'x509', data: new Uint8Array(fixture('debvendor.0.der')) });
  const { image, digest } = withoutVendor(await debian('shim'));
  const firmware = firmwareWith({ MokListRT: mokList, db: encoded({ type: 'sha256', data: digest }) });
  const next = filesOf(await debianTree({ 'EFI/debian/shimx64.efi': image }));
  const rotated = verdict(next, firmware, { previous: filesOf(await debianTree()) });
  assert.equal(refusals(rotated), ['SHIM_NOT_TRUSTED']);
  assert.is(verdict(next, firmware, { previous: next }).verdict, 'boots', 'an owner has enrolled it');
});

test('verdict - shim takes a named second stage only if it is there', async () => {
  const tree = await debianTree({
    [GRUB]: await debian('grub4'),
    'EFI/debian/alt.efi': await debian('grub'),
  });
  const named = verdict(filesOf({ ...tree, 'EFI/debian/options.csv': csv('alt.efi,,\n') }), firmwareWith());
  assert.is(named.class, 'ok');
  const gone = verdict(filesOf({ ...tree, 'EFI/debian/options.csv': csv('gone.efi,,\n') }), firmwareWith());
  assert.is(gone.class, 'hang', 'shim takes its default, which is revoked');
  assert.ok(allCodes(gone).includes('NAMED_SECOND_STAGE_MISSING'));
});

test('verdict - a revocations file that shim does not trust is a dialog, one of another name is not', async () => {
  const tree = await debianTree({ 'EFI/debian/revocations.efi': samplePe() });
  const ignored = verdict(filesOf(tree), firmwareWith());
  assert.is(ignored.verdict, 'boots');
  assert.ok(allCodes(ignored).includes('IGNORED_BY_SHIM'));
  const unsigned = withSignatures(await debian('fwupd'), 0);
  const stopped = verdict(
    filesOf(await debianTree({ 'EFI/debian/revocations_sbat.efi': unsigned })),
    firmwareWith(),
  );
  assert.is(stopped.class, 'hang');
  assert.equal(refusals(stopped), ['SHIM_NOT_TRUSTED']);
});

test('verdict - the first line of a list decides, the others are only made entries of', async () => {
  const tree = {
    ...(await debianTree()),
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/fbx64.efi': await debian('fb'),
  };
  const say = (text: string) =>
    verdict(filesOf({ ...tree, 'EFI/debian/BOOTX64.CSV': csv(text) }), firmwareWith({ BootOrder: null }));
  const later = say('shimx64.efi,debian,,x\ngone.efi,debian,,y\n');
  assert.is(later.verdict, 'boots');
  assert.ok(allCodes(later).includes('CSV_FILE_MISSING'));
  assert.is(say('gone.efi,debian,,y\nshimx64.efi,debian,,x\n').class, 'hang');
  assert.is(say('grubx64.efi,debian,,x\n').verdict, 'unknown', 'shim lets it through, firmware does not');
});

test('verdict - an inactive entry of BootOrder is not tried', async () => {
  const firmware = firmwareWith();
  const bootEntries = firmware.bootEntries.map(({ number, option }) => ({
    number,
    option: number === 4 ? { ...option, attributes: 0 } : option,
  }));
  const result = verdict(filesOf(await debianTree()), { ...firmware, bootEntries });
  assert.ok(!result.entries.some(({ name }) => name === 'Boot0004'));
  assert.is(result.class, 'fallthrough');
});

test('verdict - what lacks .sbat, or is not signed, shim does not load', async () => {
  const unsigned = verdict(
    filesOf(await debianTree({ [GRUB]: withSignatures(await debian('grub'), 0) })),
    firmwareWith(),
  );
  assert.equal(refusals(unsigned), ['SHIM_NOT_TRUSTED']);
  assert.match(unsigned.reasons.find(({ code }) => code === 'SHIM_NOT_TRUSTED')?.detail ?? '', 'not signed');
  const image = samplePe({
    sections: [
      { name: '.text', data: Buffer.alloc(64) },
      { name: '.reloc', data: Buffer.alloc(16) },
    ],
  });
  const digest = fromHex(inspect(image).digests.sha256);
  const trusted = firmwareWith({ MokListRT: encoded({ type: 'sha256', data: digest }) });
  assert.equal(refusals(verdict(filesOf(await debianTree({ [GRUB]: image })), trusted)), ['SBAT_MISSING']);
});

test('verdict - a revoked authority refuses at shim, and at firmware by one signature of two', async () => {
  const vendor = new Uint8Array(fixture('debvendor.0.der'));
  const atShim = verdict(
    filesOf(await debianTree()),
    firmwareWith({ dbx: encoded({ type: 'x509', data: vendor }) }),
  );
  assert.equal(refusals(atShim), ['SHIM_CERTIFICATE_REVOKED']);
  const shim = inspect(await debian('shim'));
  const signer = shim.signatures[1]?.signer;
  assert.ok(signer !== undefined && signer !== null);
  if (signer === undefined || signer === null) return;
  const entry = new Uint8Array([...fromHex(tbsDigest(signer, 'sha256')), ...new Uint8Array(16)]);
  const byTbs = verdict(
    filesOf(await debianTree()),
    firmwareWith({ dbx: encoded({ type: 'x509-sha256', data: entry }) }),
  );
  assert.equal(refusals(byTbs), ['FIRMWARE_CERTIFICATE_REVOKED']);
  assert.is(byTbs.class, 'fallthrough');
});

test('verdict - with MokIgnoreDB shim trusts db no more', async () => {
  const foreign = inspect(withSignatures(await debian('grub'), 0)).digests.sha256;
  const db = encoded({ type: 'sha256', data: fromHex(foreign) });
  const captured = firmwareWith().db ?? [];
  assert.ok(captured.length > 0);
  const tree = filesOf(await debianTree({ [GRUB]: withSignatures(await debian('grub'), 0) }));
  const trusting = {
    ...firmwareWith({ MokListRT: null }),
    db: [...captured, ...(firmwareWith({ db }).db ?? [])],
  };
  assert.is(verdict(tree, trusting).class, 'ok');
  assert.is(verdict(tree, { ...trusting, ignoresDb: true }).class, 'hang');
  const other = { 'EFI/debian/shimx64.efi': withoutVendor(await debian('shim')) };
  const byHash = encoded({ type: 'sha256', data: other['EFI/debian/shimx64.efi'].digest });
  const vendor = encoded({ type: 'x509', data: new Uint8Array(fixture('debvendor.0.der')) });
  const both = firmwareWith({ MokListRT: null, db: new Uint8Array([...byHash, ...vendor]) });
  const rotated = filesOf(
    await debianTree({ 'EFI/debian/shimx64.efi': other['EFI/debian/shimx64.efi'].image }),
  );
  assert.is(verdict(rotated, both).class, 'ok');
  assert.is(verdict(rotated, { ...both, ignoresDb: true }).class, 'hang');
});

test('verdict - every kernel refused is stuck, one of two is unknown', async () => {
  const [good, bad] = [await debian('fwupd'), flipped(await debian('fwupd'))];
  const kernelsOf = (...images: Uint8Array[]) =>
    filesOf(Object.fromEntries(images.map((image, index) => [`boot/k${index}.efi`, image])));
  const tree = filesOf(await debianTree());
  const say = (...images: Uint8Array[]) => verdict(tree, firmwareWith(), { kernels: kernelsOf(...images) });
  assert.is(say(good).verdict, 'boots');
  assert.is(say(good, bad).verdict, 'unknown');
  assert.is(say(bad).class, 'stuck');
});

test('verdict - a loader entry that names a missing kernel leaves nothing to start', async () => {
  const entry = new Uint8Array(Buffer.from('title x\nlinux /EFI/Linux/gone\noptions quiet\n'));
  const result = verdict(filesOf(await debianTree({ 'loader/entries/a.conf': entry })), firmwareWith());
  assert.is(result.class, 'stuck');
  assert.equal(refusals(result), ['KERNEL_REFUSED']);
});

test('verdict - the level that a shim raises on its way falls on the entry behind it', async () => {
  const tree = {
    ...without(await debianTree(), GRUB),
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/grubx64.efi': await debian('grub4'),
  };
  const result = verdict(filesOf(tree), firmwareWith({ SbatLevelRT: LEVEL_2024 }));
  assert.equal(
    result.entries.slice(0, 2).map((entry) => entry.class),
    ['fallthrough', 'hang'],
  );
  assert.match(result.sbatLevelAfter ?? '', '2025021800');
});

test('verdict - lists that lead back to fallback end', async () => {
  const tree = {
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/fbx64.efi': await debian('fb'),
    'EFI/a/BOOTX64.CSV': csv('..\\BOOT\\BOOTX64.EFI,again,,\n'),
  };
  const result = verdict(filesOf(tree), firmwareWith({ BootOrder: null }));
  assert.is(result.class, 'hang');
  assert.ok(refusals(result).includes('CHAIN_TOO_DEEP'));
});

test('verdict - a long list that leads back to fallback is not followed line by line', async () => {
  const removable = {
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/fbx64.efi': await debian('fb'),
  };
  const lines = Array.from({ length: 300 }, (_, index) => `..\\BOOT\\BOOTX64.EFI,again,${index},\n`);
  const lists = Array.from({ length: 20 }, (_, index) => [`EFI/d${index}/BOOTX64.CSV`, csv(lines.join(''))]);
  const result = verdict(
    filesOf({ ...removable, ...Object.fromEntries(lists) }),
    firmwareWith({ BootOrder: null }),
  );
  assert.is(result.class, 'hang');
  assert.ok(refusals(result).includes('CHAIN_TOO_DEEP'));
});

test('verdict - of a list full of broken lines only some are named', async () => {
  const tree = {
    ...(await debianTree()),
    'EFI/BOOT/BOOTX64.EFI': await debian('shim'),
    'EFI/BOOT/fbx64.efi': await debian('fb'),
    'EFI/debian/BOOTX64.CSV': csv(`shimx64.efi,debian,,\n${'a\n'.repeat(10_000)}`),
  };
  const { reasons } = verdict(filesOf(tree), firmwareWith({ BootOrder: null }));
  assert.is(reasons.filter(({ code }) => code === 'CSV_INVALID').length, 16);
});

test.run();
