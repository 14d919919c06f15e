import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run } from '../../lib/sys/index.ts';
import { builtBootswap } from '../lab/programs.ts';
import { findTool } from '../lab/tools.ts';
import { documentOf, exitsWith, newPayload, withCli } from './cli-lab.ts';
import { skipIf } from '../lab/skip.ts';
import { writeTree } from '../lab/trees.ts';
import type { CliSite, RunOptions } from './cli-lab.ts';
import { asNobody, copyCommandForOthers, reasonWithoutOthers } from './other-user.ts';

const test = suite('command line');

const commands = ['up', 'serve', 'publish', 'apply', 'recover', 'audit', 'status', 'keys', 'topology'];
const host = ({ esp, state }: CliSite): string[] => ['--esp', esp, '--allow-any-fs', '--state-dir', state];
const apply = (site: CliSite, more: string[] = [], options: RunOptions = {}) =>
  site.bootswap(['apply', ...host(site), '--unproven', '--payload', site.payload, ...more], options);
const audit = (site: CliSite, more: string[] = []) => site.bootswap(['audit', ...host(site), ...more]);

test('command line - with --json each command prints one document on stdout and its progress on stderr', async () => {
  await withCli(async (site) => {
    const { state } = site;
    const applied = await apply(site, ['--json']);
    const document = documentOf(applied.stdout) as {
      outcome: string;
      verdict: string;
      plan: { generation: number };
    };
    assert.equal([document.outcome, document.verdict, document.plan.generation], ['exchanged', 'pass', 1]);
    assert.match(applied.stderr, /^planned .*\n[^]*^audited /m);
    const others: [string[], string][] = [
      [['audit', ...host(site)], 'verdict'],
      [['recover', ...host(site)], 'actions'],
      [['status', '--state-dir', state], 'record'],
      [['keys', 'generate', '--name', 'mine', '--state-dir', state], 'keyId'],
      [['keys', 'show', '--state-dir', state], 'keys'],
    ];
    for (const [args, field] of others) {
      const result = await site.resident([...args, '--json']);
      exitsWith(result, 0);
      assert.ok(field in documentOf(result.stdout), `${args[0]}: ${result.stdout}`);
      assert.is(result.stderr, '');
    }
    const failed = await site.bootswap([
      'apply',
      ...host(site),
      '--payload',
      join(site.root, 'none'),
      '--json',
    ]);
    exitsWith(failed, 5);
    assert.equal(Object.keys(documentOf(failed.stdout)), ['error']);
  });
});

test('command line - every command has help with an example; a wrong line is 2, and is told how to get help', async () => {
  await withCli(async ({ bootswap, resident, root }) => {
    for (const command of commands) {
      const help = await resident([command, '--help']);
      exitsWith(help, 0);
      assert.match(help.stdout, new RegExp(`^Examples:\\n  bootswap ${command}`, 'm'));
      assert.match(help.stdout, /^Exit status: 0 done/m);
      const bad = await resident([command, '--bad-option'], { env: { BOOTSWAP_STATE_DIR: root } });
      exitsWith(bad, 2, new RegExp(`Try: bootswap ${command} --help`));
      assert.is(bad.stdout, '');
      const asJson = await resident([command, '--bad-option', '--json'], {
        env: { BOOTSWAP_STATE_DIR: root },
      });
      assert.equal(Object.keys(documentOf(asJson.stdout)), ['error']);
    }
    exitsWith(await bootswap(['apply', '--help']), 0, /^$/);
    exitsWith(await bootswap(['apply', '--bad-option']), 2, /Try: bootswap apply --help/);
    exitsWith(await bootswap([]), 2);
    exitsWith(await bootswap(['--help']), 0);
    exitsWith(await bootswap(['help', 'apply']), 0);
    exitsWith(await bootswap(['aply']), 2, /unknown command "aply"/);
    assert.match((await bootswap(['--version'])).stdout, /^bootswap \d+\.\d+\.\d+\n$/);
  });
});

