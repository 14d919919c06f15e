import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { findTool } from '../lab/tools.ts';
import { makeRepository } from './apt-repository.ts';
import type { Repository, TestPackage } from './apt-repository.ts';
import { loadScript, root, withTree } from './scripts.ts';
import { skipIf } from '../lab/skip.ts';

type Prerequisites = { isPresent: (proof: string) => boolean; pathWithSbin: (path?: string) => string };

const { isPresent, pathWithSbin } = await loadScript<Prerequisites>('prerequisites.mjs');

/** No release has these packages. */
const NEEDED = { package: 'bootswap-needed', proof: 'bootswap-needed', why: 'the main job' };
const NICE = { package: 'bootswap-nice', proof: 'bootswap-nice', why: 'a side job', isOptional: true };
const THERE = { package: 'there', proof: process.execPath, why: 'running this' };

type Machine = { env?: NodeJS.ProcessEnv };

/** Runs ensureDebianPackages of a copy of scripts/ (its .cache is its own) as `npm run` would, with input at its end. */
const ensure = (packages: object[], { env = {} }: Machine = {}): ReturnType<typeof run> =>
  withTree({}, async (directory) => {
    cpSync(join(root, 'scripts'), join(directory, 'scripts'), { recursive: true });
    const command = `import { ensureDebianPackages } from './prerequisites.mjs';
      await ensureDebianPackages(${JSON.stringify(packages)});
      console.log('goes on');`;
    writeFileSync(join(directory, 'scripts', 'command.mjs'), command);
    const { CI: _ci, BOOTSWAP_YES: _yes, ...rest } = process.env;
    return run(process.execPath, [join(directory, 'scripts', 'start.mjs'), 'command'], {
      env: { ...rest, ...env },
      input: '',
    });
  });

/** A machine whose PATH has no apt. */
const withoutApt = { env: { PATH: '/nowhere' } };

/** A machine whose apt knows these packages only. */
const onRepository = (packages: TestPackage[], use: (machine: Machine, at: Repository) => Promise<void>) =>
  withTree({}, async (directory) => {
    const repository = await makeRepository(directory, packages);
    await use({ env: { APT_CONFIG: repository.aptConfig } }, repository);
  });

const prerequisites = suite('prerequisites');
const lacking = ['apt-get', 'dpkg-deb'].find((name) => findTool(name) === null);
const withApt = skipIf(prerequisites, lacking === undefined ? undefined : `no ${lacking}`);

prerequisites('prerequisites - nothing missing says nothing', async () => {
  const { code, stdout, stderr } = await ensure([THERE], withoutApt);
  assert.equal({ code, stdout, stderr }, { code: 0, stdout: 'goes on\n', stderr: '' });
});

prerequisites('prerequisites - without apt, what is required ends in one sentence and code 5', async () => {
  const { code, stdout, stderr } = await ensure([NEEDED, NICE, THERE], withoutApt);
  assert.equal({ code, stdout }, { code: 5, stdout: '' });
  assert.match(stderr, /^bootswap: needs bootswap-needed, which .* but this machine has no apt: use .*\n$/);
});

prerequisites('prerequisites - without apt, what is optional is said in a line and left out', async () => {
  const { code, stdout, stderr } = await ensure([NICE, THERE], withoutApt);
  assert.equal({ code, stdout }, { code: 0, stdout: 'goes on\n' });
  assert.is(stderr, 'bootswap: bootswap-nice is not available; continuing without: a side job\n');
});

withApt('prerequisites - a package comes without root and without being installed', () =>
  onRepository(
    [{ name: 'bootswap-needed', files: { 'usr/sbin/bootswap-needed': '#!/bin/sh\n' } }],
    async (machine) => {
      const { code, stdout, stderr } = await ensure([NEEDED, THERE], machine);
      assert.equal({ code, stdout }, { code: 0, stdout: 'goes on\n' });
      assert.is(
        stderr,
        'bootswap: fetching Debian packages into .cache (nothing is installed): bootswap-needed\n',
      );
    },
  ),
);

withApt('prerequisites - what cannot be unpacked is not installed unasked: the line to run, and code 5', () =>
  onRepository([], async (machine) => {
    const { code, stderr } = await ensure([NEEDED, THERE], machine);
    assert.is(code, 5);
    assert.match(
      stderr,
      /\nbootswap: needs bootswap-needed \(the main job\): run this, then the same command again:\n.*apt-get install -y --no-install-recommends bootswap-needed"?\n$/,
    );
  }),
);

withApt('prerequisites - what starts a service when installed is never in a line to run', () =>
  onRepository([], async (machine) => {
    const { code, stderr } = await ensure([{ ...NEEDED, isNeverInstalled: true }], machine);
    assert.is(code, 5);
    assert.match(stderr, /put a bootswap-needed on your PATH, then run the same command again/);
    assert.not.match(stderr, /apt-get install/);
  }),
);

withApt('prerequisites - an archive that cannot be reached is said, with what to do', () =>
  onRepository([{ name: 'bootswap-needed' }], async (machine, { debOf }) => {
    rmSync(debOf('bootswap-needed'));
    const required = await ensure([NEEDED], machine);
    assert.is(required.code, 5);
    assert.match(
      required.stderr,
      /apt could not fetch it: check the network, then run the same command again/,
    );
    assert.not.match(required.stderr, /^\s+at /m);
    const optional = await ensure([{ ...NEEDED, isOptional: true }], machine);
    assert.is(optional.code, 0);
    assert.match(optional.stderr, /continuing without: the main job\nbootswap: apt could not fetch them/);
  }),
);

const inTerminal =
  findTool('script') === null ? 'needs script(1), for a terminal' : lacking && `no ${lacking}`;
skipIf(prerequisites, inTerminal)('prerequisites - a terminal is asked, and no is the default', () =>
  onRepository([], async ({ env }) =>
    withTree({}, async (directory) => {
      cpSync(join(root, 'scripts'), join(directory, 'scripts'), { recursive: true });
      const command = `import { ensureDebianPackages } from './prerequisites.mjs';
        await ensureDebianPackages(${JSON.stringify([NEEDED])});`;
      writeFileSync(join(directory, 'scripts', 'command.mjs'), command);
      const line = `${process.execPath} ${join(directory, 'scripts', 'start.mjs')} command`;
      const options = { env: { ...process.env, ...env, CI: '', BOOTSWAP_YES: '' }, input: '\n' };
      const { code, stdout } = await run('script', ['-qec', line, '/dev/null'], options);
      assert.match(stdout, /install with apt-get: bootswap-needed\? \[y\/N\]/);
      assert.not.match(stdout, /installing with apt-get/);
      assert.is(code, 5);
    }),
  ),
);

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
