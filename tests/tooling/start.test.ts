import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { builtBootswap } from '../lab/programs.ts';
import { root, withTree } from './scripts.ts';

const start = suite('start');

type Options = { version?: string; args?: string[] };

/** What makes Node say that it is `version`. */
const asVersion = (version: string): string =>
  `Object.defineProperty(process, 'versions', { value: ${JSON.stringify({ ...process.versions, node: version })} });`;

/** Runs `scripts/start.mjs command` of a copy whose command is `code`, as Node `version`. */
const startCommand = (code: string, { version, args = [] }: Options = {}): ReturnType<typeof run> =>
  withTree({ 'command.mjs': code }, (directory) => {
    cpSync(join(root, 'scripts', 'start.mjs'), join(directory, 'start.mjs'));
    writeFileSync(join(directory, 'version.cjs'), asVersion(version ?? process.versions.node));
    const before = version === undefined ? [] : ['--require', join(directory, 'version.cjs')];
    return run(process.execPath, [...before, join(directory, 'start.mjs'), 'command', ...args]);
  });

start(
  'start - a Node that is too old ends in one sentence and code 5, before anything else is read',
  async () => {
    assert.is((await startCommand('no JavaScript at all', { version: '20.5.1' })).code, 5);
    const { code, stdout, stderr } = await startCommand('no JavaScript at all', { version: '18.20.4' });
    assert.equal({ code, stdout }, { code: 5, stdout: '' });
    assert.match(
      stderr,
      /^bootswap: needs Node 20\.6 or newer, but this is Node 18\.20\.4: install Node .*\n$/,
    );
  },
);

start('start - the command line itself says it too', async () => {
  await withTree({ 'version.cjs': asVersion('18.20.4') }, async (directory) => {
    const { code, stderr } = await run(process.execPath, [
      '--require',
      join(directory, 'version.cjs'),
      await builtBootswap(),
      '--help',
    ]);
    assert.is(code, 5);
    assert.match(stderr, /^bootswap: needs Node 20 or newer, but this is Node 18\.20\.4: install Node .*\n$/);
  });
});

start('start - both are written so that an old Node can read them', async () => {
  for (const path of [join(root, 'scripts', 'start.mjs'), await builtBootswap()])
    assert.not.match(readFileSync(path, 'utf8'), /^import [^\n]*(?<!'node:fs');|\?\?|\?\.|\bawait\b/m, path);
});

start('start - an option --yes is for the set-up, the rest is for the command', async () => {
  const code = 'console.log(process.env.BOOTSWAP_YES, ...process.argv.slice(2));';
  assert.is((await startCommand(code, { args: ['a', '--yes', 'b'] })).stdout, '1 a b\n');
  assert.is((await startCommand(code, { args: ['a'] })).stdout, 'undefined a\n');
});

start('start - what a person has to do is a sentence; a fault of ours keeps its stack', async () => {
  const missing = await startCommand(`throw Object.assign(new Error('needs x'), { isPrerequisite: true });`);
  assert.equal([missing.code, missing.stderr], [5, 'bootswap: needs x\n']);
  const fault = await startCommand(`throw new TypeError('ours');`);
  assert.is(fault.code, 1);
  assert.match(fault.stderr, /TypeError: ours\n\s+at /);
});

start('start - every command of package.json that needs packages goes through it', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const files = readdirSync(join(root, 'scripts')).filter((name) =>
    /ensureNpmPackages\(|runBuilt\(/.test(readFileSync(join(root, 'scripts', name), 'utf8')),
  );
  const commands = Object.values(scripts).filter((line) => files.some((name) => line.includes(name)));
  assert.equal(commands, []);
  for (const name of [
    'setup',
    'demo',
    'test',
    'bench',
    'test:crash',
    'test:firmware',
    'test:arm64',
    'test:fuzz',
  ])
    assert.match(scripts[name] ?? '', /^node scripts\/start\.mjs [\w-]+$/, name);
});

start.run();