const wrongLines: [string[], RegExp][] = [
  [['apply'], /needs --payload/],
  [['apply', '--payload', 'x', 'y'], /unexpected argument "y"; give --payload before each path/],
  [['verdict', '--payload', 'x', 'y', 'z'], /unexpected argument "y"; give --payload before each path/],
  [['plan', '--bad'], /^bootswap: bootswap plan has no option --bad$/m],
  [['plan', '--payload'], /^bootswap: --payload needs a value: --payload PATH$/m],
  [['apply', '--payload', '.', '--retain', 'all'], /--retain takes previous or none/],
  [['apply', '--payload', '.', '--min-free', '-1'], /min-free/],
  [['audit', '--min-free', 'much'], /--min-free takes a number of bytes/],
  [['audit', '--host', 'a.b'], /host id "a\.b"/],
  [['audit', '--channel', ''], /channel ""/],
  [['publish'], /an argument is missing; usage: bootswap publish PATH/],
  [['publish', '.', '--server', 'nats://127.0.0.1:1', '--user', 'me'], /--user needs --password-file/],
  [['keys', 'lose'], /generate or show/],
  [['keys', 'generate', '--name', '../x'], /a key name has/],
  [['topology', 'apply', '--replicas', '2'], /--replicas takes 1, 3 or 5/],
  [['serve', 'planer'], /unknown service "planer"/],
];
test('command line - a wrong value is 2 and says what is right', async () => {
  await withCli(async ({ resident, root, esp }) => {
    const env = { BOOTSWAP_STATE_DIR: join(root, 'state'), BOOTSWAP_ESP: esp };
    for (const [args, message] of wrongLines) {
      const result = await resident(args, { env });
      assert.match(result.stderr, message, args.join(' '));
      exitsWith(result, 2);
    }
  });
});

test('command line - what is not there is 5: an ESP, a payload, a server', async () => {
  await withCli(async (site) => {
    const { bootswap, resident, root, state, payload } = site;
    // Takes as long as a command waits for a server.
    const unreachable = bootswap(['status', '--state-dir', state, '--server', 'nats://127.0.0.1:1']);
    const nowhere = join(root, 'nowhere');
    for (const command of ['apply', 'audit', 'recover']) {
      const args = command === 'apply' ? ['--payload', payload] : [];
      const result = await resident([command, '--esp', nowhere, '--state-dir', state, ...args]);
      exitsWith(result, 5, /no such directory: .*nowhere; mount the ESP there/);
    }
    exitsWith(await bootswap(['apply', ...host(site), '--payload', nowhere]), 5, /cannot read .*nowhere/);
    exitsWith(await bootswap(['publish', payload, '--state-dir', state]), 5, /or run `bootswap up`/);
    exitsWith(await resident(['topology', 'show', '--state-dir', state]), 5);
    exitsWith(await unreachable, 0);
  });
});

test('command line - plan takes --allow-any-fs, and says what it would delete', async () => {
  await withCli(async (site) => {
    const old = join(site.root, 'old');
    await writeTree(old, { ...newPayload, 'EFI/debian/gone.efi': 'gone' });
    exitsWith(await apply(site, ['--payload', old]), 0);
    const places = ['--esp', site.esp, '--state-dir', site.state, '--unproven', '--payload', site.payload];
    const noted = await site.bootswap(['plan', ...places]);
    exitsWith(noted, 0, /apply would need --allow-any-fs/);
    const planned = await site.bootswap(['plan', '--allow-any-fs', ...places]);
    exitsWith(planned, 0);
    assert.is(planned.stderr, '');
    assert.match(planned.stdout, /^ +delete +EFI\/debian\/gone\.efi$/m);
    const applied = await apply(site);
    exitsWith(applied, 0, /^ +delete +EFI\/debian\/gone\.efi$/m);
  });
});

const asOther = skipIf(test, reasonWithoutOthers());
asOther(
  'command line - a state directory that cannot be written is 1, with its path and no stack',
  async () => {
    await withCli(async (site) => {
      await run('chmod', ['-R', 'a+rX', site.root]);
      const other = {
        under: asNobody,
        program: await copyCommandForOthers(join(site.root, 'command')),
      };
      const refusal = /EACCES.*state.*: run as root, or name another .*--state-dir/;
      exitsWith(await apply(site, [], other), 1, refusal);
      await site.bootswap(['keys', 'generate', '--state-dir', site.state]);
      await run('chmod', ['0700', site.state]);
      exitsWith(await site.bootswap(['status', '--state-dir', site.state], other), 1, refusal);
      exitsWith(await site.bootswap(['keys', 'generate', '--state-dir', site.state], other), 1, /EACCES/);
    });
  },
);

const inTerminal = skipIf(test, findTool('script') === null ? 'needs script(1), for a terminal' : undefined);
inTerminal('command line - colours only on a terminal, and not with NO_COLOR', async () => {
  await withCli(async (site) => {
    const bin = await builtBootswap();
    const line = [process.execPath, bin, 'audit', ...host(site)].join(' ');
    const inScript = (env: NodeJS.ProcessEnv) =>
      run('script', ['-qec', line, '/dev/null'], {
        env: { ...process.env, TERM: 'xterm', ...env },
        input: '',
      });
    assert.match((await inScript({ NO_COLOR: '' })).stdout, /\u001b\[32mpass/);
    assert.not.match((await inScript({ NO_COLOR: '1' })).stdout, /\u001b\[3/);
    assert.not.match((await audit(site)).stdout, /\u001b/);
  });
});

test.run();
