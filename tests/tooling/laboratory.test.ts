import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { makeCpio, cpioDirectory, cpioFile } from '../lab/guest/cpio.ts';
import { missingModules, moduleDependencies, orderModules } from '../lab/guest/kernel-modules.ts';
import { sourceArgs } from '../lab/programs.ts';
import { loadScript, root } from './scripts.ts';

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
    assert.is(usesLaboratory('tests/unit/planner/plan-host.test.ts'), false);
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

laboratory.run();
