import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { debianControl, makeDeb } from '../lab/make-deb.ts';
import { runToolOrThrow } from '../lab/tools.ts';
import { writeTree } from '../lab/trees.ts';
import { documentOf, exitsWith, oldEsp, withCli } from './cli-lab.ts';
import type { CliSite, Files } from './cli-lab.ts';

const test = suite('bad payload');

const lineOf = ({ esp, state }: CliSite, paths: string[]): string[] => [
  'apply',
  '--json',
  '--unproven',
  '--esp',
  esp,
  '--allow-any-fs',
  '--state-dir',
  state,
  ...paths.flatMap((path) => ['--payload', path]),
];
const apply = (site: CliSite, paths: string[]) => site.resident(lineOf(site, paths));

type Code = string;
type Make = (root: string) => Promise<string[]>;

const tree =
  (files: Files, more: (root: string) => Promise<unknown> = async () => undefined): Make =>
  async (root) => {
    await writeTree(root, files);
    await more(root);
    return [root];
  };

const deb =
  (...members: Parameters<typeof makeDeb>[1]): Make =>
  async (root) => {
    await mkdir(root);
    await writeFile(join(root, 'bad.deb'), makeDeb(debianControl(), members));
    return [join(root, 'bad.deb')];
  };

const shim = { 'EFI/debian/shimx64.efi': 'shim' };
const signed = './usr/lib/shim/shimx64.efi.signed';

/** What is wrong, how it is made, the code of the refusal, and what its message must name. */
const payloads: [string, Make, Code, RegExp][] = [
  ['no EFI files', tree({ 'EFI.json': '{}' }), 'NOT_A_LAYOUT', /payload-dir is not a payload/],
  ['an empty EFI directory', tree({}, (root) => mkdir(join(root, 'EFI'))), 'NO_EFI_FILES', /EFI/],
  [
    'a symlink',
    tree(shim, (root) => symlink('shimx64.efi', join(root, 'EFI/debian/grubx64.efi'))),
    'SYMLINK',
    /grubx64\.efi is a symlink/,
  ],
  [
    'a symlink for a directory',
    tree(shim, (root) => symlink('debian', join(root, 'EFI/BOOT'))),
    'SYMLINK',
    /EFI\/BOOT is a symlink/,
  ],
  [
    'a pipe',
    tree(shim, (root) => runToolOrThrow('mkfifo', [join(root, 'EFI/debian/pipe')])),
    'NOT_A_FILE',
    /EFI\/debian\/pipe/,
  ],
  [
    'names that are one on FAT',
    tree({ ...shim, 'EFI/debian/SHIMX64.EFI': 'other' }),
    'CASE_CONFLICT',
    /SHIMX64\.EFI/,
  ],
  [
    'directories that are one on FAT',
    tree({ ...shim, 'EFI/Debian/grubx64.efi': 'x' }),
    'CASE_CONFLICT',
    /EFI\/Debian/,
  ],
  ['a name that FAT cannot hold', tree({ 'EFI/debian/a:b.efi': 'x' }), 'BAD_PATH', /a:b\.efi/],
  ['a name that ends in a dot', tree({ 'EFI/debian/a.': 'x' }), 'BAD_PATH', /a\./],
  ['a name of bootswap', tree({ 'EFI/DEBIAN.BSW/a.efi': 'x' }), 'RESERVED_NAME', /DEBIAN\.BSW/],
  ['a name of bootupd', tree({ 'EFI/.btmp.debian/a.efi': 'x' }), 'RESERVED_NAME', /\.btmp\.debian/],
  [
    'a text file for a package',
    async (root) => {
      await writeTree(root, { 'bad.deb': 'no package' });
      return [join(root, 'bad.deb')];
    },
    'BAD_PACKAGE',
    /bad\.deb/,
  ],
  [
    'a package with a path that leads out',
    deb({ name: signed, content: 'x' }, { name: './../../../etc/evil', content: 'x' }),
    'BAD_PATH',
    /bad\.deb/,
  ],
  [
    'a package without boot files',
    deb({ name: './usr/share/doc/readme', content: 'x' }),
    'NO_EFI_FILES',
    /bad\.deb|EFI/,
  ],
];

test('bad payload - each is refused with 1, its code and the path that is wrong; the ESP is untouched', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    for (const [what, make, code, names] of payloads) {
      const root = join(site.root, 'payload-dir');
      const result = await apply(site, await make(root));
      await rm(root, { recursive: true });
      const { error } = documentOf(result.stdout) as { error?: { code: string; message: string } };
      assert.is(error?.code, code, `${what}: ${result.stdout}`);
      assert.match(error?.message ?? '', names, what);
      exitsWith(result, 1);
      assert.is(await site.espPrint(), before, what);
    }
  });
});

test('bad payload - two that do not fit together are refused: other content, a file where the other has a directory', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    const [one, two, three] = ['one', 'two', 'three'].map((name) => join(site.root, name)) as [
      string,
      string,
      string,
    ];
    await writeTree(one, shim);
    await writeTree(two, { 'EFI/debian/shimx64.efi': 'another shim' });
    await writeTree(three, { 'EFI/debian': 'a file' });
    for (const [paths, code] of [
      [[one, two], 'CONTENT_CONFLICT'],
      [[one, three], 'FILE_IS_DIRECTORY'],
    ] as [string[], string][]) {
      const result = await apply(site, paths);
      exitsWith(result, 1);
      assert.is((documentOf(result.stdout)['error'] as { code: string }).code, code);
    }
    assert.is(await site.espPrint(), before);
  });
});

const clashes: [string, Files, string][] = [
  ['a directory where the ESP has a file', { 'EFI/debian/mine.cfg/a.efi': 'x' }, 'FILE_IS_DIRECTORY'],
  ['a file where the ESP has a directory', { 'EFI/debian': 'x' }, 'FILE_IS_DIRECTORY'],
];
test('bad payload - one that does not fit the ESP is refused with 1 and the path; the ESP is untouched', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    for (const [what, files, code] of clashes) {
      const root = join(site.root, 'clash');
      const result = await apply(site, await tree(files)(root));
      await rm(root, { recursive: true });
      exitsWith(result, 1);
      const document = documentOf(result.stdout) as { outcome: string; code: string; detail: string };
      assert.equal([document.outcome, document.code], ['refused', code], what);
      assert.match(document.detail, /EFI\/debian/);
      assert.is(await site.espPrint(), before, what);
    }
  });
});

test('bad payload - a name that the ESP has in other letters is the same file', async () => {
  await withCli(async (site) => {
    await writeTree(site.payload, { 'EFI/debian/SHIMX64.EFI': 'new' });
    const { code, stdout } = await site.bootswap(lineOf(site, [site.payload]));
    // A plain directory knows two names where FAT knows one: it must not end with both.
    assert.is(code, 1, stdout);
    assert.ok(Object.keys(oldEsp).length > 0);
  });
});

test.run();
