/** Programs of ours that tests, demo and bench start, and how each is started. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repoRoot } from './tools.ts';

type Bundler = {
  bundleCommand: (root: string) => void;
  bundleProgram: (root: string, source: string) => string;
};

const bundler = async (): Promise<Bundler> =>
  (await import(pathToFileURL(join(repoRoot(), 'scripts', 'bundle.mjs')).href)) as Bundler;

/** The path of bin/bootswap, once what it loads is built of the sources as they are now. */
export const builtBootswap = async (): Promise<string> => {
  (await bundler()).bundleCommand(repoRoot());
  return join(repoRoot(), 'bin', 'bootswap');
};

/**
 * The absolute path of a program of tests, demo or bench as one .js file: for guests, where starting Node with many
 * modules takes twenty times longer than here. `source` is its path from the root (`tests/vfat/applier-guest.ts`).
 * Made when first asked for; any number of processes may ask at once.
 */
export const builtProgram = async (source: string): Promise<string> =>
  (await bundler()).bundleProgram(repoRoot(), source);
