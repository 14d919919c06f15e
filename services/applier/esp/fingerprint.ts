import { lstat, readdir } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';
import { looksStaged } from './names.ts';

/** By path: sizes and times, which show writes by other programs without reading contents. */
export type Fingerprint = ReadonlyMap<string, string>;

const addEntry = async (path: string, into: Map<string, string>): Promise<void> => {
  const status = await lstat(path, { bigint: true });
  if (!status.isDirectory()) {
    into.set(path, `${status.size} ${status.mtimeNs}`);
    return;
  }
  // Staging in a directory changes the directory's own time.
  into.set(path, 'directory');
  for (const name of await readdir(path)) if (!looksStaged(name)) await addEntry(`${path}/${name}`, into);
};

/**
 * Names, sizes and modification times of a file or tree, without stages in it. Empty if it does not exist.
 * @throws Node's error: EIO; ENOENT while it is being changed
 */
export const fingerprintOf = async (path: string): Promise<Fingerprint> => {
  const found = new Map<string, string>();
  try {
    await lstat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return found;
    throw error;
  }
  await addEntry(path, found);
  return found;
};

/** The first path at which the two differ, or null. */
export const differenceOf = (before: Fingerprint, after: Fingerprint): string | null => {
  for (const path of new Set([...before.keys(), ...after.keys()]))
    if (before.get(path) !== after.get(path)) return path;
  return null;
};
