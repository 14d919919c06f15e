import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { runOrThrow } from '../../lib/sys/index.ts';
import { failureOf } from '../lab/errors.ts';
import { loadScript, root, withTree } from './scripts.ts';

type NpmPackages = {
  areNpmPackagesCurrent: (root: string) => boolean;
  npmProblem: (end: { status: number | null; error?: Error; output: string }) => string;
};
type Lock = Record<string, { version: string; integrity?: string; optional?: boolean }>;

const { areNpmPackagesCurrent, npmProblem } = await loadScript<NpmPackages>('npm-packages.mjs');

const LOCK: Lock = {
  'node_modules/a': { version: '1.0.0', integrity: 'x' },
  'node_modules/b-arm64': { version: '1.0.0', integrity: 'y', optional: true },
};

/** Is a tree current whose node_modules says that it holds `installed` and has the directories `present`? */
const isCurrent = (installed: Lock | undefined, present: string[]): Promise<boolean> => {
  const files = Object.fromEntries(present.map((path) => [`${path}/package.json`, '{}']));
  files['package-lock.json'] = JSON.stringify({ packages: { '': {}, ...LOCK } });
  if (installed !== undefined)
    files['node_modules/.package-lock.json'] = JSON.stringify({ packages: installed });
  return withTree(files, areNpmPackagesCurrent);
};

const npm = suite('npm packages');

npm('npm packages - a tree as the lock says is left alone, without what is for other platforms', async () => {
  assert.is(
    await isCurrent({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } }, ['node_modules/a']),
    true,
  );
});

npm('npm packages - nothing installed is not current', async () => {
  assert.is(await isCurrent(undefined, []), false);
});

npm('npm packages - another version or other bytes are not current', async () => {
  for (const a of [
    { version: '1.0.1', integrity: 'x' },
    { version: '1.0.0', integrity: 'z' },
  ])
    assert.is(await isCurrent({ 'node_modules/a': a }, ['node_modules/a']), false);
});

npm('npm packages - a directory that was deleted by hand is not current', async () => {
  assert.is(await isCurrent({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } }, []), false);
});

npm('npm packages - no npm, no network and another failure are each one sentence with what to do', () => {
  const absent = Object.assign(new Error('spawnSync npm ENOENT'), { code: 'ENOENT' });
  assert.match(npmProblem({ status: null, error: absent, output: '' }), /^needs npm, .*: install Node /);
  const output = 'npm error code EAI_AGAIN\nnpm error request to https://x/koffi failed, reason: y\n';
  assert.match(
    npmProblem({ status: 1, output }),
    /could not reach the registry \(EAI_AGAIN\): check the network/,
  );
  assert.match(npmProblem({ status: 1, output: 'npm error code EUSAGE' }), /failed \(exit 1\): run `npm ci`/);
  for (const text of [output, 'x']) assert.not.match(npmProblem({ status: 1, output: text }), /\n/);
});

type Tarballs = {
  lockedPackage: (root: string, name: string) => { name: string; version: string; integrity: string };
  integrityOf: (bytes: Uint8Array) => string;
  unpackNpmPackage: (wanted: object, directory: string, files?: string[]) => Promise<void>;
};

const { lockedPackage, integrityOf, unpackNpmPackage } = await loadScript<Tarballs>('npm-tarballs.mjs');

npm('npm packages - one of another platform is known by what the lock says of it', () => {
  const { name, version, integrity } = lockedPackage(root, '@koromix/koffi-linux-arm64');
  assert.equal([name, version], ['@koromix/koffi-linux-arm64', lockedPackage(root, 'koffi').version]);
  assert.match(integrity, /^sha512-/);
});

/** npm packs a directory as it packs what it fetched; the registry is not asked. */
const withTarball = (use: (tarball: { directory: string; bytes: Uint8Array }) => Promise<void>) =>
  withTree(
    {
      'lab/package.json': '{"name":"lab","version":"1.0.0","files":["a","b"]}',
      'lab/a': 'of a',
      'lab/b': 'of b',
    },
    async (directory) => {
      await runOrThrow('npm', ['pack', '--silent', join(directory, 'lab')], { cwd: directory });
      await use({ directory, bytes: readFileSync(join(directory, 'lab-1.0.0.tgz')) });
    },
  );

npm(
  'npm packages - of one that is unpacked only the files that are named come, and no other bytes than known',
  () =>
    withTarball(async ({ directory, bytes }) => {
      // What npm takes in the place of a version: the tarball itself.
      const wanted = { name: 'lab', version: `file:${join(directory, 'lab-1.0.0.tgz')}` };
      const target = join(directory, 'target');
      await unpackNpmPackage({ ...wanted, integrity: integrityOf(bytes) }, target, ['a']);
      assert.equal(readdirSync(target), ['a']);
      const other = { ...wanted, integrity: integrityOf(Buffer.from('other bytes')) };
      const failure = await failureOf(() => unpackNpmPackage(other, join(directory, 'never')));
      assert.match(failure.message, /^got other bytes for lab .*: do not use it$/);
      assert.equal(readdirSync(join(directory, 'never')), []);
    }),
);

npm.run();
