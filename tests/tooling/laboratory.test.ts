import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../lib/errors.ts';
import { run } from '../../lib/sys/index.ts';
import { createGuestConsole } from '../lab/guest/console.ts';
import { readRun } from '../lab/guest/run-order.ts';
import { packageFile } from '../lab/debian-packages.ts';
import { makeCpio, cpioDirectory, cpioFile } from '../lab/guest/cpio.ts';
import { missingModules, moduleDependencies, orderModules } from '../lab/guest/kernel-modules.ts';
import { qemuCommand, qemuDialect } from '../lab/guest/qemu.ts';
import { sourceArgs } from '../lab/programs.ts';
import { lacking, skipIf } from '../lab/skip.ts';
import { loadScript, root, withTree } from './scripts.ts';

const laboratory = suite('laboratory');

const choose = (wanted: string) =>
  run(process.execPath, sourceArgs('tests/lab/guest/choose.ts'), {
    env: { ...process.env, BOOTSWAP_LAB: wanted },
  });

laboratory('laboratory - none is taken at its word, and said', async () => {
  const { code, stdout } = await choose('none');
  assert.is(code, 0);
  assert.equal(JSON.parse(stdout), {
    kind: 'none',
    says: 'none (BOOTSWAP_LAB=none), so nothing runs on a real vfat',
  });
});

laboratory('laboratory - a name that is none is refused in one line that says which there are', async () => {
  const { code, stdout, stderr } = await choose('vmware');
  assert.equal([code, stdout], [2, '']);
  assert.is(stderr, 'bootswap: BOOTSWAP_LAB is "vmware"; it takes uml, qemu, none\n');
});

type Suites = { findSuites: (root: string) => { source: string }[] };
type Laboratory = { usesLaboratory: (source: string) => boolean };
laboratory(
  'laboratory - it is chosen for suites that run guests, through any import, and for no other',
  async () => {
    const { usesLaboratory } = await loadScript<Laboratory>('laboratory.mjs');
    assert.is(usesLaboratory('tests/vfat/fat-heal.test.ts'), true);
    assert.is(usesLaboratory('tests/crash/slice.test.ts'), true);
    assert.is(usesLaboratory('tests/unit/planner/plan/plan-host.test.ts'), false);
  },
);

laboratory(
  'laboratory - what every suite uses can be told, also of one that only speaks of imports',
  async () => {
    const { usesLaboratory } = await loadScript<Laboratory>('laboratory.mjs');
    const { findSuites } = await loadScript<Suites>('suites.mjs');
    const told = findSuites(root).filter(({ source }) => usesLaboratory(source));
    assert.ok(told.length > 0);
    assert.is(usesLaboratory('tests/tooling/lint.test.ts'), false, 'it holds an import of no file, as text');
  },
);

const moduleBytes = (fields: string): Uint8Array => Buffer.from(`\x7fELF...\0${fields}\0vermagic=6.1\0`);

laboratory('modules - what a module needs is read out of it, soft dependencies too', () => {
  const read = (fields: string): string[] => moduleDependencies(moduleBytes(fields));
  assert.equal(read('depends='), []);
  assert.equal(read('license=GPL\0depends=fat,nls-base'), ['fat', 'nls_base']);
  assert.equal(read('depends=jbd2\0softdep=pre: crc32c post: zlib'), ['jbd2', 'crc32c']);
});

laboratory(
  'modules - dependencies come first and once, and what is built in or unknown not at all',
  async () => {
    const modules = new Map([
      ['/m/vfat.ko.xz', 'depends=fat,gone'],
      ['/m/fat.ko', 'depends=nls_base'],
      ['/m/dm-log-writes.ko', 'depends=dm-mod'],
      ['/m/dm-mod.ko', 'depends=fat'],
    ]);
    const tree = { files: [...modules.keys()], builtin: 'kernel/fs/nls/nls_base.ko\n' };
    const ordered = await orderModules(tree, {
      wanted: ['dm_log_writes', 'vfat'],
      read: (path) => Promise.resolve(moduleBytes(modules.get(path) ?? '')),
    });
    assert.equal(
      ordered.map(({ name }) => name),
      ['fat', 'dm_mod', 'dm_log_writes', 'vfat'],
    );
    assert.equal(missingModules(tree, ['vfat', 'nls_base', '9p']), ['9p']);
  },
);

