import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../lib/errors.ts';
import { run } from '../../lib/sys/index.ts';
import { fetchBootPackages } from '../lab/debian-packages.ts';
import { makeEspImage, putTree } from '../lab/esp-image.ts';
import { digestFile } from '../lab/file-digest.ts';
import { fsckImage, listImage, listImageDirectories } from '../lab/image-oracle.ts';
import { makeOlderTree } from '../lab/older-tree.ts';
import { repoRoot, whyNoImages } from '../lab/tools.ts';
import { writeTree } from '../lab/trees.ts';
import { skipIf } from '../lab/skip.ts';
import type { OlderTree } from '../lab/older-tree.ts';
import { runInGuest, whyNoGuest } from '../lab/guest/chosen.ts';
import { DEFAULT_MOUNT_OPTIONS, PERL } from '../lab/guest/options.ts';
import { inlineArgs, sourceUrl } from '../lab/programs.ts';
import { withScratch } from '../lab/scratch.ts';
import { rejectionCodeOf } from '../lab/errors.ts';

const test = suite('lab');
const imageTest = skipIf(test, whyNoImages());
const guestTest = skipIf(test, whyNoGuest());

/** Makes a device of device mapper on the first disk and does not remove it. */
const LEAVE_A_DEVICE = `require $ARGV[0]; my ($disk) = split ' ', $ENV{BOOTSWAP_GUEST_DISKS};
  print DeviceMapper::create('left', 8, 'linear', "$disk 0"), "\\n"`;

/** renameat2(2) with RENAME_EXCHANGE by perl: not the code under test. */
const EXCHANGE = `my ($a, $b) = @ARGV; syscall(316, -100, $a, -100, $b, 2) == 0 or die "$!\\n"`;

const makeOlderEsp = async (scratch: string): Promise<{ image: string; tree: OlderTree }> => {
  const image = join(scratch, 'esp.img');
  const tree = await makeOlderTree({ directory: join(scratch, 'tree'), packages: await fetchBootPackages() });
  await makeEspImage({ path: image });
  await putTree(image, { directory: tree.directory });
  return { image, tree };
};

imageTest(
  'lab - the older tree is on the image, file for file, and differs from what the packages bring',
  () =>
    withScratch(async (scratch) => {
      const { image, tree } = await makeOlderEsp(scratch);
      const { current } = await fetchBootPackages();
      const listed = await listImage(image);
      assert.equal([...listed.keys()].toSorted(), [...tree.files.keys()].toSorted());
      for (const [path, { sha256, sizeBytes }] of tree.files)
        assert.equal(listed.get(path), { sizeBytes, sha256 }, path);
      const today = new Set(current.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
      assert.equal(
        [...tree.files.values()].filter(({ sha256 }) => today.has(sha256)),
        [],
      );
      assert.ok(tree.foreign.every((path) => listed.has(path)));
      assert.ok((await fsckImage(image)).isClean);
    }),
);

for (const geometry of [
  { fat: 16, sizeMiB: 40 },
  { fat: 32, sizeMiB: 300, sectorSizeBytes: 4096 },
  { fat: 32, sizeMiB: 300, sectorsPerCluster: 8 },
] as const) {
  test(`lab - an image as ${JSON.stringify(geometry)} holds the tree and is clean`, () =>
    withScratch(async (scratch) => {
      const image = join(scratch, 'esp.img');
      const { tree } = await makeOlderEsp(scratch);
      await makeEspImage({ path: image, ...geometry });
      await putTree(image, { directory: tree.directory });
      assert.is((await listImage(image)).size, tree.files.size);
      assert.ok((await fsckImage(image)).isClean);
    }));
}

const patchFile = async (path: string, { at, bytes }: { at: number; bytes: Uint8Array }): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    await file.write(bytes, 0, bytes.length, at);
  } finally {
    await file.close();
  }
};

imageTest('lab - the oracle sees one changed byte, an empty directory and a broken FAT', () =>
  withScratch(async (scratch) => {
    const { image } = await makeOlderEsp(scratch);
    const before = await listImage(image);
    const at = (await readFile(image)).indexOf('# put here by the owner');
    await patchFile(image, { at, bytes: Buffer.from('X') });
    const after = await listImage(image);
    const changed = [...after].filter(([path, { sha256 }]) => before.get(path)?.sha256 !== sha256);
    assert.equal(
      changed.map(([path]) => path),
      ['EFI/debian/mine.cfg'],
    );
    await mkdir(join(scratch, 'more', '.btmp.debian'), { recursive: true });
    await putTree(image, { directory: join(scratch, 'more') });
    assert.ok((await listImageDirectories(image)).includes('.btmp.debian'));
    // FAT32 with 32 reserved sectors: the entry of cluster 3, a directory's, in the first of the two FATs.
    await patchFile(image, { at: 32 * 512 + 3 * 4, bytes: Buffer.alloc(4) });
    assert.not.ok((await fsckImage(image)).isClean);
  }),
);

