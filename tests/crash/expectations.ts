import type { ContentKey, ContentKeys } from '../lab/crash/content-key.ts';

/**
 * Files by path below the unit. A path that ends in a slash is an empty directory; a unit that is a file is one file
 * of the path ''.
 */
export type Tree = ReadonlyMap<string, Uint8Array>;

/** A directory or file that an update replaces as a whole: complete old or complete new. Null is that it is not there. */
export type Unit = { path: string; old: Tree | null; new: Tree | null };

export type Expectations = {
  units: readonly Unit[];
  /** Files that no state may change, by path from the ESP's root. */
  foreign: ReadonlyMap<string, Uint8Array>;
  /**
   * What may be there beside units and foreign files once recovery is done, and the units are all old or all new: a
   * kept previous tree, say. Nothing by default.
   */
  mayRemain?: (path: string, found: 'old' | 'new') => boolean;
  /** What belongs to no unit even if it lies in one: somebody else's left-overs. Nothing by default. */
  isDebris?: (path: string) => boolean;
};

/** A tree by keys: upper-case paths below the unit, and every directory that these imply ('' is the unit itself). */
export type KeyedTree = { files: ReadonlyMap<string, ContentKey>; directories: ReadonlySet<string> };

export type KeyedUnit = { path: string; key: string; old: KeyedTree | null; new: KeyedTree | null };

export type KeyedExpectations = {
  units: readonly KeyedUnit[];
  foreign: ReadonlyMap<string, ContentKey>;
  /** Directories on the way to units and foreign files. */
  ancestors: ReadonlySet<string>;
  /** Every content of the old and new trees, to tell it from debris. */
  known: ReadonlySet<ContentKey>;
  isDebris: (key: string) => boolean;
};

/** `A/B/C` -> `A/B`, `A`. */
const above = (path: string): string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
};

const keyTree = (tree: Tree | null, keys: ContentKeys): KeyedTree | null => {
  if (tree === null) return null;
  const files = new Map<string, ContentKey>();
  const directories = new Set<string>();
  for (const [path, bytes] of tree) {
    const key = path.toUpperCase();
    if (key === '') return { files: new Map([['', keys.ofBytes(bytes)]]), directories };
    for (const each of above(key)) directories.add(each);
    if (key.endsWith('/')) directories.add(key.slice(0, -1));
    else files.set(key, keys.ofBytes(bytes));
  }
  directories.add('');
  return { files, directories };
};

/** Expectations in the numbers of one store, so that judging compares numbers only. */
export const keyExpectations = (expectations: Expectations, keys: ContentKeys): KeyedExpectations => {
  const units = expectations.units.map(({ path, old, new: next }) => ({
    path,
    key: path.toUpperCase(),
    old: keyTree(old, keys),
    new: keyTree(next, keys),
  }));
  const foreign = new Map(
    [...expectations.foreign].map(([path, bytes]) => [path.toUpperCase(), keys.ofBytes(bytes)]),
  );
  const ancestors = new Set(['', ...[...units.map(({ key }) => key), ...foreign.keys()].flatMap(above)]);
  const trees = units.flatMap((unit) => [unit.old, unit.new]);
  const known = new Set([...trees.flatMap((tree) => [...(tree?.files.values() ?? [])]), ...foreign.values()]);
  return { units, foreign, ancestors, known, isDebris: expectations.isDebris ?? (() => false) };
};
