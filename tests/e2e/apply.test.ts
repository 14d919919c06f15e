import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { flock, run } from '../../lib/sys/index.ts';
import { findTool, repoRoot } from '../lab/tools.ts';
import { skipIf } from '../tooling/skip.ts';
import {
  documentOf,
  exitsWith,
  fingerprint,
  liveSums,
  newPayload,
  oldEsp,
  withCli,
  writeFiles,
} from './cli-lab.ts';
import type { CliSite, RunOptions } from './cli-lab.ts';

const test = suite('apply');

const commands = ['up', 'serve', 'publish', 'apply', 'recover', 'audit', 'status', 'keys', 'topology'];
const host = ({ esp, state }: CliSite): string[] => ['--esp', esp, '--allow-any-fs', '--state-dir', state];
const apply = (site: CliSite, more: string[] = [], options: RunOptions = {}) =>
  site.bootswap(['apply', ...host(site), '--payload', site.payload, ...more], options);
const audit = (site: CliSite, more: string[] = []) => site.bootswap(['audit', ...host(site), ...more]);
const recover = (site: CliSite, more: string[] = []) => site.bootswap(['recover', ...host(site), ...more]);

const sumsOf = async (site: CliSite, files: Record<string, string>) => {
  await writeFiles(join(site.root, 'wanted'), files);
  return liveSums({ ...site, esp: join(site.root, 'wanted') });
};

test('apply - makes the ESP the payload and what else was there; audit and status agree; again changes nothing', async () => {
  await withCli(async (site) => {
    const first = await apply(site);
    exitsWith(first, 0, /^exchanged /m);
    assert.is(first.stdout, 'exchanged\n');
    assert.equal(await liveSums(site), await sumsOf(site, { ...oldEsp, ...newPayload }));
    const esp = await site.espPrint();
    exitsWith(await audit(site, ['--payload', site.payload]), 0);
    const again = await apply(site);
    exitsWith(again, 0);
    assert.is(again.stdout, 'unchanged\n');
    assert.is(await site.espPrint(), esp);
    const status = await site.bootswap(['status', '--state-dir', site.state]);
    exitsWith(status, 0);
    assert.match(status.stdout, /generation 1$/m);
  });
});

test('apply - --retain none leaves no previous tree, the default keeps it', async () => {
  await withCli(async (site) => {
    exitsWith(await apply(site), 0);
    assert.ok((await readdir(join(site.esp, 'EFI'))).includes('DEBIAN.BSW'));
    await writeFile(join(site.payload, 'EFI/debian/grubx64.efi'), 'newer');
    await writeFile(join(site.payload, 'EFI/debian/shimx64.efi'), 'newer');
    exitsWith(await apply(site, ['--retain', 'none']), 0);
    assert.equal(await site.espPrint().then((print) => /\.BSW/i.test(print)), false);
    exitsWith(await audit(site), 0);
  });
});

