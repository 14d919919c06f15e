import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { digestFile, scanTree, TreeError } from '../../../lib/esp/index.ts';
import { run, runOrThrow } from '../../../lib/sys/index.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';
import { sha256 } from '../../lab/file-digest.ts';
import { writeTree } from '../../lab/trees.ts';

const test = suite('tree');

/** A signal that never aborts, but does something each time the scan looks at it: once an entry and once a read. */
const hookedSignal = (onLook: (look: number) => void): AbortSignal => {
  const { signal } = new AbortController();
  let look = 0;
  signal.throwIfAborted = () => onLook((look += 1));
  return signal;
};

test('scanTree - lists files with size and digest, and directories, sorted by bytes', () =>
  withScratch(async (root) => {
    await writeTree(root, {
      'EFI/debian/shimx64.efi': 'shim',
      'EFI/BOOT/B': '',
      'EFI/a/\u{FFFF}': '1',
      'EFI/a/😀': '2',
    });
    await mkdir(join(root, 'EFI/empty'));
    await writeTree(root, { 'other/not-scanned': 'x' });
    const tree = await scanTree(root);
    assert.equal(tree.files, [
      { path: 'EFI/BOOT/B', sizeBytes: 0n, sha256: sha256('') },
      { path: 'EFI/a/\u{FFFF}', sizeBytes: 1n, sha256: sha256('1') },
      { path: 'EFI/a/😀', sizeBytes: 1n, sha256: sha256('2') },
      { path: 'EFI/debian/shimx64.efi', sizeBytes: 4n, sha256: sha256('shim') },
    ]);
    assert.equal(tree.directories, ['EFI', 'EFI/BOOT', 'EFI/a', 'EFI/debian', 'EFI/empty']);
    assert.equal(tree.others, []);
  }));

test('scanTree - reports symlinks, sockets, FIFOs and odd names, and follows none', () =>
  withScratch(async (root) => {
    await writeTree(root, {
      'EFI/BOOT/ok': 'ok',
      'outside/secret': 's',
      'EFI/a:b/hidden': 'x',
      'EFI/new\nline': 'y',
    });
    await symlink('/etc/passwd', join(root, 'EFI/file-link'));
    await symlink(join(root, 'outside'), join(root, 'EFI/dir-link'));
    await symlink('nowhere', join(root, 'EFI/broken'));
    writeFileSync(Buffer.concat([Buffer.from(`${root}/EFI/`), Buffer.of(0x61, 0xff)]), 'z');
    await runOrThrow('mkfifo', [join(root, 'EFI/fifo')]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'EFI/socket'), resolve));
    try {
      const tree = await scanTree(root);
      assert.equal(
        tree.files.map(({ path }) => path),
        ['EFI/BOOT/ok'],
      );
      assert.equal(tree.directories, ['EFI', 'EFI/BOOT']);
      const names = ['a:b', 'a\uFFFD', 'broken', 'dir-link', 'fifo', 'file-link', 'new\nline', 'socket'];
      assert.equal(
        tree.others,
        names.map((name) => `EFI/${name}`),
      );
    } finally {
      server.close();
    }
  }));

test('scanTree - the start may be a file or a symlink', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/grub.cfg': 'x' });
    await symlink('EFI', join(root, 'link'));
    assert.equal((await scanTree(root, 'EFI/grub.cfg')).files.length, 1);
    assert.equal(await scanTree(root, 'link'), {
      files: [],
      directories: [],
      others: ['link'],
      skipped: [],
    });
  }));

test('scanTree - no start is NOT_FOUND, a bad one is refused', () =>
  withScratch(async (root) => {
    const error = await failureOf(() => scanTree(root));
    assert.instance(error, TreeError);
    assert.is(error.code, 'NOT_FOUND');
    assert.is((await failureOf(() => scanTree(root, '../..'))).code, 'DOT_SEGMENT');
  }));

test('scanTree - is bounded in entries, bytes and depth', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': '12345', 'EFI/b': '67890' });
    assert.is((await scanTree(root, 'EFI', { maxFiles: 3, maxBytes: 10n })).files.length, 2);
    assert.is((await failureOf(() => scanTree(root, 'EFI', { maxFiles: 2 }))).code, 'TOO_MANY_FILES');
    assert.is((await failureOf(() => scanTree(root, 'EFI', { maxBytes: 9n }))).code, 'TOO_LARGE');
    await mkdir(join(root, `EFI${'/d'.repeat(15)}`), { recursive: true });
    assert.is((await scanTree(root)).directories.length, 16);
    await mkdir(join(root, `EFI${'/d'.repeat(16)}`));
    assert.is((await failureOf(() => scanTree(root))).code, 'TOO_DEEP');
  }));

