import { chmod, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { barrier, fsyncDirectory, writeFileDurably } from '../../../lib/sys/index.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';

const test = suite('durable');

test('writeFileDurably - replaces the content, and leaves nothing else', () =>
  withScratch(async (root) => {
    const path = join(root, 'journal');
    await writeFileDurably(path, 'one');
    await writeFileDurably(path, Uint8Array.of(0x74, 0x77, 0x6f));
    assert.is(await readFile(path, 'utf8'), 'two');
    assert.equal(await readdir(root), ['journal']);
  }));

test('writeFileDurably - the mode is the one asked for', () =>
  withScratch(async (root) => {
    await writeFileDurably(join(root, 'key'), 'secret', { mode: 0o600 });
    assert.is((await stat(join(root, 'key'))).mode & 0o777, 0o600);
  }));

test('writeFileDurably - a failure leaves the old file and no temporary one', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'target'));
    const error = await failureOf(() => writeFileDurably(join(root, 'target'), 'x'));
    assert.is(error.code, 'EISDIR');
    assert.equal(await readdir(root), ['target']);
    const missing = await failureOf(() => writeFileDurably(join(root, 'none/file'), 'x'));
    assert.is(missing.code, 'ENOENT');
  }));

test('writeFileDurably - writers of one file do not disturb each other', () =>
  withScratch(async (root) => {
    const path = join(root, 'file');
    const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(contents.map((content) => writeFileDurably(path, content)));
    assert.ok(contents.includes(await readFile(path, 'utf8')));
    assert.equal(await readdir(root), ['file']);
  }));

test('barrier - takes a directory by path or by handle, which stays open', () =>
  withScratch(async (root) => {
    await writeFile(join(root, 'file'), 'x');
    await barrier(root);
    const handle = await open(root);
    try {
      await barrier(handle);
      assert.ok((await handle.stat()).isDirectory());
    } finally {
      await handle.close();
    }
  }));

test('barrier - syncs the file system first, then the directory, and not the directory if that failed', () =>
  withScratch(async (root) => {
    const calls: string[] = [];
    const handle = await open(root);
    const recording = (fd: number): Parameters<typeof barrier>[0] => ({
      get fd() {
        calls.push('syncfs');
        return fd;
      },
      sync: async () => void calls.push('fsync'),
    });
    try {
      await barrier(recording(handle.fd));
      assert.equal(calls, ['syncfs', 'fsync']);
      const error = await failureOf(() => barrier(recording(123_456)));
      assert.is(error.message, 'EBADF: bad file descriptor, syncfs');
      assert.equal(calls, ['syncfs', 'fsync', 'syncfs']);
    } finally {
      await handle.close();
    }
  }));

test('barrier - refuses what is no directory', () =>
  withScratch(async (root) => {
    await writeFile(join(root, 'file'), 'x');
    await chmod(join(root, 'file'), 0o600);
    assert.is((await failureOf(() => barrier(join(root, 'file')))).code, 'ENOTDIR');
    assert.is((await failureOf(() => barrier(join(root, 'none')))).code, 'ENOENT');
    assert.is((await failureOf(() => fsyncDirectory(join(root, 'file')))).code, 'ENOTDIR');
    await fsyncDirectory(root);
  }));

test.run();
