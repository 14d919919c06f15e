import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findNameProblem } from '../../../lib/payload/check-names.ts';

const test = suite('payload check-names');

const cases: [string, string[], string | null][] = [
  ['a real payload', ['EFI/BOOT/BOOTX64.EFI', 'EFI/debian/shimx64.efi', 'EFI/tool.efi'], null],
  ['an absolute path', ['/EFI/BOOT/x.efi'], 'BAD_PATH'],
  ['a traversal', ['EFI/BOOT/../../x.efi'], 'BAD_PATH'],
  ['a NUL', ['EFI/BOOT/x\0.efi'], 'BAD_PATH'],
  ['a backslash', ['EFI\\BOOT\\x.efi'], 'BAD_PATH'],
  ['a name that FAT cannot hold', ['EFI/BOOT/x:y.efi'], 'BAD_PATH'],
  ['a name with a trailing dot', ['EFI/BOOT/x.'], 'BAD_PATH'],
  ['a path beside EFI', ['loader/loader.conf'], 'NOT_BELOW_EFI'],
  ['EFI itself', ['EFI'], 'NOT_BELOW_EFI'],
  ['one of our stages', ['EFI/debian.bsw/x.efi'], 'RESERVED_NAME'],
  ['one of bootupd', ['EFI/.btmp.debian/x.efi'], 'RESERVED_NAME'],
  ['names equal but for case', ['EFI/BOOT/a.efi', 'EFI/BOOT/A.EFI'], 'CASE_CONFLICT'],
  ['directories equal but for case', ['EFI/boot/a.efi', 'EFI/BOOT/b.efi'], 'CASE_CONFLICT'],
  ['a file that is a directory', ['EFI/BOOT', 'EFI/BOOT/b.efi'], 'FILE_IS_DIRECTORY'],
  ['a directory that is a file, in other case', ['EFI/BOOT/b.efi', 'EFI/boot'], 'FILE_IS_DIRECTORY'],
  ['one path twice', ['EFI/BOOT/b.efi', 'EFI/BOOT/b.efi'], 'TWICE'],
];
for (const [what, paths, code] of cases) {
  test(`names - ${what}: ${code ?? 'fine'}`, () => {
    assert.is(findNameProblem(paths)?.code ?? null, code);
  });
}

test.run();
