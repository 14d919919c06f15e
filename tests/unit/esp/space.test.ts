import { tmpdir } from 'node:os';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clustersFor, directoryBytes, espSpace, slotsFor, treeClusterBytes } from '../../../lib/esp/index.ts';
import { runToolOrThrow } from '../../lab/tools.ts';

const test = suite('space');

test('clustersFor - rounds up, and an empty file has none', () => {
  assert.equal(
    [0n, 1n, 4096n, 4097n].map((size) => clustersFor(size, 4096)),
    [0n, 1n, 1n, 2n],
  );
  assert.is(clustersFor(2n ** 60n, 512), 2n ** 51n);
});

test('slotsFor - as measured on vfat with shortname=mixed', () => {
  const measured: [string, number][] = [
    ['BOOT', 1],
    ['BOOTX64.EFI', 1],
    ['BTMP.FED', 1],
    ['fedora', 2],
    ['grubx64.efi', 2],
    ['Microsoft', 2],
    ['.btmp.systemd', 2],
    ['_fedora', 2],
    ['fedora.new', 2],
    ['.btmp.Microsoft', 3],
    ['shimx64-fedora.efi', 3],
    ['systemd-bootx64.efi', 3],
  ];
  for (const [name, slots] of measured) assert.is(slotsFor(name), slots, name);
  assert.is(slotsFor('A'.repeat(9)), 2);
  assert.is(slotsFor('A.LONG'), 2);
  assert.is(slotsFor('a'.repeat(255)), 21);
});

test('directoryBytes - eight names fill the first sector, as measured', () => {
  assert.is(directoryBytes([]), 64);
  const names = ['BOOT', 'fedora', 'Microsoft', 'debian', 'systemd', 'Linux', 'dell', 'HP'];
  assert.is(directoryBytes(names), 512);
});

test('treeClusterBytes - files, directories, and a directory that grows by a cluster', () => {
  const files = [
    { path: 'EFI/debian/shimx64.efi', sizeBytes: 1_048_504n },
    { path: 'EFI/debian/grub.cfg', sizeBytes: 150n },
    { path: 'EFI/debian/empty', sizeBytes: 0n },
  ];
  const layout = { files, directories: ['EFI/debian', 'EFI/debian/sub'], clusterBytes: 4096 };
  assert.is(treeClusterBytes(layout), (256n + 1n + 0n + 2n) * 4096n);
  const many = Array.from({ length: 20 }, (_, index) => ({ path: `d/name${index}`, sizeBytes: 0n }));
  const grown = { files: many, directories: ['d'], clusterBytes: 512 };
  assert.is(treeClusterBytes(grown), 3n * 512n);
  assert.is(treeClusterBytes({ files: [], directories: [], clusterBytes: 512 }), 0n);
});

test('espSpace - agrees with stat(1)', async () => {
  const space = await espSpace(tmpdir());
  const { stdout } = await runToolOrThrow('stat', ['-f', '-c', '%s %b', tmpdir()]);
  const [blockBytes = 0n, blocks = 0n] = stdout.trim().split(' ').map(BigInt);
  assert.equal([BigInt(space.clusterBytes), space.totalBytes], [blockBytes, blockBytes * blocks]);
  assert.ok(space.freeBytes > 0n && space.freeBytes <= space.totalBytes);
});

test.run();
