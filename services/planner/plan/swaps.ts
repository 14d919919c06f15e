/** Groups the changes of a tree into exchanges: the narrowest scope each, in the order that boots half-way, too. */
import { foldFatName } from '../../../lib/esp/index.ts';
import { clipDetail, textBytes } from '../../../lib/wire/index.ts';
import type { FileChange, Swap } from '../../../lib/wire/types.ts';
import type { TreeChanges } from './changes.ts';
import { compareText } from './host-tree.ts';
import type { HostTree } from './host-tree.ts';

/**
 * What is exchanged at once. `auto`: the narrowest for each directory, one file where only that changes. `directory`:
 * whole directories (what lies right below EFI/ has none and stays a file). `esp`: EFI itself.
 */
export const planScopes = ['auto', 'directory', 'esp'] as const;
export type PlanScope = (typeof planScopes)[number];

type Grouping = { tree: HostTree; scope: PlanScope };

/** The directory right below EFI/ that holds the file, or the file itself if it lies there. */
const targetOf = (path: string): string => path.split('/').slice(0, 2).join('/');

const isIn = (directory: string, path: string): boolean => path.startsWith(`${directory}/`);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const whyDirectory = (target: string, files: readonly FileChange[], targetExists: boolean): string => {
  if (!targetExists)
    return `${target} is not there yet, so it appears whole with ${plural(files.length, 'file')}`;
  const count = (action: FileChange['action'], hadBefore: boolean): number =>
    files.filter((file) => file.action === action && (file.beforeSha256 !== '') === hadBefore).length;
  const [rewritten, added, deleted] = [count('write', true), count('write', false), count('delete', true)];
  const what = `${rewritten} rewritten, ${added} added, ${deleted} deleted, ${count('keep', true)} kept`;
  const emptied = files.every(({ action }) => action === 'delete');
  const stays = emptied ? '; it stays behind empty, which does not keep anything from booting' : '';
  return `more of ${target} changes than the content of one file (${what}), so it changes as a whole${stays}`;
};

/** A file that another one takes the place of; nothing else of its target changes. */
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
    why: clipDetail(whyDirectory(target, files, targetExists), textBytes.why),
    targetExists,
    files,
    directories,
  };
};

/** All of EFI in one exchange: no half-way state at all. */
const espSwap = (files: FileChange[], tree: HostTree): Swap => {
  const changed = files.filter(({ action }) => action !== 'keep').length;
  const why = `scope esp was asked for, so all of EFI changes at once (${changed} of ${plural(files.length, 'file')})`;
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
    return fileSwap(only, `${target} lies right below EFI, so it changes as a file`);
  if (scope === 'auto' && only !== undefined && isLoneRewrite(changed))
    return fileSwap(only, `only ${nameOf(only.path)} of ${target} changes, so only that file is exchanged`);
  return directorySwap(target, files, tree);
};

/**
 * The order of exchanges, for a power cut may stop after any of them.
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

/** The exchanges that make the changes, in their order; none if every file is kept. */
export const groupIntoSwaps = ({ changes, tree }: TreeChanges, scope: PlanScope = 'auto'): Swap[] => {
  if (!changes.some(isChange)) return [];
  if (scope === 'esp') return [espSwap(changes, tree)];
  return [...groupByTarget(changes)]
    .filter(([, files]) => files.some(isChange))
    .map(([target, files]) => swapOf(target, files, { tree, scope }))
    .sort(byRank);
};
