/** A host in a temporary directory: a plain directory as its ESP, real keys, real files, real exchanges. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isStageName } from '../../../lib/esp/index.ts';
import { openStateDirectory } from '../../../lib/host/index.ts';
import { generateKeyPair, openPlan, publicKeyOf, signPlan } from '../../../lib/trust/index.ts';
import type { SigningKey } from '../../../lib/trust/index.ts';
import type { Logger } from '../../../lib/runtime/types.ts';
import type { Plan, Report } from '../../../lib/wire/types.ts';
import { noFailPoint } from '../../../services/applier/index.ts';
import type { ApplierDeps, BlobSource, HostBootSource } from '../../../services/applier/index.ts';
import { hostId, nowMs, sha256 } from './plans.ts';
import type { TestTree } from './plans.ts';

const ignore = (): void => undefined;
export const quiet: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  with: () => quiet,
};

export const writeTree = async (root: string, tree: TestTree): Promise<void> => {
  await mkdir(root, { recursive: true });
  for (const [path, content] of Object.entries(tree)) {
    if (path.endsWith('/')) await mkdir(join(root, path), { recursive: true });
    else {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
  }
};

const readInto = async (root: string, path: string, tree: Record<string, string>): Promise<void> => {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  if (entries.length === 0 && path !== '') tree[`${path}/`] = '';
  for (const entry of entries) {
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) await readInto(root, child, tree);
    else
      tree[child] = entry.isFile() ? await readFile(join(root, child), 'utf8') : 'neither file nor directory';
  }
};

const sorted = (tree: TestTree): TestTree =>
  Object.fromEntries(Object.entries(tree).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Everything below `root`; a directory shows only if it is empty. */
export const readTree = async (root: string): Promise<TestTree> => {
  const tree: Record<string, string> = {};
  await readInto(root, '', tree);
  return sorted(tree);
};

/** A tree without stages and previous trees, and what is in those. */
export const splitStages = (tree: TestTree): { live: TestTree; staged: TestTree } => {
  const isStaged = (path: string): boolean => path.split('/').some(isStageName);
  const pick = (wanted: boolean): TestTree =>
    sorted(Object.fromEntries(Object.entries(tree).filter(([path]) => isStaged(path) === wanted)));
  return { live: pick(false), staged: pick(true) };
};

export const ordered = sorted;

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
  const root = await mkdtemp(join(tmpdir(), 'bootswap-applier-'));
  try {
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
    return await use({ root, espRoot: deps.espRoot, key, deps, reported, reports, seal, esp });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};
