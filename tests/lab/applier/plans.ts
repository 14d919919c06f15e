/** Plans for tests, from two trees: what is there and what is to be there. */
import { planIdOf } from '../../../lib/wire/index.ts';
import type { FileChange, PayloadFile, Plan, Swap } from '../../../lib/wire/types.ts';
import { sha256 } from '../file-digest.ts';
import type { TestTree } from '../trees.ts';

const sizeOf = (content: string): bigint => BigInt(Buffer.byteLength(content));

const changeOf = (path: string, before: string | undefined, after: string | undefined): FileChange => ({
  path,
  action: after === undefined ? 'delete' : before === after ? 'keep' : 'write',
  beforeSha256: before === undefined ? '' : sha256(before),
  beforeSizeBytes: before === undefined ? 0n : sizeOf(before),
  afterSha256: after === undefined ? '' : sha256(after),
  afterSizeBytes: after === undefined ? 0n : sizeOf(after),
});

const isIn = (path: string, target: string): boolean => path === target || path.startsWith(`${target}/`);

const swapOf = (target: string, before: TestTree, after: TestTree): Swap => {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) =>
    isIn(path, target),
  );
  const files = paths.filter((path) => !path.endsWith('/')).toSorted();
  const parents = files
    .filter((path) => before[path] !== undefined)
    .map((path) => path.slice(0, path.lastIndexOf('/')));
  const directories = [
    ...parents,
    ...paths.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
  ];
  return {
    scope: target === 'EFI' ? 'esp' : files.includes(target) ? 'file' : 'directory',
    target,
    why: 'a test',
    targetExists: Object.keys(before).some((path) => isIn(path, target)),
    files: files.map((path) => changeOf(path, before[path], after[path])),
    directories: [...new Set(directories)].filter((path) => path !== target && isIn(path, target)).toSorted(),
  };
};

const managedFilesOf = (tree: TestTree): PayloadFile[] =>
  Object.entries(tree)
    .filter(([path]) => path.startsWith('EFI/') && !path.endsWith('/'))
    .map(([path, content]) => ({ path, sizeBytes: sizeOf(content), sha256: sha256(content) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

export type PlanOptions = {
  before: TestTree;
  after: TestTree;
  /** Targets of the swaps, in their order; a target that is a path of a file is a swap of that file, EFI of the whole. */
  targets: readonly string[];
  host?: string;
  generation?: bigint;
  issuedAtMs?: bigint;
  expiresAtMs?: bigint;
};

export const hostId = 'host-1';
export const nowMs = Date.parse('2026-01-02T03:04:05Z');
const DAY_MS = 86_400_000n;

/** The same plan with its own id again after a change to it. */
export const withId = (plan: Plan): Plan => ({ ...plan, planId: planIdOf(plan) });

export const makePlan = (options: PlanOptions): Plan => {
  const { before, after, targets, generation = 1n, issuedAtMs = BigInt(nowMs) } = options;
  const swaps = targets.map((target) => swapOf(target, before, after));
  return withId({
    planId: '',
    host: options.host ?? hostId,
    channel: 'stable',
    payloadId: sha256(JSON.stringify(after)),
    payloadEventId: 'payload-event-1',
    generation,
    issuedAtMs,
    expiresAtMs: options.expiresAtMs ?? issuedAtMs + DAY_MS,
    swaps,
    managedFiles: managedFilesOf(after),
    bytesToWrite: 0n,
    proof: null,
  });
};

/** An old tree, a new one and the targets between them: every kind of swap, kept and foreign files, a CSV, empty directories. */
export const oldTree: TestTree = {
  'EFI/BOOT/BOOTX64.EFI': 'old shim',
  'EFI/BOOT/BOOTX64.CSV': 'removable csv',
  'EFI/debian/shimx64.efi': 'old shim',
  'EFI/debian/grubx64.efi': 'old grub',
  'EFI/debian/BOOTX64.CSV': 'shimx64.efi,debian',
  'EFI/debian/foreign/notes.txt': 'not of any payload',
  'EFI/debian/gone.efi': 'the new payload lacks it',
  'EFI/debian/empty/': '',
  'EFI/vendor/drv.efi': 'old driver',
  'EFI/vendor/kept.txt': 'kept',
  'EFI/old.cfg': 'to be deleted',
  'EFI/Microsoft/Boot/bootmgfw.efi': 'another system',
  'unrelated.txt': 'outside EFI',
};

export const newTree: TestTree = {
  'EFI/BOOT/BOOTX64.EFI': 'new shim, longer than the old one',
  'EFI/BOOT/BOOTX64.CSV': 'removable csv',
  'EFI/debian/shimx64.efi': 'new shim, longer than the old one',
  'EFI/debian/grubx64.efi': 'new grub',
  'EFI/debian/BOOTX64.CSV': 'shimx64.efi,debian,new',
  'EFI/debian/foreign/notes.txt': 'not of any payload',
  'EFI/debian/empty/': '',
  'EFI/debian/added/deep/new.efi': 'in a new directory',
  'EFI/vendor/drv.efi': 'new driver',
  'EFI/vendor/kept.txt': 'kept',
  'EFI/systemd/systemd-bootx64.efi': 'systemd-boot',
  'EFI/Microsoft/Boot/bootmgfw.efi': 'another system',
  'unrelated.txt': 'outside EFI',
};

export const allTargets = ['EFI/systemd', 'EFI/debian', 'EFI/BOOT', 'EFI/vendor/drv.efi', 'EFI/old.cfg'];

export const firstPlan = makePlan({ before: oldTree, after: newTree, targets: allTargets });

export const secondTree: TestTree = { ...newTree, 'EFI/debian/grubx64.efi': 'newest grub' };
export const secondPlan = makePlan({
  before: newTree,
  after: secondTree,
  targets: ['EFI/debian'],
  generation: 2n,
});

/** As `firstPlan`, in one exchange. */
export const espPlan = makePlan({ before: oldTree, after: newTree, targets: ['EFI'] });

/** Every content that either plan writes. */
export const allBlobs: TestTree = { ...newTree, newest: 'newest grub' };
