import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../../lib/errors.ts';
import { openStateDirectory } from '../../../../lib/host/index.ts';
import { flock, start } from '../../../../lib/sys/index.ts';
import type { RunningProcess } from '../../../../lib/sys/index.ts';
import { applyPlan, concludeAudit, recover } from '../../../../services/applier/index.ts';
import { lockEsp } from '../../../../services/applier/esp/lock.ts';
import { builtProgram } from '../../../lab/programs.ts';
import { firstPlan, newTree, oldTree } from '../../../lab/applier/plans.ts';
import { splitStages, ordered } from '../../../lab/trees.ts';
import { withSite } from '../../../lab/applier/site.ts';
import type { Site } from '../../../lab/applier/site.ts';
import { rejectionCodeOf } from '../../../lab/errors.ts';

const test = suite('lock');

/** A process that holds the lock until it is killed. */
const startHolder = async (espRoot: string): Promise<RunningProcess> => {
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (onReady = resolve));
  const child = await builtProgram('tests/unit/applier/lock-child.ts');
  const holder = start(process.execPath, [child, espRoot], { onLine: () => onReady() });
  await ready;
  return holder;
};

const withHolder = async (site: Site, use: (holder: RunningProcess) => Promise<void>): Promise<void> => {
  const holder = await startHolder(site.espRoot);
  try {
    await use(holder);
  } finally {
    holder.kill('SIGKILL');
    await holder.exited;
  }
};

test('lock - another process that holds the ESP makes an apply BUSY, and is named', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await withHolder(site, async (holder) => {
      const result = await applyPlan(site.seal(firstPlan), site.deps);
      assert.is(result.code, 'BUSY');
      assert.match(result.detail, String(holder.pid));
      assert.equal(await site.esp(), ordered(oldTree));
      assert.equal(site.reported, []);
    });
  });
});

test('lock - survives nothing but the process: after SIGKILL of the holder the ESP is free', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await withHolder(site, async (holder) => {
      holder.kill('SIGKILL');
      await holder.exited;
      assert.is((await applyPlan(site.seal(firstPlan), site.deps)).outcome, 'exchanged');
    });
  });
});

test('lock - recovery and audits wait their turn, too', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyPlan(site.seal(firstPlan), site.deps);
    const audit = {
      planId: firstPlan.planId,
      generation: 1n,
      checks: [{ name: 'files-present', result: 'fail' as const }],
    };
    await withHolder(site, async () => {
      for (const act of [() => recover(site.deps), () => concludeAudit(audit, site.deps)]) {
        const error: unknown = await act().then(
          () => null,
          (thrown: unknown) => thrown,
        );
        assert.ok(hasCode(error, 'BUSY'), String(error));
      }
    });
  });
});

test('lock - an audit that measures is waited for', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const reader = await open(site.espRoot, 'r');
    await flock(reader.fd, 'shared', { nonBlocking: true });
    const work = applyPlan(site.seal(firstPlan), { ...site.deps, lockPatienceMs: 60_000 });
    await setTimeout(100);
    assert.equal(await site.esp(), ordered(oldTree));
    await reader.close();
    assert.is((await work).outcome, 'exchanged');
  });
});

test('lock - waiting ends: by itself with BUSY, by a signal with its reason', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await withHolder(site, async () => {
      const bootupdLockPath = site.deps.bootupdLockPath;
      assert.is(await rejectionCodeOf(lockEsp(site.espRoot, { bootupdLockPath, patienceMs: 120 })), 'BUSY');
      const stopping = new AbortController();
      const waiting = applyPlan(
        site.seal(firstPlan),
        { ...site.deps, lockPatienceMs: 600_000 },
        { signal: stopping.signal },
      );
      stopping.abort();
      assert.is((await waiting).code, 'ABORTED');
    });
  });
});

test('lock - of two appliers with different state directories one is BUSY', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const other = { ...site.deps, state: await openStateDirectory(join(site.root, 'other-state')) };
    const envelope = site.seal(firstPlan);
    const results = await Promise.all([applyPlan(envelope, site.deps), applyPlan(envelope, other)]);
    const outcomes = results.map((result) => result.code || result.outcome);
    assert.ok(outcomes.includes('exchanged'), outcomes.join());
    assert.ok(outcomes.includes('BUSY') || outcomes.includes('unchanged'), outcomes.join());
    assert.equal(splitStages(await site.esp()).live, ordered(newTree));
  });
});

test("lock - bootupd's lock is respected, and taken while we write", async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const path = site.deps.bootupdLockPath ?? '';
    await mkdir(dirname(path));
    await writeFile(path, '');
    const handle = await open(path, 'r+');
    try {
      await flock(handle.fd, 'exclusive');
      const result = await applyPlan(site.seal(firstPlan), site.deps);
      assert.is(result.code, 'BUSY');
      assert.match(result.detail, 'bootupd');
      assert.equal(await site.esp(), ordered(oldTree));
    } finally {
      await handle.close();
    }
    const lock = await lockEsp(site.espRoot, { bootupdLockPath: path });
    const second = await open(path, 'r+');
    try {
      const error: unknown = await flock(second.fd, 'exclusive', { nonBlocking: true }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      assert.ok(hasCode(error, 'EAGAIN'));
      await lock.release();
      await flock(second.fd, 'exclusive', { nonBlocking: true });
    } finally {
      await second.close();
    }
  });
});

test.run();
