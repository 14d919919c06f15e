import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { NotProved, Proved } from '../../../../lib/boot/prove/prove.ts';
import type { Firmware } from '../../../../lib/uefi/firmware/firmware.ts';
import { debian, debianTree } from '../../../lab/boot/verdict-lab.ts';
import type { Content, VariableChanges } from '../../../lab/boot/verdict-lab.ts';
import { olderFirmware, proved, refusedAs, olderTree, proofFor } from '../../../lab/boot/prove-lab.ts';
import { SHIM } from '../../../lab/boot/debian-paths.ts';
import { encodeLoadOption } from '../../../lab/boot/encode-options.ts';

const test = suite('boot proof with fwupd');

const FWUPD = 'EFI/debian/fwupdx64.efi';

const u16s = (...numbers: number[]): Uint8Array => Uint8Array.from(numbers.flatMap((each) => [each, 0]));

/** Boot0005 is fwupd's: shim, with the name of its loader as options, at the end of BootOrder. */
const firmwareOf = async (changes: VariableChanges = {}): Promise<Firmware> => {
  const own = (await olderFirmware()).bootEntries.find(({ number }) => number === 4);
  if (own === undefined) throw new Error('the captured host has no Boot0004');
  const optionalData = new Uint8Array(Buffer.from('\\fwupdx64.efi\0', 'utf16le'));
  const entry = encodeLoadOption({ ...own.option, optionalData });
  return olderFirmware({ Boot0005: entry, BootOrder: u16s(4, 5), ...changes });
};

const say = (before: Content, after: Content, firmware: Firmware): Proved | NotProved =>
  proofFor({ before, after, firmware, orders: [['EFI/debian']] });

const trees = async (): Promise<{ before: Content; after: Content }> => {
  const fwupd = { [FWUPD]: await debian('fwupd') };
  return { before: await olderTree(fwupd), after: await debianTree(fwupd) };
};

test('prove - the entry that fwupd leaves is named, and a new shim below it is planned', async () => {
  const { before, after } = await trees();
  const { states, bystanders } = proved(say(before, after, await firmwareOf()));
  assert.is(states[0]?.verdict, 'boots');
  assert.ok(bystanders.some(({ name }) => name === 'Boot0005'));
});

test('prove - a host that does not boot today may be mended with the entry of fwupd there', async () => {
  const { before, after } = await trees();
  const broken = { ...before, [SHIM]: Buffer.from('MZ, but no more') };
  const { bystanders } = proved(say(broken, after, await firmwareOf()));
  assert.ok(bystanders.some(({ name }) => name === 'Boot0005'));
});

test('prove - an entry of fwupd that the new shim would refuse is in the way', async () => {
  const { before, after } = await trees();
  const fwupd = Buffer.from(await debian('fwupd'));
  fwupd[0x1000] = (fwupd[0x1000] ?? 0) ^ 1;
  const { detail } = refusedAs(
    say(before, { ...after, [FWUPD]: fwupd }, await firmwareOf()),
    'WOULD_NOT_BOOT',
  );
  assert.match(detail, 'SHIM_NOT_TRUSTED');
});

test('prove - what decides is never excused: while a firmware update is due nothing is planned', async () => {
  const { before, after } = await trees();
  const firmware = await firmwareOf({ BootNext: u16s(5) });
  const { detail } = refusedAs(say(before, after, firmware), 'VERDICT_UNKNOWN');
  assert.match(detail, 'let the firmware update finish first');
});

test('prove - a way that boots must not become one to what is not looked into', async () => {
  const { before, after } = await trees();
  const firmware = await firmwareOf({ BootOrder: u16s(4, 5) });
  const grub = { [FWUPD]: await debian('grub4') };
  refusedAs(say({ ...before, ...grub }, after, firmware), 'VERDICT_UNKNOWN');
});

test.run();
