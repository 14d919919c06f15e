import { mkdirSync, rmdirSync, statfsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readMounts } from '../../../lib/esp/index.ts';
import {
  adviseDontNeed,
  flock,
  renameExchange,
  run,
  start,
  syncfs,
  SyscallError,
  SystemError,
} from '../../../lib/sys/index.ts';
import { bindLibc } from '../../../lib/sys/libc.ts';
import { inlineArgs, sourceUrl } from '../../lab/programs.ts';
import { skipIf } from '../../lab/skip.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';

const test = suite('syscalls');
const sys = sourceUrl('lib/sys/index.ts');

test('renameExchange - swaps two directories', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'live'));
    await mkdir(join(root, 'stage'));
    await writeFile(join(root, 'live/old'), '');
    await writeFile(join(root, 'stage/new'), '');
    renameExchange(join(root, 'stage'), join(root, 'live'));
    assert.equal(await readdir(join(root, 'live')), ['new']);
    assert.equal(await readdir(join(root, 'stage')), ['old']);
  }));

test('renameExchange - swaps two files, whatever their names', () =>
  withScratch(async (root) => {
    const [a, b] = [join(root, "a 'é\n☃"), join(root, '𝄞')];
    await writeFile(a, 'a');
    await writeFile(b, 'b');
    renameExchange(a, b);
    assert.is(await readFile(a, 'utf8'), 'b');
    assert.is(await readFile(b, 'utf8'), 'a');
  }));

test('renameExchange - relative paths start from the directories given', () =>
  withScratch(async (root) => {
    await writeFile(join(root, 'a'), 'a');
    await writeFile(join(root, 'b'), 'b');
    const handle = await open(root);
    try {
      renameExchange('a', 'b', { oldDirectoryFd: handle.fd, newDirectoryFd: handle.fd });
      assert.is(await readFile(join(root, 'a'), 'utf8'), 'b');
    } finally {
      await handle.close();
    }
  }));

test('renameExchange - a missing name is ENOENT, in the fields and the words of Node', () =>
  withScratch(async (root) => {
    const [path, dest] = [join(root, 'a'), join(root, 'b')];
    const error = await failureOf(() => renameExchange(path, dest));
    assert.instance(error, SystemError);
    const { code, errno, syscall, message } = error as SystemError;
    assert.equal({ code, errno, syscall }, { code: 'ENOENT', errno: -2, syscall: 'renameat2' });
    assert.is((error as SystemError).path, path);
    assert.is((error as SystemError).dest, dest);
    assert.is(message, `ENOENT: no such file or directory, renameat2 '${path}' -> '${dest}'`);
  }));

