/** Whether directories that are live have room for the entries that an update makes in them. Pure. */
import { foldFatName, slotsFor } from '../esp/index.ts';
import type { DirectoryRoom, Swap } from '../wire/types.ts';

/** Lengths of the runs of free slots, in their order, as `DirectoryRoom` has them. */
export const freeRunsOf = (isUsed: readonly boolean[]): number[] => {
  const runs = isUsed.map((used) => (used ? ' ' : '.')).join('');
  return runs
    .split(/ +/)
    .map((run) => run.length)
    .filter((length) => length > 0);
};

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** An entry to be made in a directory. `slots`: see `slotsFor`. */
export type NewEntry = { parent: string; slots: number };

/** A stage's name takes one slot under every mount option; a target that is made, as many as its name needs. */
export const newEntriesOf = ({ target, targetExists }: Pick<Swap, 'target' | 'targetExists'>): NewEntry[] => {
  const parent = parentOf(target);
  const stage = { parent, slots: 1 };
  return targetExists ? [stage] : [{ parent, slots: slotsFor(nameOf(target)) }, stage];
};

/** As vfat takes them: each entry the first run that is long enough (Linux fs/fat/dir.c, fat_add_entries). */
const fits = (needed: readonly number[], freeRuns: readonly number[]): boolean => {
  const runs = [...freeRuns];
  return needed.every((slots) => {
    const index = runs.findIndex((run) => run >= slots);
    if (index >= 0) runs[index] = (runs[index] ?? 0) - slots;
    return index >= 0;
  });
};

/**
 * The first directory that would have to grow for the entries, or null. A live directory must not: vfat links the new
 * cluster in one sector of the FAT and marks it as taken in another, and a power cut between the two leaves a live chain
 * that leads to a free cluster. A directory whose room is not known is taken to have it.
 */
export const findFullDirectory = (
  entries: readonly NewEntry[],
  rooms: readonly DirectoryRoom[],
): string | null => {
  for (const { path, freeRuns } of rooms) {
    const isHere = ({ parent }: NewEntry): boolean => foldFatName(parent) === foldFatName(path);
    const needed = entries.filter(isHere).map(({ slots }) => slots);
    if (!fits(needed, freeRuns)) return path;
  }
  return null;
};
