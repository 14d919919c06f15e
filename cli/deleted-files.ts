import type { Swap } from '../lib/wire/types.ts';

const maxNamed = 10;

/** Paths of the files that an update deletes, for people: the first ten, then the number of the others. */
export const deletedFiles = (swaps: readonly Pick<Swap, 'files'>[]): string[] => {
  const paths = swaps
    .flatMap(({ files }) => files)
    .filter(({ action }) => action === 'delete')
    .map(({ path }) => path);
  const more = paths.length - maxNamed;
  return more > 0 ? [...paths.slice(0, maxNamed), `and ${more} more`] : paths;
};
