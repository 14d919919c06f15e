/** Compares files on the ESP with a swap of the plan. Pure. */
import { expectedFilesOfSwap } from '../../../lib/host/index.ts';
import type { ExpectedFile, PlanSide } from '../../../lib/host/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { isHiddenCsv, isSeenByFallback, nameOf, parentOf, rebase, shownCsvName } from './names.ts';
import type { Observed, ObservedFile } from './observe.ts';

const parentsBelow = (path: string, top: string): string[] => {
  const parent = parentOf(path);
  return parent === top || parent === '' ? [] : [parent, ...parentsBelow(parent, top)];
};

/** Directories below a swap's target on one side of it, the parents of its files included; sorted, parents first. */
export const directoriesOf = (swap: Swap, side: PlanSide): string[] => {
  if (swap.scope === 'file') return [];
  const { present } = expectedFilesOfSwap(swap, side);
  const listed = swap.directories.flatMap((path) => [path, ...parentsBelow(path, swap.target)]);
  const parents = present.flatMap((file) => parentsBelow(file.path, swap.target));
  return [...new Set([...listed, ...parents])].toSorted();
};

const isTargetThere = (swap: Swap, side: PlanSide): boolean => {
  if (side === 'before') return swap.targetExists;
  return swap.scope !== 'file' || swap.files[0]?.action !== 'delete';
};

const kindMismatch = (swap: Swap, side: PlanSide, observed: Observed): string | null => {
  const there = swap.scope === 'file' ? 'file' : 'directory';
  const wanted = isTargetThere(swap, side) ? there : 'absent';
  if (observed.kind === wanted) return null;
  const found = observed.kind === 'other' ? 'neither a file nor a directory' : observed.kind;
  return `${swap.target} is ${found}, not ${wanted}`;
};

const fileMismatches = (expected: readonly ExpectedFile[], observed: Observed): string[] => {
  const wanted = new Map(expected.map((file) => [file.path, file]));
  const missing = expected
    .filter((file) => !observed.files.has(file.path))
    .map((file) => `${file.path} is missing`);
  const differing = expected.filter((file) => {
    const found = observed.files.get(file.path);
    return found !== undefined && (found.sha256 !== file.sha256 || found.sizeBytes !== file.sizeBytes);
  });
  const extra = [...observed.files.keys()].filter((path) => !wanted.has(path));
  return [
    ...missing,
    ...differing.map((file) => `${file.path} has a different digest`),
    ...extra.map((path) => `${path} is not in the plan`),
  ];
};

const directoryMismatches = (swap: Swap, side: PlanSide, observed: Observed): string[] => {
  const wanted = directoriesOf(swap, side);
  const extra = observed.directories.filter((path) => !wanted.includes(path));
  const missing = side === 'before' ? [] : wanted.filter((path) => !observed.directories.includes(path));
  return [
    ...extra.map((path) => `directory ${path} is not in the plan`),
    ...missing.map((path) => `directory ${path} is missing`),
  ];
};

/**
 * How the target differs from one side of a swap; empty if it is equal. On the `before` side a directory
 * that the plan names may be missing (it will exist afterwards), but a directory that the plan does not name must not exist.
 */
export const mismatchesOf = (swap: Swap, side: PlanSide, observed: Observed): string[] => {
  const kind = kindMismatch(swap, side, observed);
  if (kind !== null) return [kind];
  return [
    ...fileMismatches(expectedFilesOfSwap(swap, side).present, observed),
    ...directoryMismatches(swap, side, observed),
    ...observed.others.map((path) => `${path} is neither a file nor a directory`),
  ];
};

/** True for a target that was created for the exchange and is still empty. */
export const isEmpty = (observed: Observed): boolean =>
  (observed.kind === 'file' && [...observed.files.values()].every((file) => file.sizeBytes === 0n)) ||
  (observed.kind === 'directory' &&
    observed.files.size + observed.directories.length + observed.stages.length + observed.others.length ===
      0);

/**
 * Presents the staged tree of a swap as if it were at its target, with its BOOT<arch>.CSV not hidden. If a crash has left
 * both names of a CSV, the one with the expected content counts: the other is an incomplete copy.
 */
export const asTarget = (observed: Observed, swap: Swap): Observed => {
  const moved = (path: string): string => rebase(path, observed.path, swap.target);
  const wanted = new Map(swap.files.map((file) => [file.path, file.beforeSha256]));
  const files = new Map<string, ObservedFile>();
  for (const [path, file] of observed.files) {
    const isHidden = isSeenByFallback(swap) && parentOf(path) === observed.path && isHiddenCsv(nameOf(path));
    const shown = isHidden ? `${observed.path}/${shownCsvName(nameOf(path))}` : path;
    const isWanted = wanted.get(moved(shown)) === file.sha256;
    if (!files.has(moved(shown)) || isWanted) files.set(moved(shown), file);
  }
  return { ...observed, path: swap.target, files, directories: observed.directories.map(moved) };
};

/** True if the swap's target has its previous content, or is the empty one created for a missing target. */
export const isBefore = (swap: Swap, observed: Observed): boolean =>
  mismatchesOf(swap, 'before', observed).length === 0 || (!swap.targetExists && isEmpty(observed));

export const isAfter = (swap: Swap, observed: Observed): boolean =>
  mismatchesOf(swap, 'after', observed).length === 0;