test('apply - with --json each command prints one document on stdout and its progress on stderr', async () => {
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
      const result = await site.bootswap([...args, '--json']);
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

test('apply - every command has help with an example; a wrong line is 2, and is told how to get help', async () => {
  await withCli(async ({ bootswap, root }) => {
    for (const command of commands) {
      const help = await bootswap([command, '--help']);
      exitsWith(help, 0);
      assert.match(help.stdout, new RegExp(`^Examples:\\n  bootswap ${command}`, 'm'));
      assert.match(help.stdout, /^Exit status: 0 done/m);
      const bad = await bootswap([command, '--bad-option'], { env: { BOOTSWAP_STATE_DIR: root } });
      exitsWith(bad, 2, /Try: bootswap --help/);
      assert.is(bad.stdout, '');
    }
    exitsWith(await bootswap([]), 2);
    exitsWith(await bootswap(['--help']), 0);
    exitsWith(await bootswap(['help', 'apply']), 0);
    exitsWith(await bootswap(['aply']), 2, /there is no command "aply"/);
    assert.match((await bootswap(['--version'])).stdout, /^bootswap \d+\.\d+\.\d+\n$/);
  });
});

const wrongLines: [string[], RegExp][] = [
  [['apply'], /needs --payload/],
  [['apply', '--payload', 'x', 'y'], /no more than 0 arguments/],
  [['apply', '--payload', '.', '--retain', 'all'], /--retain takes previous or none/],
  [['apply', '--payload', '.', '--min-free', '-1'], /min-free/],
  [['audit', '--min-free', 'much'], /--min-free takes a number of bytes/],
  [['audit', '--host', 'a.b'], /host id "a\.b"/],
  [['audit', '--channel', ''], /channel ""/],
  [['publish'], /needs PATH/],
  [['publish', '.', '--server', 'nats://127.0.0.1:1', '--user', 'me'], /--user needs --password-file/],
  [['keys', 'lose'], /generate or show/],
  [['keys', 'generate', '--name', '../x'], /a key's name/],
  [['topology', 'apply', '--replicas', '2'], /--replicas takes 1, 3 or 5/],
  [['serve', 'planer'], /there is no service "planer"/],
];
test('apply - a wrong value is 2 and says what is right', async () => {
  await withCli(async ({ bootswap, root, esp }) => {
    const env = { BOOTSWAP_STATE_DIR: join(root, 'state'), BOOTSWAP_ESP: esp };
    for (const [args, message] of wrongLines) {
      const result = await bootswap(args, { env });
      assert.match(result.stderr, message, args.join(' '));
      exitsWith(result, 2);
    }
  });
});

test('apply - what is not there is 5: an ESP, a payload, a server', async () => {
  await withCli(async (site) => {
    const { bootswap, root, state, payload } = site;
    const nowhere = join(root, 'nowhere');
    for (const command of ['apply', 'audit', 'recover']) {
      const args = command === 'apply' ? ['--payload', payload] : [];
      const result = await bootswap([command, '--esp', nowhere, '--state-dir', state, ...args]);
      exitsWith(result, 5, /there is no directory .*nowhere: mount the ESP there/);
    }
    exitsWith(await bootswap(['apply', ...host(site), '--payload', nowhere]), 5, /cannot read .*nowhere/);
    exitsWith(await bootswap(['publish', payload, '--state-dir', state]), 5, /start one with `bootswap up`/);
    exitsWith(await bootswap(['topology', 'show', '--state-dir', state]), 5);
    exitsWith(await bootswap(['status', '--state-dir', state, '--server', 'nats://127.0.0.1:1']), 0);
  });
});

test('apply - an altered ESP fails the audit with 3 and names the file; apply mends it', async () => {
  await withCli(async (site) => {
    exitsWith(await apply(site), 0);
    await writeFile(join(site.esp, 'EFI/debian/shimx64.efi'), 'torn');
    const failed = await audit(site);
    exitsWith(failed, 3);
    assert.match(failed.stdout, /^fail +files-present +EFI\/debian\/shimx64.efi has another digest$/m);
    exitsWith(await audit(site, ['--payload', site.payload]), 3);
    exitsWith(await apply(site), 0);
    exitsWith(await audit(site), 0);
  });
});

test('apply - what the swap cannot answer for fails with 3 and is not rolled back', async () => {
  await withCli(async (site) => {
    const result = await apply(site, ['--min-free', '999999999999999999']);
    exitsWith(result, 3, /free-space fail/);
    assert.equal(await liveSums(site), await sumsOf(site, { ...oldEsp, ...newPayload }));
  });
});

test('apply - a held ESP is 4 for apply and recover, and nothing is touched', async () => {
  await withCli(async (site) => {
    const handle = await open(site.esp);
    try {
      await flock(handle.fd, 'exclusive', { nonBlocking: true });
      const before = await site.espPrint();
      exitsWith(await apply(site), 4, /is locked by process \d+ .*try again/);
      exitsWith(await recover(site), 4);
      assert.is(await site.espPrint(), before);
    } finally {
      await handle.close();
    }
    exitsWith(await apply(site), 0);
  });
});

test('apply - two at once with state directories of their own: one goes on, the ESP is whole', async () => {
  await withCli(async (site) => {
    const other = { ...site, state: join(site.root, 'other') };
    const results = await Promise.all([apply(site), apply(other), apply(site), apply(other)]);
    const codes = results.map(({ code }) => code);
    assert.ok(codes.includes(0), results.map(({ stderr }) => stderr).join('\n'));
    // 3: one that came after another had finished finds that one's previous tree, which it does not know.
    for (const result of results) assert.ok([0, 3, 4].includes(result.code ?? -1), result.stderr);
    assert.equal(await liveSums(site), await sumsOf(site, { ...oldEsp, ...newPayload }));
  });
});

test('apply - stuck halfway is 6 and names the way out, which works', async () => {
  await withCli(async (site) => {
    const result = await apply(site, ['--json'], { env: { BOOTSWAP_FAILPOINT: 'record-exchanged:error' } });
    exitsWith(result, 6);
    assert.match(
      String(documentOf(result.stdout)['detail']),
      /run: bootswap recover --esp \S+ --state-dir \S+/,
    );
    exitsWith(await recover(site), 0);
    exitsWith(await audit(site), 0);
    assert.equal(await liveSums(site), await sumsOf(site, { ...oldEsp, ...newPayload }));
  });
});

for (const kind of ['error', 'enospc', 'eio']) {
  test(`apply - ${kind} between two exchanges is 1 and the ESP is as it was, byte for byte`, async () => {
    await withCli(async (site) => {
      const before = await site.espPrint();
      exitsWith(await apply(site, [], { env: { BOOTSWAP_FAILPOINT: `exchange@2:${kind}` } }), 1);
      assert.is(await site.espPrint(), before);
      exitsWith(await recover(site), 0);
      exitsWith(await apply(site), 0);
    });
  });
}

test('apply - a dry recovery says what it would do and does nothing', async () => {
  await withCli(async (site) => {
    await apply(site, [], { env: { BOOTSWAP_FAILPOINT: 'exchange@2:kill' } });
    const before = await fingerprint(site.root);
    const dry = await recover(site, ['--dry-run']);
    exitsWith(dry, 0);
    assert.match(dry.stdout, /^finish +EFI\/BOOT/m);
    assert.is(await fingerprint(site.root), before);
    exitsWith(await recover(site), 0);
    assert.equal(await liveSums(site), await sumsOf(site, { ...oldEsp, ...newPayload }));
  });
});

test('apply - recovers what a planner of the fleet had planned, by the pinned key', async () => {
  await withCli(async (site) => {
    await apply(site, [], { env: { BOOTSWAP_FAILPOINT: 'exchange@2:kill' } });
    const { state } = site;
    await run('mkdir', ['-p', join(state, 'trusted/planners')]);
    await run('mv', [join(state, 'keys/planner.pub'), join(state, 'trusted/planners/fleet.pub')]);
    await rm(join(state, 'keys/planner.key'));
    exitsWith(await recover(site), 0);
    assert.equal(await liveSums(site), await sumsOf(site, { ...oldEsp, ...newPayload }));
  });
});

const asNobody =
  process.getuid?.() === 0 && findTool('setpriv') !== null
    ? undefined
    : 'needs root and setpriv, to be somebody else';
const onRoot = skipIf(test, asNobody);
onRoot('apply - a state directory that cannot be written is 1, with its path and no stack', async () => {
  await withCli(async (site) => {
    const under = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
    await run('chmod', ['-R', 'a+rX', site.root]);
    exitsWith(await apply(site, [], { under }), 1, /EACCES.*state/);
    exitsWith(await site.bootswap(['keys', 'generate', '--state-dir', site.state], { under }), 1, /EACCES/);
  });
});

const inTerminal = skipIf(test, findTool('script') === null ? 'needs script(1), for a terminal' : undefined);
inTerminal('apply - colours only on a terminal, and not with NO_COLOR', async () => {
  await withCli(async (site) => {
    const bin = join(repoRoot(), 'bin/bootswap');
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
