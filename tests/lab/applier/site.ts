/** A host in a temporary directory: a plain directory as its ESP, real keys, real files, real exchanges. */
import { join } from 'node:path';
import { openStateDirectory } from '../../../lib/host/index.ts';
import { generateKeyPair, openPlan, publicKeyOf, signPlan } from '../../../lib/trust/index.ts';
import type { SigningKey } from '../../../lib/trust/index.ts';
import type { Plan, Report } from '../../../lib/wire/types.ts';
import { noFailPoint } from '../../../services/applier/index.ts';
import type { ApplierDeps, BlobSource, HostBootSource } from '../../../services/applier/index.ts';
import { sha256 } from '../file-digest.ts';
import type { TestTree } from '../trees.ts';
import { withScratch } from '../scratch.ts';
import { quiet } from '../quiet-log.ts';
import { readTree, writeTree } from '../trees.ts';
import { hostId, nowMs } from './plans.ts';

/** A source that has the contents of a tree. */
export const blobsFrom = (tree: TestTree): BlobSource => {
  const contents = new Map(Object.values(tree).map((content) => [sha256(content), content]));
  return {
    async *get(digest) {
      const content = contents.get(digest);
      if (content === undefined) throw Object.assign(new Error('no such blob'), { code: 'BLOB_MISSING' });
      yield Buffer.from(content);
    },
  };
};

export type Site = {
  root: string;
  espRoot: string;
  key: SigningKey;
  deps: ApplierDeps;
  /** All that was reported, as `phase` or `phase code`. */
  reported: string[];
  reports: Report[];
  seal: (plan: Plan) => Uint8Array;
  /** Of the whole ESP, stages included. */
  esp: () => Promise<TestTree>;
};

export type SiteOptions = { tree: TestTree; blobs: TestTree; overrides?: Partial<ApplierDeps> };

/** A host that was not started by UEFI. */
export const noVariables: HostBootSource = {
  readVariables: async () => null,
  readKernels: async () => new Map(),
  machine: 0x8664,
};

/** Makes the dependencies of a host whose ESP is `<root>/esp`, with `key` as the planner's. */
export const depsAt = async (
  root: string,
  { key, blobs }: { key: SigningKey; blobs: TestTree },
): Promise<ApplierDeps> => ({
  espRoot: join(root, 'esp'),
  state: await openStateDirectory(join(root, 'state')),
  hostId,
  openPlan: (envelope) => openPlan(envelope, [publicKeyOf(key)]).plan,
  blobs: blobsFrom(blobs),
  clock: { nowMs: () => nowMs, sleep: async () => undefined },
  log: quiet,
  report: async () => undefined,
  allowAnyFilesystem: true,
  retain: 'previous',
  hostBoot: noVariables,
  isUnproven: true,
  failPoint: noFailPoint,
  bootupdLockPath: join(root, 'run', 'bootupd-lock'),
  lockPatienceMs: 0,
});

/** Runs `use` on a fresh host and removes it afterwards. */
export const withSite = async <T>(options: SiteOptions, use: (site: Site) => Promise<T>): Promise<T> => {
  return withScratch(async (root) => {
    await writeTree(join(root, 'esp'), options.tree);
    const key = generateKeyPair();
    const base = await depsAt(root, { key, blobs: options.blobs });
    const reports: Report[] = [];
    const reported: string[] = [];
    const report = async (one: Report): Promise<void> => {
      reports.push(one);
      reported.push(one.code === '' ? one.phase : `${one.phase} ${one.code}`);
    };
    const deps = { ...base, report, ...options.overrides };
    const seal = (plan: Plan): Uint8Array => signPlan(plan, key);
    const esp = (): Promise<TestTree> => readTree(deps.espRoot);
    return use({ root, espRoot: deps.espRoot, key, deps, reported, reports, seal, esp });
  });
};
