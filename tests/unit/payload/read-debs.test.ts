import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findExecutable } from '../../../lib/sys/index.ts';
import { skipIf } from '../../lab/skip.ts';
import { debianControl, makeDeb } from '../../lab/make-deb.ts';
import type { Member } from '../../lab/make-deb.ts';
import { withScratch } from '../../lab/scratch.ts';
import { writeTree } from '../../lab/trees.ts';
import { refusal, withPayload } from './read.ts';

const uvuSuite = suite('payload read-debs');
const hasDpkg = findExecutable('dpkg-deb', {}) !== null;
const test = skipIf(uvuSuite, hasDpkg ? undefined : 'dpkg-deb is not installed');

type Packages = Record<string, Member[]>;

const shim: Member[] = [{ name: './usr/lib/shim/shimx64.efi.signed', content: 'shim' }];
const helpers: Member[] = [
  { name: './usr/lib/shim/fbx64.efi.signed', content: 'fallback' },
  { name: './usr/lib/shim/mmx64.efi.signed', content: 'mok' },
];
const grub: Member[] = [
  { name: './usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed', content: 'cd' },
  { name: './usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed', content: 'net' },
  { name: './usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed', content: 'grub' },
];

/** Writes one package a name (all by the same maker) and gives their paths. */
const writeDebs = async (
  root: string,
  packages: Packages,
  control: Record<string, string> = {},
): Promise<string[]> => {
  const paths: string[] = [];
  for (const [name, members] of Object.entries(packages)) {
    const path = join(root, `${name}_1_amd64.deb`);
    await writeFile(path, makeDeb(debianControl({ Package: name, ...control }), members));
    paths.push(path);
  }
  return paths;
};

const pathsOf = (payload: { files: { path: string }[] }): string[] => payload.files.map(({ path }) => path);

test('debian - shim, helpers and GRUB go where grub-install puts them', () =>
  withScratch(async (root) => {
    const debs = await writeDebs(root, { 'shim-signed': shim, 'shim-helpers': helpers, 'grub-signed': grub });
    await withPayload(debs, (payload) => {
      assert.equal(pathsOf(payload), [
        'EFI/BOOT/BOOTX64.EFI',
        'EFI/BOOT/fbx64.efi',
        'EFI/BOOT/mmx64.efi',
        'EFI/debian/fbx64.efi',
        'EFI/debian/grubx64.efi',
        'EFI/debian/mmx64.efi',
        'EFI/debian/shimx64.efi',
      ]);
      assert.is(payload.files[0]?.sha256, payload.files[6]?.sha256);
      assert.equal(payload.sources[0], { name: 'shim-signed', version: '1.51+16.1-2' });
      assert.match(payload.notes.join('\n'), 'left out gcdx64.efi.signed, grubnetx64.efi.signed');
      assert.match(payload.notes.join('\n'), 'no BOOT*.CSV');
    });
  }));

test('debian - the CSV of shim-unsigned is taken and its unsigned programs give way', () =>
  withScratch(async (root) => {
    const unsigned: Member[] = [
      { name: './usr/lib/shim/BOOTX64.CSV', content: 'csv' },
      { name: './usr/lib/shim/fbx64.efi', content: 'unsigned' },
      { name: './usr/lib/shim/shimx64.efi', content: 'unsigned' },
    ];
    const debs = await writeDebs(root, {
      'shim-unsigned': unsigned,
      'shim-signed': shim,
      'shim-helpers': helpers,
    });
    await withPayload(debs, (payload) => {
      assert.ok(pathsOf(payload).includes('EFI/debian/BOOTX64.CSV'));
      assert.is(payload.files.filter(({ sizeBytes }) => sizeBytes === BigInt('unsigned'.length)).length, 2);
      assert.match(payload.notes.join(), 'left out fbx64.efi, shimx64.efi');
    });
  }));

test('ubuntu - its maintainer, its suffix and its directory', () =>
  withScratch(async (root) => {
    const members: Member[] = [
      { name: './usr/lib/shim/shimx64.efi.signed.latest', content: 'new' },
      { name: './usr/lib/shim/shimx64.efi.signed.previous', content: 'old' },
      { name: './usr/lib/shim/mmx64.efi', content: 'mok' },
    ];
    const control = { Maintainer: 'Someone <someone@ubuntu.com>' };
    await withPayload(await writeDebs(root, { 'shim-signed': members }, control), (payload) => {
      assert.equal(pathsOf(payload), [
        'EFI/BOOT/BOOTX64.EFI',
        'EFI/BOOT/mmx64.efi',
        'EFI/ubuntu/mmx64.efi',
        'EFI/ubuntu/shimx64.efi',
      ]);
      assert.is(payload.files[0]?.sizeBytes, 3n);
    });
  }));

