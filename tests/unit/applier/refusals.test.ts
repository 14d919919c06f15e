import { rmSync, writeFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { generateKeyPair, signPlan } from '../../../lib/trust/index.ts';
import { run } from '../../../lib/sys/index.ts';
import { applyPlan } from '../../../services/applier/index.ts';
import type { ApplierDeps } from '../../../services/applier/index.ts';
import { stagePathOf } from '../../../services/applier/esp/names.ts';
import type { Plan } from '../../../lib/wire/types.ts';
import { skipIf } from '../../lab/skip.ts';
import { sha256 } from '../../lab/file-digest.ts';
import { allTargets, makePlan, newTree, nowMs, oldTree } from '../../lab/applier/plans.ts';
import type { TestTree } from '../../lab/trees.ts';
import type { PlanOptions } from '../../lab/applier/plans.ts';
import { blobsFrom, withSite } from '../../lab/applier/site.ts';
import type { Site } from '../../lab/applier/site.ts';
import { writeTree } from '../../lab/trees.ts';

const test = suite('refusals');

const options: PlanOptions = { before: oldTree, after: newTree, targets: allTargets };
const plan = makePlan(options);

type Row = {
  title: string;
  code: string;
  plan?: Plan;
  /** What is wrong with the host; gets its dependencies and may return others. */
  spoil?: (site: Site) => Promise<Partial<ApplierDeps> | void>;
  /** False for what passes by itself and is not said of the plan. */
  isReported?: boolean;
};

const put = async (site: Site, path: string, content = 'x'): Promise<void> =>
  void (await writeTree(site.espRoot, { [path]: content }));

const firstBlob = sha256('new grub');

async function* chunks(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

const rows: Row[] = [
  { title: 'a plan for another host', code: 'WRONG_HOST', plan: makePlan({ ...options, host: 'host-2' }) },
  {
    title: 'an expired plan',
    code: 'EXPIRED',
    plan: makePlan({ ...options, issuedAtMs: BigInt(nowMs) - 10n, expiresAtMs: BigInt(nowMs) - 1n }),
  },
  {
    title: 'a clock that is days behind the plan',
    code: 'CLOCK_BEHIND',
    plan: makePlan({ ...options, issuedAtMs: BigInt(nowMs) + 2n * 86_400_000n }),
  },
  {
    title: 'a changed file in a target',
    code: 'PRECONDITION',
    spoil: (site) => put(site, 'EFI/debian/grubx64.efi', 'someone else was here'),
  },
  {
    title: 'a file that the plan does not know',
    code: 'PRECONDITION',
    spoil: (site) => put(site, 'EFI/BOOT/x'),
  },
  {
    title: 'a directory that the plan does not know',
    code: 'PRECONDITION',
    spoil: (site) => mkdir(join(site.espRoot, 'EFI/BOOT/fonts')),
  },
  {
    title: 'a file where a directory is to be created',
    code: 'PRECONDITION',
    spoil: (site) => put(site, 'EFI/systemd'),
  },
  {
    title: 'a symlink in a target',
    code: 'PRECONDITION',
    spoil: (site) => symlink('shimx64.efi', join(site.espRoot, 'EFI/debian/link')),
  },
  {
    title: 'a stage of somebody else inside a target',
    code: 'FOREIGN_STAGE',
    spoil: (site) => put(site, 'EFI/debian/OTHER.BSW/file'),
  },
  {
    title: 'a left-over of bootupd',
    code: 'FOREIGN_STAGE',
    spoil: (site) => put(site, 'EFI/.btmp.debian/grubx64.efi'),
  },
  {
    title: 'an ESP that is no mount point',
    code: 'NOT_MOUNTED',
    spoil: async () => ({ allowAnyFilesystem: false }),
  },
  {
    title: 'an ESP that is not there',
    code: 'NOT_MOUNTED',
    spoil: async (site) => ({ espRoot: join(site.root, 'nowhere') }),
  },
  {
    title: 'a blob with another digest',
    code: 'BLOB_DIGEST',
    spoil: async () => ({ blobs: { get: (_, { maxBytes }) => chunks('x'.repeat(Number(maxBytes))) } }),
  },
  {
    title: 'a blob that is too long',
    code: 'BLOB_SIZE',
    spoil: async () => ({ blobs: { get: (_, { maxBytes }) => chunks('x'.repeat(Number(maxBytes) + 1)) } }),
  },
  {
    title: 'a blob that is cut short',
    code: 'BLOB_SIZE',
    spoil: async () => ({ blobs: { get: () => chunks('') } }),
  },
  {
    title: 'a blob that is missing although the plan is old',
    code: 'BLOB_MISSING',
    plan: makePlan({ ...options, issuedAtMs: BigInt(nowMs) - 3_600_000n }),
    spoil: async () => ({ blobs: blobsFrom({ 'only/this': 'new grub' }) }),
  },
  {
    title: 'a blob that may still come',
    code: 'BLOB_MISSING',
    spoil: async () => ({ blobs: blobsFrom({}) }),
    isReported: false,
  },
  {
    title: 'a source of blobs that cannot be reached',
    code: 'BLOB_UNAVAILABLE',
    spoil: async () => ({
      blobs: {
        get: () => {
          throw Object.assign(new Error('no bus'), { code: 'CLOSED' });
        },
      },
    }),
    isReported: false,
  },
  {
    title: 'the stage of a file that equals the live one',
    code: 'CROSS_LINKED',
    spoil: (site) => put(site, stagePathOf({ scope: 'file', target: 'EFI/vendor/drv.efi' }), 'old driver'),
  },
];

for (const { title, code, plan: rowPlan = plan, spoil, isReported = true } of rows) {
  test(`refusals - ${title}: ${code}, and the ESP is untouched`, async () => {
    await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
      const overrides = (await spoil?.(site)) ?? {};
      const before = await site.esp();
      const result = await applyPlan(site.seal(rowPlan), { ...site.deps, ...overrides });
      assert.is(result.code, code, result.detail);
      assert.is(result.outcome, 'rejected');
      assert.equal(await site.esp(), before);
      assert.equal(site.reported, isReported ? [`rejected ${code}`] : []);
    });
  });
}

