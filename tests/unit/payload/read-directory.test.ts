import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOrThrow } from '../../../lib/sys/index.ts';
import { withScratch } from '../../lab/scratch.ts';
import { writeTree } from '../../lab/trees.ts';
import { sha256 } from '../../lab/file-digest.ts';
import { refusal, withPayload } from './read.ts';

const test = suite('payload read-directory');

const pathsOf = (payload: { files: { path: string }[] }): string[] => payload.files.map(({ path }) => path);

test('layout - a directory with EFI/<dir> is a payload, with digests and where the bytes lie', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/b/x.efi': 'xx', 'EFI/a/y.efi': '', 'EFI/z.efi': 'z', 'loader/ignored': '' });
    await withPayload([root], (payload) => {
      assert.equal(pathsOf(payload), ['EFI/a/y.efi', 'EFI/b/x.efi', 'EFI/z.efi']);
      assert.equal(payload.files[1], {
        path: 'EFI/b/x.efi',
        sizeBytes: 2n,
        sha256: sha256('xx'),
        source: join(root, 'EFI/b/x.efi'),
      });
      assert.equal(payload.notes, []);
    });
  }));

test('layout - bootupd: EFI.json gives the versions, BIOS is left alone', () =>
  withScratch(async (root) => {
    const metadata = {
      timestamp: '2026-01-01T00:00:00Z',
      version: 'grub2-1:2.12-41.fc44,shim-15.8-4',
      versions: [
        { name: 'grub2', rpm_evr: '1:2.12-41.fc44' },
        { name: 'shim', rpm_evr: '15.8-4' },
      ],
    };
    await writeTree(root, {
      'EFI/fedora/shimx64.efi': 's',
      'EFI.json': JSON.stringify(metadata),
      'BIOS.json': '{}',
    });
    await withPayload([root], (payload) => {
      assert.equal(payload.sources, [
        { name: 'grub2', version: '1:2.12-41.fc44' },
        { name: 'shim', version: '15.8-4' },
      ]);
    });
  }));

test('layout - bootupd: an EFI.json that makes no sense is a note', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/fedora/shimx64.efi': 's', 'EFI.json': '{' });
    await withPayload([root], (payload) => {
      assert.is(payload.files.length, 1);
      assert.match(payload.notes.join(), /cannot parse .*EFI\.json/);
    });
  }));

test('layout - /usr/lib/efi: several names, one version each', () =>
  withScratch(async (root) => {
    await writeTree(root, {
      'shim/15.8-3/EFI/fedora/shimx64.efi': 's',
      'shim/15.8-3/EFI/BOOT/BOOTX64.EFI': 's',
      'grub2/2.12-41/EFI/fedora/grubx64.efi': 'g',
      'notes/README': 'no payload',
    });
    await withPayload([root], (payload) => {
      assert.equal(pathsOf(payload), [
        'EFI/BOOT/BOOTX64.EFI',
        'EFI/fedora/grubx64.efi',
        'EFI/fedora/shimx64.efi',
      ]);
      assert.equal(payload.sources, [
        { name: 'grub2', version: '2.12-41' },
        { name: 'shim', version: '15.8-3' },
      ]);
      assert.match(payload.notes.join(), 'notes has no <version>/EFI/');
    });
  }));

test('layout - /usr/lib/efi: two versions of one name are refused, and both named', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'shim/15.8/EFI/f/a.efi': '', 'shim/16.1/EFI/f/a.efi': '' });
    assert.match(await refusal([root], 'TWO_VERSIONS'), '15.8 and 16.1');
  }));

test('layout - anything else is refused and the layouts are named', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'shim/EFI/f/a.efi': '', 'file.img': '' });
    assert.match(await refusal([root], 'NOT_A_LAYOUT'), '/usr/lib/bootupd/updates');
    await refusal([join(root, 'file.img')], 'NOT_A_LAYOUT');
    await refusal([join(root, 'missing')], 'NOT_FOUND');
  }));

test('merge - several paths make one payload; one file from two places is one', () =>
  withScratch(async (root) => {
    await writeTree(root, {
      '1/EFI/a/x.efi': 'x',
      '1/EFI/a/y.efi': 'y',
      '2/EFI/a/x.efi': 'x',
      '2/EFI/b/z.efi': '',
    });
    await withPayload([join(root, '1'), join(root, '2')], (payload) => {
      assert.equal(pathsOf(payload), ['EFI/a/x.efi', 'EFI/a/y.efi', 'EFI/b/z.efi']);
    });
  }));

test('merge - one path with two contents is refused and both files are named', () =>
  withScratch(async (root) => {
    await writeTree(root, { '1/EFI/a/x.efi': '1', '2/EFI/a/x.efi': '2' });
    const message = await refusal([join(root, '1'), join(root, '2')], 'CONTENT_CONFLICT');
    assert.ok(message.includes(join(root, '1/EFI/a/x.efi')) && message.includes(join(root, '2/EFI/a/x.efi')));
  }));

test('refused - no file below EFI', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'EFI/empty'), { recursive: true });
    await refusal([root], 'NO_EFI_FILES');
    await refusal([], 'NO_EFI_FILES');
  }));

test('refused - symlinks, to files and to directories, wherever they lead', () =>
  withScratch(async (root) => {
    await writeTree(root, { '1/EFI/a/x.efi': 'x', '2/EFI/a/x.efi': 'x' });
    await symlink('x.efi', join(root, '1/EFI/a/link.efi'));
    assert.match(await refusal([join(root, '1')], 'SYMLINK'), 'link.efi');
    await symlink('/etc', join(root, '2/EFI/etc'));
    await refusal([join(root, '2')], 'SYMLINK');
    await mkdir(join(root, '3'));
    await symlink(join(root, '2/EFI'), join(root, '3/EFI'));
    await refusal([join(root, '3')], 'SYMLINK');
  }));

test('refused - a FIFO', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a/x.efi': 'x' });
    await runOrThrow('mkfifo', [join(root, 'EFI/a/pipe')]);
    await refusal([root], 'NOT_A_FILE');
  }));

const badNames: [string, Record<string, string>, Parameters<typeof refusal>[1]][] = [
  ['a name that FAT cannot hold', { 'EFI/a/x:y.efi': '' }, 'BAD_PATH'],
  ['a backslash', { 'EFI/a\\b.efi': '' }, 'BAD_PATH'],
  ['names equal but for case', { 'EFI/a/x.efi': '', 'EFI/a/X.EFI': '' }, 'CASE_CONFLICT'],
  ['a file like a directory of other case', { 'EFI/a': '', 'EFI/A/x.efi': '' }, 'FILE_IS_DIRECTORY'],
  ['one of our stages', { 'EFI/DEBIAN.BSW/x.efi': '' }, 'RESERVED_NAME'],
  ['one of bootupd', { 'EFI/.btmp.fedora/x.efi': '' }, 'RESERVED_NAME'],
];
for (const [what, contents, code] of badNames) {
  test(`refused - ${what}`, () =>
    withScratch(async (root) => {
      await writeTree(root, contents);
      await refusal([root], code);
    }));
}

test('refused - more files than a payload may have', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'EFI/a'), { recursive: true });
    await runOrThrow('sh', ['-c', 'seq 4100 | xargs touch'], { cwd: join(root, 'EFI/a') });
    await refusal([root], 'TOO_MANY_FILES');
  }));

test('refused - more bytes than a payload may have', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'EFI'), { recursive: true });
    await runOrThrow('truncate', ['-s', '1025M', join(root, 'EFI/big.efi')]);
    await refusal([root], 'TOO_LARGE');
  }));

test.run();
