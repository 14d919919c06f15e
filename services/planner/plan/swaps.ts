/** Groups the changes of a tree into exchanges: each with the narrowest scope, in the order that boots at every step. */
import { foldFatName } from '../../../lib/esp/index.ts';
import { clipDetail, textBytes } from '../../../lib/wire/index.ts';
import type { FileChange, Swap } from '../../../lib/wire/types.ts';
import { counted } from '../../../lib/format.ts';
import type { TreeChanges } from './changes.ts';
import { compareText } from './host-tree.ts';
import type { HostTree } from './host-tree.ts';

/**
 * What one exchange replaces. `auto`: as little as possible, one file if only that changes. `directory`: whole directories
 * (a file directly in EFI/ stays a file). `esp`: EFI itself.
 */
export const planScopes = ['auto', 'directory', 'esp'] as const;
export type PlanScope = (typeof planScopes)[number];

type Grouping = { tree: HostTree; scope: PlanScope };

/** The directory directly in EFI/ that holds the file, or the file itself if it is directly in EFI/. */
const targetOf = (path: string): string => path.split('/').slice(0, 2).join('/');

const isIn = (directory: string, path: string): boolean => path.startsWith(`${directory}/`);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const whyDirectory = (files: readonly FileChange[], targetExists: boolean): string => {
  if (!targetExists) return `creating the directory with ${counted(files.length, 'file')}`;
  const count = (action: FileChange['action'], hadBefore: boolean): number =>
    files.filter((file) => file.action === action && (file.beforeSha256 !== '') === hadBefore).length;
  const [rewritten, added, deleted] = [count('write', true), count('write', false), count('delete', true)];
  const what = [
    rewritten > 0 ? `${counted(rewritten, 'file')} changed` : '',
    added > 0 ? `${counted(added, 'file')} added` : '',
    deleted > 0 ? `${counted(deleted, 'file')} deleted` : '',
  ].filter((part) => part !== '');
  const emptied = files.every(({ action }) => action === 'delete');
  const stays = emptied ? '; the empty directory stays and is harmless' : '';
  return `replacing the directory: ${what.join(', ')}${stays}`;
};

/** One file is replaced by another, and nothing else of its target changes. */
const isLoneRewrite = (changed: readonly FileChange[]): boolean =>
  changed.length === 1 && changed[0]?.action === 'write' && changed[0].beforeSha256 !== '';

const fileSwap = (change: FileChange, why: string): Swap => ({
  scope: 'file',
  target: change.path,
  why: clipDetail(why, textBytes.why),
  targetExists: change.beforeSha256 !== '',
  files: [change],
  directories: [],
});

const directorySwap = (target: string, files: FileChange[], tree: HostTree): Swap => {
  const targetExists = tree.directories.has(foldFatName(target));
  const directories = [...tree.directories.values()].filter((path) => isIn(target, path)).sort(compareText);
  return {
    scope: 'directory',
    target,
    why: clipDetail(whyDirectory(files, targetExists), textBytes.why),
    targetExists,
    files,
    directories,
  };
};

/** All of EFI in one exchange: there is no half-done state. */
const espSwap = (files: FileChange[], tree: HostTree): Swap => {
  const changed = files.filter(({ action }) => action !== 'keep').length;
  const why = `replacing all of EFI at once, as scope esp asks (${changed} of ${counted(files.length, 'file')} change)`;
  const directories = [...tree.directories.values()].filter((path) => isIn('EFI', path)).sort(compareText);
  return {
    scope: 'esp',
    target: 'EFI',
    why: clipDetail(why, textBytes.why),
    targetExists: true,
    files,
    directories,
  };
};

const swapOf = (target: string, files: FileChange[], { tree, scope }: Grouping): Swap => {
  const changed = files.filter(({ action }) => action !== 'keep');
  const [only] = changed;
  if (only !== undefined && only.path === target)
    return fileSwap(only, `replacing the file, which is directly in EFI`);
  if (scope === 'auto' && only !== undefined && isLoneRewrite(changed))
    return fileSwap(only, `replacing only ${nameOf(only.path)}: no other file of ${target} changes`);
  return directorySwap(target, files, tree);
};

/**
 * The order of exchanges. It matters because power may fail after any of them.
 *
 * A new shim may raise SbatLevel at its first boot and then refuse an older GRUB, while the old shim boots a newer
 * GRUB: so what holds no shim comes first, then vendor directories with a shim, and EFI/BOOT after the vendor
 * directories, for its shim or fallback starts what lies in those. What only takes files away comes last: until
 * then the old files may still be needed to boot.
 */
const rankOf = (swap: Swap): number => {
  if (swap.files.every(({ action }) => action !== 'write')) return 3;
  if (foldFatName(targetOf(swap.target)) === 'EFI/BOOT') return 2;
  const bringsShim = swap.files.some(
    ({ path, action }) => action === 'write' && /^shim.*\.efi$/i.test(nameOf(path)),
  );
  return bringsShim ? 1 : 0;
};

const byRank = (a: Swap, b: Swap): number =>
  rankOf(a) - rankOf(b) || compareText(foldFatName(a.target), foldFatName(b.target));

const groupByTarget = (changes: readonly FileChange[]): Map<string, FileChange[]> => {
  const groups = new Map<string, FileChange[]>();
  for (const change of changes) {
    const target = targetOf(change.path);
    const group = groups.get(target);
    if (group === undefined) groups.set(target, [change]);
    else group.push(change);
  }
  return groups;
};

const isChange = ({ action }: FileChange): boolean => action !== 'keep';

/** The exchanges that make the changes, in order; none if every file is kept. */
export const groupIntoSwaps = ({ changes, tree }: TreeChanges, scope: PlanScope = 'auto'): Swap[] => {
  if (!changes.some(isChange)) return [];
  if (scope === 'esp') return [espSwap(changes, tree)];
  return [...groupByTarget(changes)]
    .filter(([, files]) => files.some(isChange))
    .map(([target, files]) => swapOf(target, files, { tree, scope }))
    .sort(byRank);
};
