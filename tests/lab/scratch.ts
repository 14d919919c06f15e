import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `use` with a new empty directory, which is gone afterwards, whatever happens. It lies in `parent`, by default
 * where temporary files go, and its path has no symbolic link in it.
 */
export const withScratch = async <T>(
  use: (directory: string) => Promise<T> | T,
  parent: string = tmpdir(),
): Promise<T> => {
  const directory = await realpath(await mkdtemp(join(parent, 'bootswap-test-')));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