test('refusals - the first mismatches are named', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await put(site, 'EFI/debian/grubx64.efi', 'someone else was here');
    const { detail } = await applyPlan(site.seal(plan), site.deps);
    assert.match(detail, 'EFI/debian/grubx64.efi has a different digest');
  });
});

test('refusals - an older generation than was carried out', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    await applyPlan(site.seal(makePlan({ ...options, generation: 5n })), site.deps);
    const before = await site.esp();
    for (const generation of [4n, 5n]) {
      const back: PlanOptions = { before: newTree, after: oldTree, targets: ['EFI/debian'], generation };
      const result = await applyPlan(site.seal(makePlan(back)), site.deps);
      assert.is(result.code, 'STALE_GENERATION');
    }
    assert.equal(await site.esp(), before);
  });
});

test('refusals - a plan signed by a key that is not pinned', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const before = await site.esp();
    const result = await applyPlan(signPlan(plan, generateKeyPair()), site.deps);
    assert.is(result.plan, null);
    assert.is(result.code, 'UNKNOWN_KEY');
    assert.equal(await site.esp(), before);
    assert.equal(site.reported, []);
  });
});

test('refusals - garbage in place of a plan', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const before = await site.esp();
    for (const bytes of [Buffer.alloc(0), Buffer.from('garbage'), Buffer.alloc(5_000_000)]) {
      const result = await applyPlan(bytes, site.deps);
      assert.is(result.outcome, 'rejected');
      assert.is(result.plan, null);
    }
    assert.equal(await site.esp(), before);
  });
});

