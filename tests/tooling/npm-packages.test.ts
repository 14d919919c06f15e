import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript, withTree } from './scripts.ts';

type NpmPackages = { areNpmPackagesCurrent: (root: string) => boolean };
type Lock = Record<string, { version: string; integrity?: string; optional?: boolean }>;

const { areNpmPackagesCurrent } = await loadScript<NpmPackages>('npm-packages.mjs');

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

npm.run();