test('other architectures, fwupd and systemd-boot have their names', () =>
  withScratch(async (root) => {
    const members: Member[] = [
      { name: './usr/lib/shim/shimaa64.efi.signed', content: 's' },
      { name: './usr/lib/grub/arm64-efi-signed/grubaa64.efi.signed', content: 'g' },
      { name: './usr/lib/grub/i386-efi-signed/gruBia32.efi.signed', content: 'not this' },
      { name: './usr/libexec/fwupd/efi/fwupdaa64.efi.signed', content: 'f' },
      { name: './usr/lib/systemd/boot/efi/systemd-bootaa64.efi.signed', content: 'sd' },
      { name: './usr/lib/systemd/boot/efi/systemd-bootx64.efi', content: 'sd x64' },
    ];
    await withPayload(await writeDebs(root, { all: members }), (payload) => {
      assert.equal(pathsOf(payload), [
        'EFI/BOOT/BOOTAA64.EFI',
        'EFI/BOOT/BOOTX64.EFI',
        'EFI/debian/fwupdaa64.efi',
        'EFI/debian/grubaa64.efi',
        'EFI/debian/shimaa64.efi',
        'EFI/systemd/systemd-bootaa64.efi',
        'EFI/systemd/systemd-bootx64.efi',
      ]);
      // shim goes before systemd-boot where both would be what firmware starts.
      assert.is(payload.files[0]?.sha256, payload.files[4]?.sha256);
      assert.is(payload.files[1]?.sha256, payload.files[6]?.sha256);
    });
  }));

test('vendor - asked for by name it decides; unknown or mixed makers are refused', () =>
  withScratch(async (root) => {
    const unknown = { Maintainer: 'Somebody <x@example.org>' };
    const debs = await writeDebs(root, { 'shim-signed': shim }, unknown);
    await refusal(debs, 'VENDOR_UNKNOWN');
    await withPayload(debs, (payload) => assert.ok(pathsOf(payload).includes('EFI/acme/shimx64.efi')), {
      vendor: 'acme',
    });
    await refusal(debs, 'BAD_PATH', { vendor: '../x' });
    const [deb] = await writeDebs(root, { grub }, { Maintainer: 'Ubuntu <x@ubuntu.com>' });
    const [other] = await writeDebs(root, { helpers });
    assert.match(await refusal([deb ?? '', other ?? ''], 'VENDOR_UNKNOWN'), 'ubuntu and debian');
  }));

test('packages and a directory make one payload', () =>
  withScratch(async (root) => {
    const debs = await writeDebs(root, { 'shim-signed': shim });
    await writeTree(root, { 'tree/EFI/debian/grubx64.efi': 'own' });
    await withPayload([join(root, 'tree'), ...debs], (payload) => {
      assert.is(payload.files.length, 3);
      assert.equal(
        payload.sources.map(({ name }) => name),
        ['tree', 'shim-signed'],
      );
    });
  }));

test('unpacked files are private, and gone after dispose, also after a refusal', () =>
  withScratch(async (root) => {
    const [deb] = await writeDebs(root, { 'shim-signed': shim });
    const source = await withPayload([deb ?? ''], (payload) => payload.files[0]?.source ?? '');
    assert.ok(source.startsWith(tmpdir()));
    assert.not(existsSync(dirname(source)));
    const [empty] = await writeDebs(root, { doc: [{ name: './usr/share/doc/x', content: 'x' }] });
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('bootswap-payload-'));
    await refusal([empty ?? ''], 'NO_EFI_FILES');
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('bootswap-payload-'));
    assert.equal(after, before);
  }));

const signed = './usr/lib/shim/shimx64.efi.signed';
const malicious: [string, Member[], Parameters<typeof refusal>[1]][] = [
  ['a member above the package', [{ name: './../../escape.efi', content: 'x' }], 'BAD_PATH'],
  ['an absolute member', [{ name: '/tmp/escape.efi', content: 'x' }], 'BAD_PATH'],
  ['a boot file that is a symlink', [{ name: signed, linkTo: '/etc/hostname' }], 'SYMLINK'],
  ['a directory that is a symlink', [{ name: './usr/lib/shim', linkTo: '/etc' }, ...shim], 'BAD_PACKAGE'],
];
for (const [what, members, code] of malicious) {
  test(`refused - ${what}`, () =>
    withScratch(async (root) => {
      await refusal(await writeDebs(root, { 'shim-signed': members }), code);
      assert.not(existsSync('/tmp/escape.efi'));
      assert.not(existsSync('/etc/shimx64.efi.signed'));
    }));
}

test('symlinks that are no boot files do no harm', () =>
  withScratch(async (root) => {
    const members = [...shim, { name: './usr/share/doc/shim', linkTo: '../../../etc' }];
    await withPayload(await writeDebs(root, { 'shim-signed': members }), (payload) => {
      assert.is(payload.files.length, 2);
    });
  }));

test('refused - what is no package, and one without a version', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'bad.deb': 'not an archive' });
    assert.match(await refusal([join(root, 'bad.deb')], 'BAD_PACKAGE'), 'bad.deb');
    const path = join(root, 'noversion.deb');
    await writeFile(path, makeDeb({ Package: 'x' }, shim));
    await refusal([path], 'BAD_PACKAGE');
  }));

uvuSuite('refused - without dpkg-deb, with what to do', () =>
  withScratch(async (root) => {
    const debs = await writeDebs(root, { 'shim-signed': shim });
    const path = process.env['PATH'];
    process.env['PATH'] = root;
    try {
      assert.match(await refusal(debs, 'TOOL_MISSING'), 'install dpkg');
    } finally {
      process.env['PATH'] = path;
    }
  }),
);

uvuSuite.run();
