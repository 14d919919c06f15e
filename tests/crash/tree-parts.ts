/** Trees of files as scenarios make and take them apart. */
import { below, seededRandom } from '../lab/random.ts';
import type { Tree } from './expectations.ts';

/** No two sectors alike, nor two files of different seeds. */
export const bytesOf = (seed: number, length: number): Uint8Array => {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => below(random, 256));
};

export const filesIn = (tree: Tree, directory: string): Tree =>
  new Map([...tree].filter(([path]) => path.startsWith(`${directory}/`)));

/** What is below a directory, by its path from there. */
export const subtreeOf = (tree: Tree, directory: string): Tree =>
  new Map([...filesIn(tree, directory)].map(([path, bytes]) => [path.slice(directory.length + 1), bytes]));