test('refusals - a plan whose id is not that of what it does', async () => {
  await withSite({ tree: oldTree, blobs: newTree }, async (site) => {
    const before = await site.esp();
    const result = await applyPlan(site.seal({ ...plan, planId: firstBlob }), site.deps);
    assert.is(result.code, 'INCONSISTENT');
    assert.equal(await site.esp(), before);
  });
});

/** Mounts a tmpfs over the site's ESP while `use` runs. */
const withTmpfs = async (site: Site, mountOptions: string, use: () => Promise<void>): Promise<void> => {
  await run('mount', ['-t', 'tmpfs', '-o', mountOptions, 'tmpfs', site.espRoot]);
  try {
    await use();
  } finally {
    await run('umount', [site.espRoot]);
  }
};

const canMount = async (): Promise<boolean> => {
  const probe = await run('unshare', ['-m', 'true']).catch(() => null);
  return process.getuid?.() === 0 && probe?.code === 0;
};
const asRoot = skipIf(test, (await canMount()) ? undefined : 'mounting a tmpfs needs root');

const smallTree: TestTree = { 'EFI/debian/grubx64.efi': 'old grub' };
const bigTree: TestTree = { 'EFI/debian/grubx64.efi': 'g'.repeat(600_000) };
const bigPlan = makePlan({ before: smallTree, after: bigTree, targets: ['EFI/debian'] });

asRoot('refusals - too little space: NO_SPACE, naming the bytes that are missing', async () => {
  await withSite({ tree: {}, blobs: bigTree }, async (site) => {
    await withTmpfs(site, 'size=512k', async () => {
      await put(site, 'EFI/debian/grubx64.efi', 'old grub');
      const before = await site.esp();
      const result = await applyPlan(site.seal(bigPlan), site.deps);
      assert.is(result.code, 'NO_SPACE', result.detail);
      assert.match(result.detail, /lacks [\d.]+ [KMGT]?i?B: the update needs /);
      assert.equal(await site.esp(), before);
    });
  });
});

asRoot('refusals - an ESP that fills up while staging: NO_SPACE, and the stage is gone', async () => {
  await withSite({ tree: {}, blobs: bigTree }, async (site) => {
    await withTmpfs(site, 'size=1m', async () => {
      await put(site, 'EFI/debian/grubx64.efi', 'old grub');
      const before = await site.esp();
      const ballast = join(site.espRoot, 'ballast');
      const failPoint = (phase: string): void => {
        if (phase === 'build-stage') writeFileSync(ballast, Buffer.alloc(700_000));
      };
      const result = await applyPlan(site.seal(bigPlan), { ...site.deps, failPoint });
      rmSync(ballast);
      assert.is(result.code, 'NO_SPACE', result.detail);
      assert.is(result.outcome, 'failed');
      assert.equal(await site.esp(), before);
    });
  });
});

asRoot('refusals - a read-only ESP: READ_ONLY', async () => {
  await withSite({ tree: {}, blobs: bigTree }, async (site) => {
    await withTmpfs(site, 'size=4m', async () => {
      await put(site, 'EFI/debian/grubx64.efi', 'old grub');
      await run('mount', ['-o', 'remount,ro', site.espRoot]);
      const result = await applyPlan(site.seal(bigPlan), site.deps);
      assert.is(result.code, 'READ_ONLY');
    });
  });
});

asRoot('refusals - a mounted file system other than vfat: NOT_VFAT', async () => {
  await withSite({ tree: {}, blobs: bigTree }, async (site) => {
    await withTmpfs(site, 'size=4m', async () => {
      await put(site, 'EFI/debian/grubx64.efi', 'old grub');
      const before = await site.esp();
      const result = await applyPlan(site.seal(bigPlan), { ...site.deps, allowAnyFilesystem: false });
      assert.is(result.code, 'NOT_VFAT');
      assert.equal(await site.esp(), before);
    });
  });
});

test.run();
