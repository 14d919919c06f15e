/** Programs of ours that tests, demo and bench start, and how each is started. Nothing else names what is built. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repoRoot } from './tools.ts';

type Bundler = {
  bundleCommand: (root: string) => string;
  bundleProgram: (root: string, source: string) => string;
};

const bundler = async (): Promise<Bundler> =>
  (await import(pathToFileURL(join(repoRoot(), 'scripts', 'bundle.mjs')).href)) as Bundler;

/** What this process has asked for. */
const programs = new Map<string, Promise<string>>();

/** The directory dist/bin, built of the sources as they are now. */
export const builtBin = async (): Promise<string> => (await bundler()).bundleCommand(repoRoot());

/**
 * Copies the built command into a directory, as its npm package has it but for node_modules, for a machine that does not
 * see the checkout. Gives its path.
 */
export const copiedBootswap = async (directory: string): Promise<string> => {
  const bin = await builtBin();
  await cp(bin, join(directory, 'dist', 'bin'), { recursive: true });
  for (const path of [join('bin', 'bootswap'), 'package.json'])
    await cp(join(repoRoot(), path), join(directory, path));
  return join(directory, 'bin', 'bootswap');
};

/** The path of bin/bootswap, once what it loads is built of the sources as they are now. */
export const builtBootswap = async (): Promise<string> => {
  await builtBin();
  return join(repoRoot(), 'bin', 'bootswap');
};

/**
 * The absolute path of a program of tests, demo or bench as one .js file: for programs that are started often, and for
 * guests, where starting Node with many modules takes twenty times longer than here. `source` is its path from the
 * root (`tests/vfat/applier-guest.ts`). Made when first asked for; any number of processes may ask at once. What runs in
 * a guest must not import this module: it is told the paths as arguments.
 */
export const builtProgram = (source: string): Promise<string> => {
  const asked = programs.get(source);
  if (asked !== undefined) return asked;
  const program = bundler().then(({ bundleProgram }) => bundleProgram(repoRoot(), source));
  programs.set(source, program);
  return program;
};

/** What an inline program imports a module of ours by: `sourceUrl('lib/sys/index.ts')`. */
export const sourceUrl = (source: string): string => pathToFileURL(join(repoRoot(), source)).href;

/** Node's arguments for an unbuilt .ts program in a process of its own. */
export const sourceArgs = (source: string): string[] => [...process.execArgv, join(repoRoot(), source)];

/**
 * Node's arguments for a program, an ES module, that is given as text and imports by `sourceUrl`; its own arguments follow
 * from process.argv[1] on. (`--input-type=module` would be for the hook of Node 20, too, which refuses it.)
 */
export const inlineArgs = (code: string): string[] => [
  ...process.execArgv,
  '-e',
  `import('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(code))})`,
];