guestTest(
  'guest - exit codes 0, 7 and a signal come through, and what was printed, to the last byte',
  async () => {
    const lines: string[] = [];
    const ok = await runInGuest({
      command: ['printf', 'a\n\n%s', "it's\t$HOME"],
      onLine: (line) => lines.push(line),
    });
    assert.equal([ok.exitCode, ok.output, lines], [0, "a\n\nit's\t$HOME\n", ['a', '', "it's\t$HOME"]]);
    assert.is((await runInGuest({ command: ['sh', '-c', 'exit 7'] })).exitCode, 7);
    assert.is((await runInGuest({ command: ['sh', '-c', 'kill -KILL $$'] })).exitCode, 137);
  },
);

guestTest(
  'guest - a directory exchange on the mounted ESP is what mtools reads outside, and fsck is content',
  () =>
    withScratch(async (scratch) => {
      const { image, tree } = await makeOlderEsp(scratch);
      const script = `set -e; cd /run/esp/EFI; mkdir stage; cp "$1" stage/node; perl -e '${EXCHANGE}' stage debian`;
      const { exitCode, output, kernelLog } = await runInGuest({
        image,
        command: ['sh', '-c', script, 'sh', '/usr/bin/perl'],
      });
      assert.equal([exitCode, output], [0, '']);
      assert.not.match(kernelLog, /FAT-fs.*error/i);
      const listed = await listImage(image);
      assert.equal(listed.get('EFI/debian/node'), await digestFile('/usr/bin/perl'));
      const grub = tree.files.get('EFI/debian/grubx64.efi');
      assert.is(listed.get('EFI/stage/grubx64.efi')?.sha256, grub?.sha256);
      assert.is(listed.size, tree.files.size + 1);
      assert.equal(await fsckImage(image).then(({ isClean }) => isClean), true);
    }),
);

guestTest('guest - a read-only ESP stays as it is, byte for byte', () =>
  withScratch(async (scratch) => {
    const { image } = await makeOlderEsp(scratch);
    const before = await digestFile(image);
    const command = ['sh', '-c', 'cat /run/esp/EFI/debian/mine.cfg && ! touch /run/esp/new'];
    const { exitCode, output } = await runInGuest({
      image,
      command,
      mountOptions: `ro,${DEFAULT_MOUNT_OPTIONS}`,
    });
    assert.is(exitCode, 0);
    assert.match(output, 'put here by the owner');
    assert.match(output, 'Read-only file system');
    assert.equal(await digestFile(image), before);
  }),
);

guestTest('guest - what still holds the ESP when the command ends cannot keep it from a clean unmount', () =>
  withScratch(async (scratch) => {
    const { image } = await makeOlderEsp(scratch);
    const script = 'cd /run/esp; (while :; do echo x; done >held) & setsid sleep 100 & sleep 0.2; exit 3';
    assert.is((await runInGuest({ image, command: ['sh', '-c', script] })).exitCode, 3);
    assert.ok((await listImage(image)).has('held'));
    assert.ok((await fsckImage(image)).isClean);
  }),
);

guestTest('guest - Node runs there, 127.0.0.1 answers, and a writable share takes results out', () =>
  withScratch(async (scratch) => {
    const program = `
      const server = require('node:net').createServer((socket) => socket.end(process.env.WORD));
      server.listen(0, '127.0.0.1', () => require('node:net').connect(server.address().port, '127.0.0.1')
        .on('data', (data) => { require('node:fs').writeFileSync(process.argv[1], data); server.close(); }));`;
    const result = join(scratch, 'result');
    const command = [process.execPath, '-e', program, result];
    const shares = [{ path: scratch, isWritable: true }];
    assert.is((await runInGuest({ command, shares, env: { WORD: 'hello' } })).exitCode, 0);
    assert.is((await digestFile(result)).sizeBytes, 'hello'.length);
  }),
);

