import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Firmware } from '../../../../lib/uefi/firmware/firmware.ts';
import { LOAD_OPTION_ACTIVE, parseLoadOption } from '../../../../lib/uefi/firmware/load-option.ts';
import {
  CFG,
  DEBIAN_CSV,
  debian,
  debianTree,
  firmwareWith,
  SECURE_BOOT_OFF,
  without,
} from '../../../lab/boot/verdict-lab.ts';
import type { Content } from '../../../lab/boot/verdict-lab.ts';
import {
  olderFirmware,
  olderShim,
  proved,
  refusedAs,
  olderTree,
  proofFor,
  targetsOf,
} from '../../../lab/boot/prove-lab.ts';
import { SHIM, GRUB } from '../../../lab/boot/debian-paths.ts';
import { endNode, fileNode, encodeLoadOption } from '../../../lab/boot/encode-options.ts';

const test = suite('boot proof');

const REMOVABLE = 'EFI/BOOT/BOOTX64.EFI';

const withFallback = async (shim: Uint8Array): Promise<Content> => ({
  [REMOVABLE]: shim,
  'EFI/BOOT/fbx64.efi': await debian('fb'),
  'EFI/debian/BOOTX64.CSV': DEBIAN_CSV,
});

test('prove - an update that boots in its one state is proved, entry by entry', async () => {
  const [before, after] = [await olderTree(), await debianTree()];
  const result = proved(
    proofFor({ before, after, firmware: await olderFirmware(), orders: [['EFI/debian']] }),
  );
  assert.is(result.states.length, 1);
  assert.is(result.states[0]?.verdict, 'boots');
  assert.is(result.states[0]?.entries[0]?.name, 'Boot0004');
  assert.match(result.states[0]?.sbatLevelAfter ?? '', '2025021800');
  assert.is(result.states[0]?.rollback.until, 'first-boot');
  assert.equal(result.unsafe, []);
});

test('prove - Debian’s brick is refused, and told which GRUB would make it pass', async () => {
  const before = await olderTree();
  const after = { ...before, [SHIM]: await debian('shim') };
  const orders = [[SHIM], ['EFI']];
  const result = refusedAs(
    proofFor({ before, after, firmware: await olderFirmware(), orders }),
    'WOULD_NOT_BOOT',
  );
  assert.match(result.detail, /grub,4 is below grub,5 .*\(SBAT_REVOKED\)/);
  assert.match(result.detail, 'also publish grub with SBAT generation >= 5 as EFI/debian/grubx64.efi');
});

test('prove - a payload of shim alone that takes GRUB away is refused', async () => {
  const before = await debianTree();
  const after = without({ ...before, [SHIM]: await olderShim() }, GRUB);
  const result = refusedAs(
    proofFor({ before, after, firmware: await olderFirmware(), orders: [['EFI/debian'], ['EFI']] }),
    'WOULD_NOT_BOOT',
  );
  assert.equal(result.reasons[0]?.code, 'SECOND_STAGE_MISSING');
  assert.match(result.detail, 'also publish grubx64.efi into EFI/debian');
});

test('prove - of two orders the one is taken whose half-way state boots', async () => {
  const shim = await olderShim();
  const before = { ...(await olderTree()), ...(await withFallback(shim)) };
  const after = { ...before, [GRUB]: await debian('grub'), [REMOVABLE]: await debian('shim') };
  const orders = [
    ['EFI/BOOT', GRUB],
    [GRUB, 'EFI/BOOT'],
  ];
  const result = proved(proofFor({ before, after, firmware: await olderFirmware(), orders }));
  assert.equal(targetsOf(result), [GRUB, 'EFI/BOOT']);
  assert.is(result.states.length, 2);
  assert.match(
    result.unsafe[0]?.why ?? '',
    `EFI/BOOT new with ${GRUB} old by Boot0001: ${GRUB}: grub,4 is below`,
  );
});

