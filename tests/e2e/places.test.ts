import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { writeTree } from '../lab/trees.ts';
import { exitsWith, liveSums, newPayload, withCli } from './cli-lab.ts';

const test = suite('places');

test('places - an ESP without EFI/, as an image build has it, gets all of the payload', async () => {
  await withCli(
    async (site) => {
      await rm(site.esp, { recursive: true, force: true });
      await mkdir(site.esp);
      const args = ['--esp', site.esp, '--allow-any-fs', '--state-dir', site.state];
      exitsWith(await site.bootswap(['apply', ...args, '--unproven', '--payload', site.payload]), 0);
      await writeTree(join(site.root, 'wanted'), newPayload);
      assert.equal(await liveSums(site), await liveSums({ ...site, esp: join(site.root, 'wanted') }));
      exitsWith(await site.bootswap(['audit', ...args]), 0);
    },
    { esp: {} },
  );
});

test('places - what is no ESP is refused before anything is made, by every command that would write', async () => {
  await withCli(async (site) => {
    const before = await site.espPrint();
    const place = ['--esp', site.esp, '--state-dir', site.state];
    for (const command of ['up', 'recover']) {
      exitsWith(await site.bootswap([command, ...place]), 5, /not a mount point .*--allow-any-fs/);
      assert.equal(await readdir(site.state).catch(() => []), [], `${command} made something`);
    }
    const applied = await site.bootswap(['apply', ...place, '--payload', site.payload]);
    exitsWith(applied, 1);
    assert.match(applied.stdout, /NOT_VFAT/);
    assert.is(await site.espPrint(), before);
  });
});

test('places - the topology of `up` is the one that its own server is compared with', async () => {
  await withCli(async (site) => {
    await site.up();
    const shown = await site.bootswap(['topology', 'show', '--state-dir', site.state]);
    exitsWith(shown, 0);
    assert.match(shown.stdout, /buckets are correct/);
  });
});

test.run();
