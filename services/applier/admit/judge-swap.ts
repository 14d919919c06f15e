/** Whether one swap of a plan makes sense in itself. */
import { foldFatName } from '../../../lib/esp/index.ts';
import type { FileChange, Swap } from '../../../lib/wire/types.ts';
import type { PlanProblem } from '../apply-error.ts';
import { isWithin, parentOf } from '../esp/names.ts';

/** Scope esp exchanges EFI itself, which is there, and nothing else does. */
const checkScope = ({ scope, target, targetExists }: Swap): PlanProblem | null => {
  if (scope === 'esp' && target !== 'EFI')
    return { code: 'PATH_OUTSIDE', detail: `scope esp exchanges EFI, not ${target}` };
  if (scope !== 'esp' && target === 'EFI')
    return { code: 'PATH_OUTSIDE', detail: 'the target EFI itself needs scope esp' };
  return scope === 'esp' && !targetExists
    ? { code: 'INCONSISTENT', detail: 'scope esp needs an existing EFI directory' }
    : null;
};

const checkInside = (swap: Swap): PlanProblem | null => {
  const { scope, target } = swap;
  const paths = [...swap.files.map((file) => file.path), ...swap.directories];
  const isInside = (path: string): boolean =>
    scope === 'file' ? path === target : path !== target && isWithin(path, target);
  const outside = paths.find((path) => !isInside(path));
  if (outside !== undefined)
    return { code: 'PATH_OUTSIDE', detail: `${outside} does not belong to target ${target}` };
  return scope === 'file' && swap.files.length !== 1
    ? { code: 'INCONSISTENT', detail: `${target}: scope file needs exactly one file` }
    : null;
};

const contradiction = (change: FileChange): string | null => {
  const { action, beforeSha256: before, afterSha256: after } = change;
  if (action === 'keep' && (before === '' || before !== after))
    return 'is marked keep, but its digest changes';
  if (action === 'keep' && change.beforeSizeBytes !== change.afterSizeBytes)
    return 'is marked keep, but its size changes';
  if (action === 'write' && after === '') return 'is marked write, but has no new digest';
  if (action === 'delete' && (before === '' || after !== ''))
    return 'is marked delete, but does not exist or has a new digest';
  return null;
};

const checkConsistent = (swap: Swap): PlanProblem | null => {
  const inconsistent = (detail: string): PlanProblem => ({
    code: 'INCONSISTENT',
    detail: `${swap.target}: ${detail}`,
  });
  if (new Set(swap.files.map((file) => file.path)).size !== swap.files.length) {
    return inconsistent('a path is listed twice');
  }
  for (const change of swap.files) {
    const why = contradiction(change);
    if (why !== null) return inconsistent(`${change.path} ${why}`);
  }
  if (!swap.targetExists && swap.files.some((file) => file.beforeSha256 !== '')) {
    return inconsistent('the target does not exist, but has files');
  }
  if (swap.scope === 'file' && swap.targetExists !== (swap.files[0]?.beforeSha256 !== '')) {
    return inconsistent('the file and the target disagree on whether it exists');
  }
  return swap.targetExists && swap.files.every((file) => file.beforeSha256 === file.afterSha256)
    ? inconsistent('nothing changes')
    : null;
};

type Seen = { path: string; isFile: boolean };

const withParents = (swap: Swap, path: string): string[] =>
  path === swap.target || path === '' ? [] : [path, ...withParents(swap, parentOf(path))];

/** FAT takes names that differ in case only for one, and a name is a file or a directory. */
const checkCase = (swap: Swap): PlanProblem | null => {
  const files = swap.files.filter((file) => file.afterSha256 !== '').map((file) => file.path);
  const directories = [...files.map(parentOf), ...swap.directories].flatMap((path) =>
    withParents(swap, path),
  );
  const all: Seen[] = [
    ...files.map((path) => ({ path, isFile: true })),
    ...directories.map((path) => ({ path, isFile: false })),
  ];
  const seen = new Map<string, Seen>();
  for (const entry of all) {
    const folded = foldFatName(entry.path);
    const other = seen.get(folded) ?? entry;
    if (other.path !== entry.path || other.isFile !== entry.isFile) {
      return { code: 'CASE_COLLISION', detail: `${other.path} and ${entry.path} are the same name on FAT` };
    }
    seen.set(folded, entry);
  }
  return null;
};

/** The first thing wrong with a swap whose paths are all well-formed, or null. */
export const checkSwap = (swap: Swap): PlanProblem | null =>
  checkScope(swap) ?? checkInside(swap) ?? checkConsistent(swap) ?? checkCase(swap);
