import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript, withTree } from './scripts.ts';

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

npm.run();
