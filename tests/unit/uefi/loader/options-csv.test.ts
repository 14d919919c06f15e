import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { secondStageOfOptionsCsv } from '../../../../lib/uefi/loader/options-csv.ts';
import { assertRefused } from '../../../lab/boot/fixtures.ts';
import { utf16 } from '../../../lab/boot-row-trees.ts';
import { fuzzParser } from '../fuzz/fuzz-parser.ts';

const test = suite('options csv');

test('options - the name is what stands before the first comma', () => {
  assert.is(secondStageOfOptionsCsv(utf16('systemd-bootx64.efi,args\n')), 'systemd-bootx64.efi');
  assert.is(secondStageOfOptionsCsv(utf16('\ufeff\\EFI\\x\\y.efi,')), '\\EFI\\x\\y.efi');
});

test('options - without a comma the line end is part of the name, as it is for shim', () => {
  assert.is(secondStageOfOptionsCsv(utf16('grubx64.efi\n')), 'grubx64.efi\n');
});

test('options - no name is none', () => {
  for (const text of ['', '\ufeff', ',args', '\0grubx64.efi,'])
    assert.is(secondStageOfOptionsCsv(utf16(text)), null);
});

test('options - more than 64 KiB are refused', () => {
  assertRefused(() => secondStageOfOptionsCsv(new Uint8Array(65_537)), 'TOO_LARGE');
});

test('fuzz - mutated files never crash it', () => {
  const { accepted } = fuzzParser(secondStageOfOptionsCsv, { inputs: [utf16('\ufeffgrubx64.efi,x\n')] });
  assert.is(accepted, 5000);
});

test.run();