test('scanTree - an abort rejects with its reason', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'a' });
    const reason = new Error('enough');
    assert.is(await failureOf(() => scanTree(root, 'EFI', { signal: AbortSignal.abort(reason) })), reason);
  }));

test('scanTree - a file that vanishes between listing and reading makes it look again', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'a', 'EFI/b': 'b', 'EFI/c': 'c' });
    const signal = hookedSignal((look) => {
      if (look === 2) rmSync(join(root, 'EFI'), { recursive: true });
      if (look === 2) mkdirSync(join(root, 'EFI'));
      if (look === 2) writeFileSync(join(root, 'EFI/d'), 'd');
    });
    assert.equal(
      (await scanTree(root, 'EFI', { signal })).files.map(({ path }) => path),
      ['EFI/d'],
    );
  }));

test('scanTree - a file that turns into a symlink while it is read is never followed', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'a', secret: 's' });
    const signal = hookedSignal((look) => {
      if (look !== 2) return;
      unlinkSync(join(root, 'EFI/a'));
      symlinkSync(join(root, 'secret'), join(root, 'EFI/a'));
    });
    assert.equal(await scanTree(root, 'EFI', { signal }), {
      files: [],
      directories: ['EFI'],
      others: ['EFI/a'],
      skipped: [],
    });
  }));

test('scanTree - what is skipped is named, and never looked at', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'a', 'EFI/S.BSW/deep/S.BSW': 's', 'EFI/b/T.BSW': 't' });
    const tree = await scanTree(root, 'EFI', { isSkipped: (path) => path.endsWith('.BSW') });
    assert.equal(tree.skipped, ['EFI/S.BSW', 'EFI/b/T.BSW']);
    assert.equal([...tree.directories, ...tree.files.map(({ path }) => path)], ['EFI', 'EFI/b', 'EFI/a']);
  }));

test('scanTree - a tree that never holds still is CHANGED', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'a' });
    const signal = hookedSignal((look) => utimesSync(join(root, 'EFI/a'), look, look));
    assert.is((await failureOf(() => scanTree(root, 'EFI', { signal }))).code, 'CHANGED');
  }));

test('scanTree - a start that vanishes for good is NOT_FOUND', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'a' });
    const signal = hookedSignal((look) => {
      if (look === 2) renameSync(join(root, 'EFI'), join(root, 'gone'));
    });
    assert.is((await failureOf(() => scanTree(root, 'EFI', { signal }))).code, 'NOT_FOUND');
  }));

test('digestFile - equals sha256sum, from the cache and from the device', () =>
  withScratch(async (root) => {
    const path = join(root, 'data');
    await runOrThrow('dd', ['if=/dev/urandom', `of=${path}`, 'bs=1000', 'count=1049', 'conv=fsync']);
    const expected = (await run('sha256sum', [path])).stdout.slice(0, 64);
    assert.equal(await digestFile(path), { sizeBytes: 1_049_000n, sha256: expected });
    assert.equal(await digestFile(path, { fromDevice: true }), { sizeBytes: 1_049_000n, sha256: expected });
  }));

test('digestFile - refuses what is no plain file, and what is too large', () =>
  withScratch(async (root) => {
    await writeTree(root, { a: '12345' });
    await symlink('a', join(root, 'link'));
    await runOrThrow('mkfifo', [join(root, 'fifo')]);
    const codeOf = async (name: string, maxBytes?: bigint): Promise<unknown> =>
      (await failureOf(() => digestFile(join(root, name), { maxBytes }))).code;
    assert.is(await codeOf('link'), 'NOT_A_FILE');
    assert.is(await codeOf('.'), 'NOT_A_FILE');
    assert.is(await codeOf('fifo'), 'NOT_A_FILE');
    assert.is(await codeOf('none'), 'NOT_FOUND');
    assert.is(await codeOf('a', 4n), 'TOO_LARGE');
    assert.is(await codeOf('a/b'), 'UNREADABLE');
  }));

test.run();
