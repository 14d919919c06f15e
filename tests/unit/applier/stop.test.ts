import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { start } from '../../../lib/sys/index.ts';
import { applyPlan, recover } from '../../../services/applier/index.ts';
import { builtProgram } from '../../lab/programs.ts';
import { espPlan, firstPlan, newTree, oldTree } from '../../lab/applier/plans.ts';
import { splitStages, ordered } from '../../lab/trees.ts';
import { withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';
import { keyFileOf } from './kill-lab.ts';

const test = suite('stop');

/** A stopped service is killed after that long, by systemd's default. */
const BOUND_MS = 90_000;

/** Sends SIGTERM while the child is at the step; what it said in the end. */
const stopAt = async (site: Site, which: 'first' | 'esp', point: string): Promise<string> => {
  const lines: string[] = [];
  let onReached: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (onReached = resolve));
  const child = await builtProgram('tests/unit/applier/stop-child.ts');
  const args = [child, site.root, await keyFileOf(site), which, point];
  const onLine = (line: string): void => {
    lines.push(line);
    onReached();
  };
  const running = start(process.execPath, args, { onLine });
  const killer = globalThis.setTimeout(() => running.kill('SIGKILL'), BOUND_MS);
  try {
    await Promise.race([reached, running.exited]);
    running.kill('SIGTERM');
    await writeFile(join(site.root, 'go-on'), '');
    const { code } = await running.exited;
    assert.is(code, 0, `${point}: ${lines.join()}`);
  } finally {
    globalThis.clearTimeout(killer);
    running.kill('SIGKILL');
  }
  return lines.at(-1) ?? '';
};

const staging = ['journal', 'create-target', 'build-stage@2', 'barrier', 'verify-stage@3', 'check-unchanged'];
for (const point of staging) {
  test(`stop - SIGTERM at ${point}: what was staged is removed, and the plan can come again`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      assert.is(await stopAt(site, 'first', point), 'failed ABORTED');
      assert.equal(await site.esp(), ordered(oldTree));
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
      assert.is((await applyPlan(site.seal(firstPlan), site.deps)).outcome, 'exchanged');
    });
  });
}

for (const point of ['write-back', 'exchange', 'settle', 'exchange@3', 'remove-live', 'record-exchanged']) {
  test(`stop - SIGTERM at ${point}: from the first exchange on it is finished`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      assert.is(await stopAt(site, 'first', point), 'exchanged ');
      assert.equal(splitStages(await site.esp()).live, ordered(newTree));
      assert.equal(await recover(site.deps), { actions: [], clean: true, space: null });
    });
  });
}

test('stop - SIGTERM while all of EFI is staged, and while it is exchanged', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    assert.is(await stopAt(site, 'esp', 'verify-stage'), 'failed ABORTED');
    assert.equal(await site.esp(), ordered(oldTree));
  });
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    assert.is(await stopAt(site, 'esp', 'settle'), 'exchanged ');
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
    assert.is((await applyPlan(site.seal(espPlan), site.deps)).outcome, 'unchanged');
  });
});

test.run();
