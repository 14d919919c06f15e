import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { imagesOfLoaderEntry } from '../../../../lib/uefi/loader/loader-entry.ts';
import { assertRefused } from '../../../lab/boot/fixtures.ts';

const test = suite('loader entry');

const read = (text: string): string[] => imagesOfLoaderEntry(Buffer.from(text));

test('loader entry - linux, efi and uki name images, other keys do not', () => {
  const text =
    'title Debian\r\nlinux   /debian/6.1/linux\n  efi \\EFI\\a\\..\\x.efi \t\nuki a b.efi\ninitrd /i\nlinuxes /no\n';
  assert.equal(read(text), ['debian/6.1/linux', 'EFI/x.efi', 'a b.efi']);
  assert.equal(read('linux\nlinux \n#linux /x\n'), []);
});

test('loader entry - a line of nothing but spaces inside is read at once', () => {
  const spaces = ' '.repeat(60_000);
  assert.equal(read(`linux a${spaces}b`), [`a${spaces}b`]);
  assert.equal(read(`${spaces}linux a`), ['a']);
  const before = process.cpuUsage();
  read(`linux a${spaces}b`);
  assert.ok(process.cpuUsage(before).user < 1_000_000, 'a second of it is a minute on a full one');
});

test('loader entry - more images than an entry can start, and more than 64 KiB, are refused', () => {
  assert.is(read('linux a\n'.repeat(16)).length, 16);
  assertRefused(() => read('linux a\n'.repeat(17)), 'TOO_LARGE');
  assertRefused(() => read(' '.repeat((1 << 16) + 1)), 'TOO_LARGE');
});

test.run();
