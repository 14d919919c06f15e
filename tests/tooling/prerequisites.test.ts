import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { loadScript, root, withTree } from './scripts.ts';

type Prerequisites = { isPresent: (proof: string) => boolean; pathWithSbin: (path?: string) => string };

const { isPresent, pathWithSbin } = await loadScript<Prerequisites>('prerequisites.mjs');

/** No release has these packages, and a PATH without apt-get and sudo keeps them from being asked for. */
const PACKAGES = [
  { package: 'needed', proof: '/nowhere/needed', why: 'the main job' },
  { package: 'nice', proof: '/nowhere/nice', why: 'a side job', optional: true },
  { package: 'there', proof: process.execPath, why: 'running this' },
];

/** Runs ensureDebianPackages in a process of its own, for it ends its process. */
const ensure = async (packages: object[]): ReturnType<typeof run> => {
  const code = `
    import { syncBuiltinESMExports } from 'node:module';
    import fs from 'node:fs';
    const { accessSync } = fs;
    fs.accessSync = (path, mode) => {
      if (/apt-get$/.test(path)) throw new Error('not here');
      return accessSync(path, mode);
    };
    syncBuiltinESMExports();
    const { ensureDebianPackages } = await import(${JSON.stringify(join(root, 'scripts', 'prerequisites.mjs'))});
    ensureDebianPackages(${JSON.stringify(packages)});
  `;
  return run(process.execPath, ['--input-type=module', '-e', code]);
};

const prerequisites = suite('prerequisites');

prerequisites(
  'prerequisites - a missing required package ends with code 5 and the one line to run',
  async () => {
    const { code, stdout, stderr } = await ensure(PACKAGES);
    assert.is(code, 5);
    assert.is(
      stderr,
      'bootswap: run this, then the same command again:\nsudo apt-get update && sudo apt-get install -y needed nice\n',
    );
    assert.match(stdout, /no nice, so this goes without: a side job/);
  },
);

prerequisites('prerequisites - a missing optional package is said and goes on', async () => {
  const { code, stdout } = await ensure(PACKAGES.slice(1));
  assert.is(code, 0);
  assert.match(stdout, /no nice, so this goes without: a side job\n.*sudo apt-get install -y nice\n/);
});

prerequisites('prerequisites - nothing missing says nothing', async () => {
  const { code, stdout, stderr } = await ensure(PACKAGES.slice(2));
  assert.equal({ code, stdout, stderr }, { code: 0, stdout: '', stderr: '' });
});

prerequisites('prerequisites - a command is present only if it can be executed', async () => {
  await withTree({ tool: '#!/bin/sh\n' }, (directory) => {
    assert.is(isPresent(join(directory, 'tool')), true, 'a file is proof by being there');
    const path = process.env['PATH'];
    process.env['PATH'] = `${directory}:${path ?? ''}`;
    try {
      assert.is(isPresent('tool'), false);
      chmodSync(join(directory, 'tool'), 0o755);
      assert.is(isPresent('tool'), true);
    } finally {
      process.env['PATH'] = path;
    }
  });
});

prerequisites('prerequisites - the sbin directories join PATH once', () => {
  assert.is(pathWithSbin('/bin:/sbin'), '/bin:/sbin:/usr/local/sbin:/usr/sbin');
});

prerequisites.run();
