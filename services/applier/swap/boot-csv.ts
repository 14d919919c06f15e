/** Hides the BOOT<arch>.CSV of a tree that is kept as a rollback, and shows it again; see `isBootCsv`. */
import { readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';
import { barrier } from '../../../lib/sys/index.ts';
import { copyFile } from './copy-file.ts';
import { hiddenCsvName, isBootCsv, isHiddenCsv, shownCsvName } from '../esp/names.ts';
import { releaseTrees } from '../esp/delete-trees.ts';

type Rename = { from: string; to: string; isToThere: boolean };

const namesIn = async (directory: string): Promise<string[]> => {
  try {
    return await readdir(directory);
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
    throw error;
  }
};

const renamesIn = async (directory: string, rename: (name: string) => string | null): Promise<Rename[]> => {
  const names = await namesIn(directory);
  return names.flatMap((name) => {
    const to = rename(name);
    if (to === null) return [];
    return [{ from: `${directory}/${name}`, to: `${directory}/${to}`, isToThere: names.includes(to) }];
  });
};

/**
 * Renames by copying: at every moment one durable, whole copy exists under one of the two names. (A rename on vfat
 * first writes an entry without clusters and deletes the old one.) A copy that is already there was cut short by a
 * crash at an unknown point, so it is made again.
 */
const renameSafely = async (renames: readonly Rename[], directory: FileHandle): Promise<void> => {
  if (renames.length === 0) return;
  const stale = renames.filter(({ isToThere }) => isToThere).map(({ to }) => to);
  await releaseTrees(stale, directory);
  for (const { from, to } of renames) await copyFile(from, to, { keep: 'times' });
  await barrier(directory);
  await releaseTrees(
    renames.map(({ from }) => from),
    directory,
  );
};

/**
 * Renames every BOOT<arch>.CSV right in these directories (absolute paths) to BOOT<arch>.BSV. What is not there is
 * no error; doing it again after a crash completes it.
 */
export const hideBootCsv = async (directories: readonly string[], root: FileHandle): Promise<void> => {
  const renames = await Promise.all(
    directories.map((path) => renamesIn(path, (name) => (isBootCsv(name) ? hiddenCsvName(name) : null))),
  );
  await renameSafely(renames.flat(), root);
};

/**
 * Undoes `hideBootCsv`. Where both names are there, hiding or showing was cut short; `isWhole` (absolute path) then
 * says whether the shown one can stay.
 */
export const showBootCsv = async (
  directories: readonly string[],
  root: FileHandle,
  isWhole: (path: string) => Promise<boolean>,
): Promise<void> => {
  const found = await Promise.all(
    directories.map((path) => renamesIn(path, (name) => (isHiddenCsv(name) ? shownCsvName(name) : null))),
  );
  const pending: Rename[] = [];
  for (const rename of found.flat()) {
    if (rename.isToThere && (await isWhole(rename.to))) await releaseTrees([rename.from], root);
    else pending.push(rename);
  }
  await renameSafely(pending, root);
};
