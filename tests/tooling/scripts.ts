import { fileURLToPath } from 'node:url';
import { withScratch } from '../lab/scratch.ts';
import { writeTree } from '../lab/trees.ts';

/** The root of the checkout, seen from tests/tooling. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A module of scripts/, which is plain JavaScript and has no types of its own. */
export const loadScript = async <Module>(name: string): Promise<Module> =>
  (await import(new URL(`../../scripts/${name}`, import.meta.url).href)) as Module;

/** Runs `body` in a fresh directory that holds `files` (path to content), and removes it. */
export const withTree = <Result>(
  files: Record<string, string>,
  body: (directory: string) => Result | Promise<Result>,
): Promise<Result> => withScratch(async (directory) => body(await writeTree(directory, files)));
