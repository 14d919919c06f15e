import { constants } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  alignedBuffer,
  mount,
  mountArguments,
  openRaw,
  readVfatNames,
  unmount,
} from '../../../lib/sys/index.ts';
import { libc } from '../../../lib/sys/libc.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';

const test = suite('raw devices and mounts');

test('alignedBuffer - starts at a multiple of 4096, whatever else is allocated', () => {
  for (const length of [1, 512, 4096, 100_000]) {
    const buffers = Array.from({ length: 8 }, () => alignedBuffer(length));
    for (const buffer of buffers) {
      assert.is(buffer.length, length);
      assert.is(libc().addressOf(buffer) % 4096n, 0n);
      assert.ok(buffer.every((byte) => byte === 0));
    }
  }
});

test('openRaw - writes whole sectors past the page cache, and reads what is there', () =>
  withScratch(async (directory) => {
    const path = join(directory, 'disk');
    await writeFile(path, Buffer.alloc(8192, 'a'));
    const { handle } = await openRaw(path, { mode: 'write' });
    try {
      await handle.write(alignedBuffer(512).fill('b'), 0, 512, 4096);
    } finally {
      await handle.close();
    }
    const expected = Buffer.alloc(8192, 'a').fill('b', 4096, 4608);
    assert.equal(await readFile(path), expected);
    const raw = await openRaw(path, { mode: 'read' });
    try {
      const into = alignedBuffer(8192);
      await raw.handle.read(into, 0, 8192, 0);
      assert.equal(into, expected);
    } finally {
      await raw.handle.close();
    }
    assert.is((await failureOf(() => openRaw(`${path}.none`, { mode: 'read' }))).code, 'ENOENT');
  }));

test('mountArguments - flags and data apart, in their order', () => {
  assert.equal(mountArguments(['rw', 'relatime', 'umask=0077', 'utf8']), {
    flags: 1 << 21,
    data: 'umask=0077,utf8',
  });
  assert.equal(mountArguments(['ro', 'noatime', 'sync', 'dirsync']), {
    flags: 1 + 1024 + 16 + 128,
    data: '',
  });
});

test('mount, unmount - what the kernel refuses has its code, what C must not see is refused before', () =>
  withScratch(async (directory) => {
    const request = { source: '/dev/none', target: directory, filesystem: 'no-such-fs', options: [] };
    assert.ok(
      ['ENODEV', 'ENOTBLK', 'ENOENT', 'EPERM'].includes(String((await failureOf(() => mount(request))).code)),
    );
    assert.is((await failureOf(() => mount({ ...request, source: 'a\0b' }))).code, 'BAD_PATH');
    assert.is(
      (await failureOf(() => mount({ ...request, options: ['x'.repeat(4096)] }))).code,
      'BAD_ARGUMENT',
    );
    assert.ok(['EINVAL', 'EPERM'].includes(String((await failureOf(() => unmount(directory))).code)));
    assert.is((await failureOf(() => unmount(''))).code, 'BAD_PATH');
  }));

test('readVfatNames - no vfat is ENOTTY, no descriptor is refused', () =>
  withScratch(async (directory) => {
    await mkdir(join(directory, 'sub'));
    const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      assert.is((await failureOf(() => readVfatNames(handle.fd))).code, 'ENOTTY');
    } finally {
      await handle.close();
    }
    assert.is((await failureOf(() => readVfatNames(-1))).code, 'BAD_DESCRIPTOR');
    assert.is((await failureOf(() => readVfatNames(123_456))).code, 'EBADF');
  }));

test.run();