test('renameExchange - what the kernel will not swap is EINVAL', () =>
  withScratch(async (root) => {
    await mkdir(join(root, 'a/b'), { recursive: true });
    const error = await failureOf(() => renameExchange(join(root, 'a'), join(root, 'a/b')));
    assert.match(error.message, /^EINVAL: invalid argument, renameat2 '/);
  }));

/** Two directories on a file system that knows rename but no flags of renameat2: a control group hierarchy. */
const makeControlGroups = async (): Promise<[string, string] | null> => {
  for (const mount of await readMounts()) {
    if (mount.filesystem !== 'cgroup2') continue;
    const base = join(mount.mountPoint, `bootswap-test-${process.pid}`);
    try {
      mkdirSync(`${base}-a`);
      mkdirSync(`${base}-b`);
      return [`${base}-a`, `${base}-b`];
    } catch {
      // Not ours to write: look for another.
    }
  }
  return null;
};

const groups = await makeControlGroups();

skipIf(test, groups === null ? 'no writable control group' : undefined)(
  'renameExchange - a file system without it is EINVAL',
  async () => {
    const [a, b] = groups ?? ['', ''];
    try {
      assert.is((await failureOf(() => renameExchange(a, b))).code, 'EINVAL');
    } finally {
      rmdirSync(a);
      rmdirSync(b);
    }
  },
);

test('libc - without the function, syscall(2) does the same', () =>
  withScratch(async (root) => {
    const native = bindLibc({ renameat2: 'syscall' });
    await writeFile(join(root, 'a'), 'a');
    await writeFile(join(root, 'b'), 'b');
    const AT_FDCWD = -100;
    assert.is(native.renameat2(AT_FDCWD, join(root, 'a'), AT_FDCWD, join(root, 'b'), 2), 0);
    assert.is(await readFile(join(root, 'a'), 'utf8'), 'b');
    const rc = native.renameat2(AT_FDCWD, join(root, 'a'), AT_FDCWD, join(root, 'b'), 1);
    const errno = native.errno();
    assert.equal([rc, errno], [-1, 17]);
  }));

const BAD_PATHS = [42, 0, null, undefined, {}, Buffer.from('a'), '', 'a\0b', '\uD800x', ['a']];
const BAD_FDS = [-1, 1.5, Number.NaN, Infinity, '3', null, undefined, 3n, {}, 2 ** 31];

test('arguments - a path of the wrong shape never reaches C', async () => {
  for (const bad of BAD_PATHS) {
    const path = bad as string;
    for (const act of [() => renameExchange(path, '/tmp'), () => renameExchange('/tmp', path)]) {
      const error = await failureOf(act);
      assert.instance(error, SyscallError, inspect(bad));
      assert.is(error.code, 'BAD_PATH', inspect(bad));
    }
  }
});

test('arguments - a descriptor of the wrong shape never reaches C', async () => {
  for (const bad of BAD_FDS) {
    const fd = bad as number;
    for (const act of [
      () => syncfs(fd),
      () => flock(fd, 'shared'),
      () => adviseDontNeed(fd),
      ...(bad === undefined ? [] : [() => renameExchange('a', 'b', { oldDirectoryFd: fd })]),
    ]) {
      const error = await failureOf(act);
      assert.instance(error, SyscallError, inspect(bad));
      assert.is(error.code, 'BAD_DESCRIPTOR', inspect(bad));
    }
  }
  const mode = 'both' as 'shared';
  assert.is((await failureOf(() => flock(0, mode))).code, 'BAD_ARGUMENT');
});

test('syncfs - a closed descriptor is EBADF', async () => {
  const error = await failureOf(() => syncfs(123_456));
  assert.is(error.message, 'EBADF: bad file descriptor, syncfs');
  assert.is((await failureOf(() => adviseDontNeed(123_456))).code, 'EBADF');
});

const lockHolder = (path: string): string => `
  import { openSync } from 'node:fs';
  import { flock } from ${JSON.stringify(sys)};
  await flock(openSync(${JSON.stringify(path)}, 'r'), 'exclusive');
  process.stdout.write('locked\\n');
  setInterval(() => undefined, 1000);`;

test('flock - another process is kept out, until the holder is killed', () =>
  withScratch(async (root) => {
    const path = join(root, 'lock');
    await writeFile(path, '');
    const handle = await open(path);
    let locked = (): void => undefined;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const holder = start(process.execPath, inlineArgs(lockHolder(path)), { onLine: () => locked() });
    try {
      await isLocked;
      assert.is((await failureOf(() => flock(handle.fd, 'exclusive', { nonBlocking: true }))).code, 'EAGAIN');
      assert.is((await failureOf(() => flock(handle.fd, 'shared', { nonBlocking: true }))).code, 'EAGAIN');
      holder.kill('SIGKILL');
      await holder.exited;
      await flock(handle.fd, 'exclusive', { nonBlocking: true });
    } finally {
      holder.kill('SIGKILL');
      await handle.close();
    }
  }));

test('flock - a waiting one goes on after the holder closes, and an abort ends the waiting', () =>
  withScratch(async (root) => {
    const path = join(root, 'lock');
    await writeFile(path, '');
    const [first, second] = [await open(path), await open(path)];
    try {
      await flock(first.fd, 'exclusive');
      const controller = new AbortController();
      const aborted = failureOf(() => flock(second.fd, 'shared', { signal: controller.signal }));
      controller.abort(new Error('enough'));
      assert.is((await aborted).message, 'enough');
      const waiting = flock(second.fd, 'shared');
      await first.close();
      await waiting;
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  }));

const readBytes = async (): Promise<number> =>
  Number(/^read_bytes: (\d+)$/m.exec(await readFile('/proc/self/io', 'utf8'))?.[1]);

/** linux/magic.h */
const TMPFS_MAGIC = 0x0102_1994;
const isTmpfs = statfsSync(tmpdir()).type === TMPFS_MAGIC;

skipIf(test, isTmpfs ? 'the temporary directory is no disk' : undefined)(
  'adviseDontNeed - the next read comes from the device',
  async () => {
    await withScratch(async (root) => {
      const path = join(root, 'data');
      await writeFile(path, Buffer.alloc(1024 * 1024, 7));
      const handle = await open(path);
      try {
        await handle.sync();
        await syncfs(handle.fd);
        const cachedFrom = await readBytes();
        await readFile(path);
        const freshFrom = await readBytes();
        adviseDontNeed(handle.fd);
        await readFile(path);
        assert.is(freshFrom - cachedFrom, 0);
        assert.ok((await readBytes()) - freshFrom >= 1024 * 1024);
      } finally {
        await handle.close();
      }
    });
  },
);

test('koffi - is not loaded before the first system call', async () => {
  const code = `import { createRequire } from 'node:module';
    const { syncfs } = await import(${JSON.stringify(sys)});
    const isLoaded = () => Object.keys(createRequire(${JSON.stringify(sys)}).cache).some((path) => path.includes('koffi'));
    const before = isLoaded();
    await syncfs(0).catch(() => undefined);
    process.stdout.write(before + ' ' + isLoaded());`;
  const { stdout, stderr } = await run(process.execPath, inlineArgs(code));
  assert.is(stdout, 'false true', stderr);
});

test.run();
