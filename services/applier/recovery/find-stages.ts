import { readdir } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';
import { isFillerName } from '../fat/index.ts';
import { joinPath, looksStaged } from '../esp/names.ts';

const MAX_DEPTH = 16;

type Found = { stagePaths: string[]; fillerPaths: string[] };
type Walk = { espRoot: string; found: Found; depth: number };

const walk = async (path: string, { espRoot, found, depth }: Walk): Promise<void> => {
  if (depth > MAX_DEPTH) return;
  for (const entry of await readdir(`${espRoot}/${path}`, { withFileTypes: true })) {
    const child = joinPath(path, entry.name);
    if (looksStaged(child)) found.stagePaths.push(child);
    else if (isFillerName(entry.name)) found.fillerPaths.push(child);
    else if (entry.isDirectory() && isLookedInto(child))
      await walk(child, { espRoot, found, depth: depth + 1 });
  }
};

/** In the root only EFI: stages are beside their targets, which are EFI and its contents. */
const isLookedInto = (path: string): boolean => path.includes('/') || path.toUpperCase() === 'EFI';

/**
 * Paths, relative to the ESP, of all stages of bootswap or bootupd and of all placeholder entries, by name; sorted.
 * Reads only names, and looks into no stage.
 * @throws Node's error: EIO
 */
export const findStages = async (espRoot: string): Promise<Found> => {
  const found: Found = { stagePaths: [], fillerPaths: [] };
  try {
    await walk('', { espRoot, found, depth: 0 });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  return { stagePaths: found.stagePaths.toSorted(), fillerPaths: found.fillerPaths.toSorted() };
};