test('prove - where every order has a half-way state that does not boot, all of EFI goes at once', async () => {
  const before = {
    ...(await olderTree()),
    [REMOVABLE]: await olderShim(),
    'EFI/BOOT/grubx64.efi': await debian('grub4'),
  };
  const after = {
    ...(await debianTree()),
    [REMOVABLE]: await debian('shim'),
    'EFI/BOOT/grubx64.efi': await debian('grub'),
  };
  const orders = [['EFI/debian', 'EFI/BOOT'], ['EFI/BOOT', 'EFI/debian'], ['EFI']];
  const result = proved(proofFor({ before, after, firmware: await olderFirmware(), orders }));
  assert.equal(targetsOf(result), ['EFI']);
  assert.is(result.unsafe.length, 2);
  const narrower = proofFor({
    before,
    after,
    firmware: await olderFirmware(),
    orders: orders.slice(0, 2),
  });
  const { detail } = refusedAs(narrower, 'WOULD_NOT_BOOT');
  assert.match(detail, 'at an SBAT level that an earlier boot may leave');
});

test('prove - what recovery may go back to must boot at the level that a half-way boot leaves', async () => {
  const before = { ...(await olderTree()), 'EFI/other/a.txt': CFG };
  const after = { ...(await debianTree()), 'EFI/other/a.txt': new Uint8Array([1]) };
  const firmware = await olderFirmware();
  const forth = proofFor({ before, after, firmware, orders: [['EFI/debian', 'EFI/other']] });
  assert.match(refusedAs(forth, 'WOULD_NOT_BOOT').detail, 'all directories old again');
  const back = proved(proofFor({ before, after, firmware, orders: [['EFI/other', 'EFI/debian']] }));
  assert.is(back.states.length, 2);
});

test('prove - a way that boots today must boot at the second boot too, touched or not', async () => {
  const before = {
    ...(await olderTree({ [GRUB]: await debian('grub') })),
    [REMOVABLE]: await olderShim(),
    'EFI/BOOT/grubx64.efi': await debian('grub4'),
  };
  const after = { ...before, [SHIM]: await debian('shim') };
  const firmware = await olderFirmware();
  const { detail } = refusedAs(proofFor({ before, after, firmware, orders: [['EFI']] }), 'WOULD_NOT_BOOT');
  assert.match(detail, /by Boot0001: EFI\/BOOT\/grubx64.efi: grub,4 is below grub,5/);
  assert.match(detail, 'as EFI/BOOT/grubx64.efi');
});

test('prove - a way that does not boot today and is not touched is named, and is not in the way', async () => {
  const broken = { [REMOVABLE]: await olderShim() };
  const before = { ...(await olderTree()), ...broken };
  const after = { ...(await debianTree()), ...broken };
  const firmware = await olderFirmware();
  const result = proved(proofFor({ before, after, firmware, orders: [['EFI/debian']] }));
  const named = result.bystanders.map(({ name }) => name);
  assert.equal(named, ['Boot0001', 'Boot0002', 'removable']);
  const touched = { ...after, [REMOVABLE]: await debian('shim') };
  const orders = [['EFI']];
  const { detail } = refusedAs(proofFor({ before, after: touched, firmware, orders }), 'WOULD_NOT_BOOT');
  assert.match(detail, 'SECOND_STAGE_MISSING');
});

test('prove - no way may get worse: what boots today is not taken away', async () => {
  const spare = { [REMOVABLE]: await debian('shim'), 'EFI/BOOT/grubx64.efi': await debian('grub') };
  const before = { ...(await debianTree()), ...spare };
  const after = without(before, REMOVABLE);
  const { detail } = refusedAs(
    proofFor({ before, after, firmware: firmwareWith(), orders: [['EFI/BOOT'], ['EFI']] }),
    'WOULD_NOT_BOOT',
  );
  assert.match(detail, `also publish ${REMOVABLE}`);
});

test('prove - a host that does not boot today may be mended, in one state that boots', async () => {
  const before = await debianTree({ [GRUB]: await debian('grub4') });
  const result = proved(
    proofFor({ before, after: await debianTree(), firmware: firmwareWith(), orders: [[GRUB]] }),
  );
  assert.is(result.states[0]?.verdict, 'boots');
});