laboratory(
  'cpio - every name and content begins at a multiple of four, and the archive ends as it must',
  () => {
    const archive = makeCpio([cpioDirectory('bin'), cpioFile('bin/a', Buffer.from('12345'))]);
    const text = archive.toString('latin1');
    assert.equal(
      [...text.matchAll(/070701/g)].map(({ index }) => index % 4),
      [0, 0, 0],
    );
    assert.is(text.indexOf('12345') % 4, 0);
    assert.match(text, /TRAILER!!!\0+$/);
  },
);

skipIf(laboratory, lacking('apt-get'))('packages - a cached one is taken for its own architecture only', () =>
  withTree({ 'lab-a_1_arm64.deb': '', 'lab-a_1_amd64.deb': '', 'lab-b_1_all.deb': '' }, async (cacheDir) => {
    const found = async (name: string): Promise<string> =>
      basename(await packageFile({ name, version: '1' }, { cacheDir }));
    assert.is(await found('lab-a:arm64'), 'lab-a_1_arm64.deb');
    assert.is(await found('lab-a:amd64'), 'lab-a_1_amd64.deb');
    assert.is(await found('lab-b:arm64'), 'lab-b_1_all.deb');
    const own = `lab-a_1_${process.arch === 'x64' ? 'amd64' : process.arch}.deb`;
    rmSync(join(cacheDir, own), { force: true });
    // No apt has it, and the other one will not do.
    assert.is(await found('lab-a').catch((error: unknown) => Object(error).code), 'APT_DOWNLOAD_FAILED');
  }),
);

const KERNEL = { release: '', imagePath: '', initrdPath: '', vfat: ['/c/vfat.ko'], recorder: [] };
const modulesAndFolders = (rootDir?: string) => {
  const qemu = {
    kernel: KERNEL,
    arch: 'aarch64',
    accelerator: 'tcg',
    ...(rootDir && { rootDir }),
  } as const;
  const { args } = qemuCommand(qemu, { console: '/c', control: '/q' }, 512);
  const folders = args.flatMap(
    (each) => /^local,id=(?!share)([\w-]+),path=([^,]+)/.exec(each)?.slice(1) ?? [],
  );
  return [qemuDialect(qemu).modules({ command: [], image: '/i' }), folders];
};

laboratory('qemu - a guest with a root of its own finds the files of this machine beside it', () => {
  assert.equal(modulesAndFolders(), [['/c/vfat.ko'], ['root', '/']]);
  assert.equal(modulesAndFolders('/other'), [
    ['/bootswap-host/c/vfat.ko'],
    ['root', '/other', 'bootswap-host', '/'],
  ]);
});

const leftBy = (files: Record<string, string>): Promise<unknown> =>
  withTree(files, (runDir) => {
    const run = {
      runDir,
      options: { command: [] },
      orderPath: '',
      marker: 'm',
      console: createGuestConsole('m', () => undefined),
    };
    return readRun(run, 'the guest ended').catch((error: unknown) =>
      hasCode(error, 'GUEST_DIED') ? 'GUEST_DIED' : error,
    );
  });

laboratory('guest - a result that was cut off, or lacks the kernel log, is no success', async () => {
  assert.is(await leftBy({ 'exit-code': '', 'kernel.log': '' }), 'GUEST_DIED');
  assert.is(await leftBy({ 'exit-code': '0' }), 'GUEST_DIED');
  assert.equal(await leftBy({ 'exit-code': '0', 'kernel.log': '' }), {
    exitCode: 0,
    output: '',
    kernelLog: '',
  });
});

laboratory.run();
