/** What becomes of each file of a host's ESP, by content. */
import { foldFatName } from '../../../lib/esp/index.ts';
import type {
  FileChange,
  HostFacts,
  PayloadFile,
  PayloadManifest,
  TreeFile,
} from '../../../lib/wire/types.ts';
import { byPath, findKindConflict, indexTree, spellOnHost } from './host-tree.ts';
import type { HostTree } from './host-tree.ts';
import { isRefusal } from './refusals.ts';
import type { Refused } from './refusals.ts';

export type TreeFacts = Pick<HostFacts, 'files' | 'directories' | 'managedPaths'>;
export type TreeChanges = {
  tree: HostTree;
  /** Every file of the host and of the payload, sorted by path, in the host's spelling. */
  changes: FileChange[];
  /** The payload's files, their paths in the host's spelling, sorted. */
  managedFiles: PayloadFile[];
};

type Digested = Pick<TreeFile, 'sizeBytes' | 'sha256'>;
const absent = { sizeBytes: 0n, sha256: '' } as const;

const isSame = (a: Digested, b: Digested): boolean => a.sha256 === b.sha256 && a.sizeBytes === b.sizeBytes;

const changeOf = (path: string, before: Digested, after: Digested): FileChange => ({
  path,
  action: isSame(before, after) ? 'keep' : after.sha256 === '' ? 'delete' : 'write',
  beforeSha256: before.sha256,
  beforeSizeBytes: before.sizeBytes,
  afterSha256: after.sha256,
  afterSizeBytes: after.sizeBytes,
});

const remaining = (tree: HostTree, wanted: ReadonlySet<string>, facts: TreeFacts): FileChange[] => {
  const managed = new Set(facts.managedPaths.map(foldFatName));
  // Only what the last applied payload brought may go; the rest is the host's own (grub.cfg, other systems).
  return [...tree.files]
    .filter(([folded]) => !wanted.has(folded))
    .map(([folded, file]) => changeOf(file.path, file, managed.has(folded) ? absent : file));
};

/**
 * Every file with what it is before and what it shall be after: the payload's files as the payload has them, files
 * that the last applied payload brought and this one lacks deleted, all others kept.
 */
export const findChanges = (facts: TreeFacts, manifest: PayloadManifest): TreeChanges | Refused => {
  const tree = indexTree(facts);
  if (isRefusal(tree)) return tree;
  const wanted = new Set<string>();
  const brought: FileChange[] = [];
  const managedFiles: PayloadFile[] = [];
  for (const file of manifest.files) {
    const path = spellOnHost(tree, file.path);
    const conflict = findKindConflict(tree, path);
    if (conflict !== null) return conflict;
    wanted.add(foldFatName(path));
    managedFiles.push({ path, sizeBytes: file.sizeBytes, sha256: file.sha256 });
    brought.push(changeOf(path, tree.files.get(foldFatName(path)) ?? absent, file));
  }
  const changes = [...brought, ...remaining(tree, wanted, facts)].sort(byPath);
  return { tree, changes, managedFiles: managedFiles.sort(byPath) };
};
