import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  describeMount,
  findEsp,
  parseMountInfo,
  partitionUuidOf,
  readMounts,
} from '../../../lib/esp/index.ts';
import { run } from '../../../lib/sys/index.ts';
import { inlineArgs, sourceUrl } from '../../lab/programs.ts';
import { skipIf } from '../../lab/skip.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';

const test = suite('mount');

test('parseMountInfo - a vfat line as the kernel writes it', () => {
  const line =
    '36 25 8:1 / /boot/efi rw,relatime shared:42 - vfat /dev/sda1 rw,fmask=0077,dmask=0077,codepage=437,errors=remount-ro';
  assert.equal(parseMountInfo(`${line}\n`), [
    {
      id: 36,
      deviceNumber: '8:1',
      root: '/',
      mountPoint: '/boot/efi',
      filesystem: 'vfat',
      device: '/dev/sda1',
      options: ['rw', 'relatime', 'fmask=0077', 'dmask=0077', 'codepage=437', 'errors=remount-ro'],
    },
  ]);
});

test('parseMountInfo - none, one or several optional fields', () => {
  for (const optional of ['', 'shared:1 ', 'shared:1 master:2 propagate_from:3 unbindable ']) {
    const [entry] = parseMountInfo(`1 0 0:5 / /a rw ${optional}- tmpfs none ro`);
    assert.equal([entry?.mountPoint, entry?.filesystem, entry?.device], ['/a', 'tmpfs', 'none'], optional);
    assert.equal(entry?.options, ['rw', 'ro']);
  }
});

test('parseMountInfo - octal escapes in every field', () => {
  const [entry] = parseMountInfo(
    String.raw`1 0 0:5 /a\040b /c\011d\012e\134\043f\134040 rw - vfat /dev/x\040y rw`,
  );
  assert.is(entry?.root, '/a b');
  assert.is(entry?.mountPoint, String.raw`/c${'\t'}d${'\n'}e\#f\040`);
  assert.is(entry?.device, '/dev/x y');
});

test('parseMountInfo - leaves out lines of another shape', () => {
  assert.equal(parseMountInfo('\nrubbish\n1 0 0:5 / - vfat\n1 2 - x y z\n'), []);
});

test('describeMount - agrees with findmnt, for a path inside and the mount point itself', async () => {
  await withScratch(async (root) => {
    await mkdir(join(root, 'sub'));
    const { stdout } = await run('findmnt', ['-n', '-o', 'TARGET,FSTYPE', '-T', root]);
    const mount = await describeMount(join(root, 'sub'));
    assert.equal([mount.mountPoint, mount.filesystem], stdout.trim().split(/\s+/));
    assert.not(mount.isMountPoint);
    assert.not(mount.readOnly);
  });
  const proc = await describeMount('/proc');
  assert.equal([proc.mountPoint, proc.filesystem, proc.isMountPoint], ['/proc', 'proc', true]);
  assert.is((await describeMount('/proc/self/status')).isMountPoint, false);
  assert.ok((await readMounts()).some((entry) => entry.mountPoint === '/proc'));
});

test('describeMount - a symlink to a mount point counts as it', () =>
  withScratch(async (root) => {
    await symlink('/proc', join(root, 'link'));
    assert.ok((await describeMount(join(root, 'link'))).isMountPoint);
  }));

test('describeMount - no such path is ENOENT', async () => {
  assert.is((await failureOf(() => describeMount('/no/such/path'))).code, 'ENOENT');
});

test('findEsp - null where nothing is a vfat mount', async () => {
  assert.is(await findEsp(['/no/such/path', '/proc', '/']), null);
});

test('partitionUuidOf - null for what is no partition', async () => {
  for (const device of ['/no/such/device', 'tmpfs'])
    assert.is(await partitionUuidOf({ device, isMountPoint: true }), null);
  assert.is(await partitionUuidOf({ device: '/dev/null', isMountPoint: false }), null);
});

/** Runs `script` in a mount namespace of its own, so that what it mounts is gone with it. */
const inNamespace = (script: string, args: string[]): ReturnType<typeof run> =>
  run('unshare', ['--mount', 'sh', '-ec', script, 'sh', ...args]);

const canUnshare = (await run('sh', ['-c', 'unshare --mount mount -t tmpfs none /mnt'])).code === 0;
const esp = sourceUrl('lib/esp/index.ts');

skipIf(test, canUnshare ? undefined : 'not allowed to mount here')(
  'describeMount - sees read-only, odd names, and which of two stacked mounts is on top',
  async () => {
    await withScratch(async (root) => {
      const target = join(root, 'odd name #1');
      const code = `const { describeMount } = await import(${JSON.stringify(esp)});
        const { mountPoint, device, readOnly, isMountPoint } = await describeMount(process.argv[1]);
        process.stdout.write(JSON.stringify([mountPoint, device, readOnly, isMountPoint]));`;
      const script = `mkdir -p "$1/inner"; mount -t tmpfs hidden "$1/inner"; mount -t tmpfs first "$1"
        mount -t tmpfs -o ro second "$1"; shift; exec "$@"`;
      const { stdout, stderr } = await inNamespace(script, [
        target,
        process.execPath,
        ...inlineArgs(code),
        target,
      ]);
      assert.is(stdout, JSON.stringify([target, 'second', true, true]), stderr);
    });
  },
);

test.run();