/** Kernel messages, /tmp, processes and disks of one run must not be there in the next, whoever runs it. */
guestTest('guest - a run finds nothing of the one before', () =>
  withScratch(async (scratch) => {
    const { image } = await makeOlderEsp(scratch);
    const before =
      'echo mine >/tmp/mine; echo mine >/dev/kmsg; setsid sleep 1000 & echo x >/run/esp/x; sleep 0.2';
    const dirty = await runInGuest({ image, command: ['sh', '-c', before] });
    assert.match(dirty.kernelLog, 'mine');
    const after =
      'ls /tmp; ls /run; cat /proc/[0-9]*/comm | grep -c sleep; echo "disks: $BOOTSWAP_GUEST_DISKS"';
    const clean = await runInGuest({ command: ['sh', '-c', after] });
    assert.not.match(clean.kernelLog, 'mine');
    assert.not.match(clean.output, /mine|esp/);
    assert.match(clean.output, /^0\ndisks: $/m);
  }),
);

guestTest('guest - what changed on the host between two runs is what the second sees', () =>
  withScratch(async (scratch) => {
    const [image, note] = [join(scratch, 'esp.img'), join(scratch, 'note')];
    const read = async (): Promise<string> => {
      const command = ['sh', '-c', `cat ${note} /run/esp/name; echo out >${join(scratch, 'out')}`];
      return (await runInGuest({ image, command, shares: [{ path: scratch, isWritable: true }] })).output;
    };
    for (const word of ['first', 'second']) {
      await makeEspImage({ path: image });
      await writeTree(join(scratch, word), { name: `${word} on the disk\n` });
      await putTree(image, { directory: join(scratch, word) });
      await writeFile(note, `${word} in the folder\n`);
      assert.is(await read(), `${word} in the folder\n${word} on the disk\n`);
      assert.is(await readFile(join(scratch, 'out'), 'utf8'), 'out\n');
    }
  }),
);

guestTest('guest - a run that leaves a device behind is no burden on the next', () =>
  withScratch(async (scratch) => {
    const { image } = await makeOlderEsp(scratch);
    const perl = [
      PERL,
      '-e',
      LEAVE_A_DEVICE,
      join(repoRoot(), 'tests', 'crash', 'guest', 'device-mapper.pl'),
    ];
    const left = await runInGuest({ image, isRecorded: true, command: perl });
    assert.equal([left.exitCode, left.output], [0, '/dev/dm-0\n']);
    const again = await runInGuest({ image, isRecorded: true, command: perl });
    assert.equal([again.exitCode, again.output], [0, '/dev/dm-0\n']);
    assert.ok((await fsckImage(image)).isClean);
  }),
);

guestTest('guest - none of it outlives us, however we go', () =>
  withScratch(async (scratch) => {
    const { image } = await makeOlderEsp(scratch);
    const command = ['sh', '-c', 'echo ready; sleep 60'];
    const library = JSON.stringify(sourceUrl('tests/lab/guest/chosen.ts'));
    const order = JSON.stringify({ image, command });
    const program = `
      const { runInGuest } = await import(${library});
      await runInGuest({ ...${order}, onLine: () => process.kill(process.pid, 'SIGKILL') });`;
    const env = { ...process.env, TMPDIR: scratch };
    const parent = await run(process.execPath, inlineArgs(program), { env, timeoutMs: 20_000 });
    assert.is(parent.signal, 'SIGKILL');
    // A guest locks its disks: while the first guest is there, this one cannot mount the image.
    assert.is((await runInGuest({ image, command: ['true'] })).exitCode, 0);
  }),
);

guestTest('guest - what cannot work is told by its code', () =>
  withScratch(async (scratch) => {
    const image = join(scratch, 'esp.img');
    assert.is(await rejectionCodeOf(runInGuest({ command: ['true'], image })), 'GUEST_BAD_OPTION');
    await writeFile(image, Buffer.alloc(1024 * 1024));
    assert.is(await rejectionCodeOf(runInGuest({ command: ['true'], image })), 'GUEST_SETUP_FAILED');
    assert.is(await rejectionCodeOf(runInGuest({ command: ['true'], image: '/a,b' })), 'GUEST_BAD_OPTION');
    assert.is(await rejectionCodeOf(runInGuest({ command: ['a\0b'] })), 'GUEST_BAD_OPTION');
    assert.is(
      await rejectionCodeOf(runInGuest({ command: ['sleep', '60'], timeoutMs: 600 })),
      'GUEST_TIMEOUT',
    );
    const signal = AbortSignal.abort();
    assert.is(await rejectionCodeOf(runInGuest({ command: ['sleep', '60'], signal })), 'GUEST_ABORTED');
    const crash = ['sh', '-c', 'echo c >/proc/sysrq-trigger; sleep 9'];
    const died: unknown = await runInGuest({ command: crash }).catch((error: unknown) => error);
    assert.ok(hasCode(died, 'GUEST_DIED'));
  }),
);

test.run();
