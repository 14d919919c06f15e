/** A host's ESP as its facts tell it, looked up as FAT does: without regard to case. */
import { foldFatName } from '../../../lib/esp/index.ts';
import type { HostFacts, TreeFile } from '../../../lib/wire/types.ts';
import { refused } from './refusals.ts';
import type { Refused } from './refusals.ts';

/** Keys are folded paths; values have the host's spelling. */
export type HostTree = { files: Map<string, TreeFile>; directories: Map<string, string> };

/** The order of paths on the wire: by UTF-16 code units. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
export const byPath = (a: { path: string }, b: { path: string }): number => compareText(a.path, b.path);

const parentsOf = (path: string): string[] => {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
};

const sameName = (a: string, b: string): Refused =>
  refused(
    'NAME_CONFLICT',
    `the ESP has both ${a} and ${b}, which are the same name on FAT: delete one of them`,
  );

/** Indexes the tree; refuses one that FAT could not hold (a directory on another file system can). */
export const indexTree = (facts: Pick<HostFacts, 'files' | 'directories'>): HostTree | Refused => {
  const tree: HostTree = { files: new Map(), directories: new Map([['EFI', 'EFI']]) };
  const listed = [...facts.directories, ...facts.files.flatMap(({ path }) => parentsOf(path))];
  for (const path of new Set(listed)) {
    const folded = foldFatName(path);
    const known = tree.directories.get(folded) ?? path;
    if (known !== path) return sameName(known, path);
    tree.directories.set(folded, path);
  }
  for (const file of facts.files) {
    const folded = foldFatName(file.path);
    const known = tree.files.get(folded)?.path ?? tree.directories.get(folded);
    if (known !== undefined) return sameName(known, file.path);
    tree.files.set(folded, file);
  }
  return tree;
};

/** `path` as this host spells what it has of it: existing spellings stay, so that a payload never renames by case. */
export const spellOnHost = (tree: HostTree, path: string): string =>
  path
    .split('/')
    .slice(1)
    .reduce((parent, segment) => {
      const folded = foldFatName(`${parent}/${segment}`);
      return tree.directories.get(folded) ?? tree.files.get(folded)?.path ?? `${parent}/${segment}`;
    }, 'EFI');

/** Where a file of the payload meets a directory of the host, or the reverse; `path` has the host's spelling. */
export const findKindConflict = (tree: HostTree, path: string): Refused | null => {
  const why = 'rename it in the payload or delete it from the ESP';
  if (tree.directories.has(foldFatName(path)))
    return refused(
      'FILE_IS_DIRECTORY',
      `${path} is a directory on the ESP and a file in the payload; ${why}`,
    );
  const blocking = parentsOf(path).find((parent) => tree.files.has(foldFatName(parent)));
  if (blocking === undefined) return null;
  return refused(
    'FILE_IS_DIRECTORY',
    `${blocking} is a file on the ESP and a directory in the payload; ${why}`,
  );
};
