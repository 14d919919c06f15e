import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { flock, run } from '../../lib/sys/index.ts';
import { writeTree } from '../lab/trees.ts';
import { documentOf, exitsWith, fingerprint, liveSums, newPayload, oldEsp, withCli } from './cli-lab.ts';
import type { CliSite, RunOptions } from './cli-lab.ts';

const test = suite('apply');

const host = ({ esp, state }: CliSite): string[] => ['--esp', esp, '--allow-any-fs', '--state-dir', state];
const apply = (site: CliSite, more: string[] = [], options: RunOptions = {}) =>
  site.bootswap(['apply', ...host(site), '--unproven', '--payload', site.payload, ...more], options);
const audit = (site: CliSite, more: string[] = []) => site.bootswap(['audit', ...host(site), ...more]);
const recover = (site: CliSite, more: string[] = []) => site.bootswap(['recover', ...host(site), ...more]);

const sumsOf = async (site: CliSite, files: Record<string, string>) => {
  await writeTree(join(site.root, 'wanted'), files);
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

test('apply - an altered ESP fails the audit with 3 and names the file; apply mends it', async () => {
  await withCli(async (site) => {
    exitsWith(await apply(site), 0);
    await writeFile(join(site.esp, 'EFI/debian/shimx64.efi'), 'torn');
    const failed = await audit(site);
    exitsWith(failed, 3);
    assert.match(failed.stdout, /^fail +files-present +EFI\/debian\/shimx64.efi has a different digest$/m);
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
      // Both at once, as each waits some seconds for the lock.
      const [applied, recovered] = await Promise.all([apply(site), recover(site)]);
      exitsWith(applied, 4, /is locked by process \d+ .*try again/);
      exitsWith(recovered, 4, /is locked by process \d+ .*try again/);
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

test.run();