test('prove - recovery may go back to a tree that does not boot today either', async () => {
  const before = await debianTree({ [GRUB]: await debian('grub4'), 'EFI/other/a.txt': CFG });
  const after = { ...(await debianTree()), 'EFI/other/a.txt': new Uint8Array([1]) };
  const orders = [['EFI/debian', 'EFI/other']];
  const result = proved(proofFor({ before, after, firmware: await olderFirmware(), orders }));
  assert.equal(
    result.states.map((state) => state.verdict),
    ['boots', 'boots'],
  );
});

/** An entry that names a file and no partition: firmware looks for it on any. */
const withSpareEntry = (firmware: Firmware, path: string): Firmware => {
  const option = parseLoadOption(
    encodeLoadOption({
      attributes: LOAD_OPTION_ACTIVE,
      description: 'spare',
      paths: [[fileNode(path), endNode()]],
      optionalData: new Uint8Array(0),
    }),
  );
  const bootEntries = [...firmware.bootEntries, { number: 9, option }];
  return { ...firmware, bootEntries, bootOrder: [...(firmware.bootOrder ?? []), 9] };
};

test('prove - a way that is there only while its file is must not get lost', async () => {
  const spare = {
    'EFI/spare/shimx64.efi': await debian('shim'),
    'EFI/spare/grubx64.efi': await debian('grub'),
  };
  const before = { ...(await debianTree()), ...spare };
  const after = without(before, 'EFI/spare/shimx64.efi');
  const firmware = withSpareEntry(firmwareWith(), '\\EFI\\spare\\shimx64.efi');
  const { detail } = refusedAs(
    proofFor({ before, after, firmware, orders: [['EFI/spare']] }),
    'WOULD_NOT_BOOT',
  );
  assert.match(detail, 'by Boot0009: EFI/spare/shimx64.efi: the file no longer exists');
});

test('prove - a way that boots today must not become unknown, though none of its files is touched', async () => {
  const before = {
    [SHIM]: await debian('fwupd'),
    [REMOVABLE]: await debian('shim'),
    'EFI/BOOT/grubx64.efi': await debian('grub'),
    'EFI/other/grub.cfg': CFG,
  };
  const after = without(before, 'EFI/other/grub.cfg');
  const firmware = firmwareWith(SECURE_BOOT_OFF);
  const result = proofFor({ before, after, firmware, orders: [['EFI/other']] });
  assert.match(refusedAs(result, 'VERDICT_UNKNOWN').detail, 'GRUB_CONFIG_MISSING');
});

test('prove - unknown never counts as boots', async () => {
  const firmware = firmwareWith({ dbx: new Uint8Array([1, 2, 3]) });
  const before = await olderTree({ [SHIM]: await debian('shim') });
  const orders = [['EFI/debian']];
  const result = refusedAs(
    proofFor({ before, after: await debianTree(), firmware, orders }),
    'VERDICT_UNKNOWN',
  );
  assert.match(result.detail, 'VARIABLE_UNREADABLE');
});

test('prove - a file that nobody has looked into is no boot loader', async () => {
  const [before, after] = [await olderTree(), await debianTree()];
  const update = { before, after, firmware: await olderFirmware(), orders: [['EFI']] };
  const result = proofFor(update, { bootFileOf: () => null });
  assert.is(refusedAs(result, 'WOULD_NOT_BOOT').reasons[0]?.code, 'IMAGE_INVALID');
});

test('prove - with Secure Boot off only structure refuses', async () => {
  const before = await olderTree();
  const after = { ...before, [SHIM]: await debian('shim') };
  const off = await olderFirmware(SECURE_BOOT_OFF);
  assert.is(proofFor({ before, after, firmware: off, orders: [[SHIM]] }).kind, 'proved');
  const gone = without(after, GRUB);
  refusedAs(proofFor({ before, after: gone, firmware: off, orders: [['EFI']] }), 'WOULD_NOT_BOOT');
});

test.run();
