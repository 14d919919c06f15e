// Debian packages as files under .cache/tools: fetched by the machine's own apt with all that they need and the machine lacks,
// unpacked, and run from there. Nothing is installed, no service starts, and root is not needed.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AptError, downloadDebs, neededFor, unpackDebs } from './apt.mjs';
import { runCaptured } from './programs.mjs';

/** `.cache` of this checkout. */
export const cacheDirectory = fileURLToPath(new URL('../.cache', import.meta.url));

/** Libraries of one release do not fit another: a checkout may see both, after an upgrade or from a container. */
const releaseOf = (text) => {
  const field = (name) => new RegExp(`^${name}="?([\\w.-]+)`, 'm').exec(text)?.[1] ?? 'unknown';
  return `${field('ID')}-${field('VERSION_ID')}-${process.arch}`;
};

const readRelease = () => {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
};

const treesDirectory = (cacheDir) => join(cacheDir, 'tools', releaseOf(readRelease()));

const namesIn = (directory) => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};

/** The unpacked packages, newest name last; a tree is there only when it is whole. */
const treesIn = (cacheDir) =>
  namesIn(treesDirectory(cacheDir))
    .filter((name) => !name.startsWith('new-'))
    .map((name) => join(treesDirectory(cacheDir), name));

/** `path` with the commands of the unpacked packages behind it: what the machine has comes first. */
export const pathWithUnpacked = (path = process.env.PATH ?? '', cacheDir = cacheDirectory) =>
  [...new Set([...path.split(delimiter), ...treesIn(cacheDir).map((tree) => join(tree, 'commands'))])]
    .filter(Boolean)
    .join(delimiter);

/** Where a file that a package has at `path` is to be found: there, in an unpacked package, or nowhere (null). */
export const findPackagedFile = (path, cacheDir = cacheDirectory) =>
  [path, ...treesIn(cacheDir).map((tree) => join(tree, path))].find((each) => existsSync(each)) ?? null;

const isLibrary = (name) => /^lib.*\.so(?:\.|$)/.test(name);

const libraryDirectories = (tree) =>
  ['lib', 'usr/lib'].flatMap((top) => {
    const entries = existsSync(join(tree, top)) ? readdirSync(join(tree, top), { recursive: true }) : [];
    const found = entries.filter((path) => isLibrary(path.split('/').at(-1)));
    return [...new Set(found.map((path) => join(top, path, '..')))];
  });

/** The whole tree may be moved or mounted elsewhere: nothing in it names an absolute place. */
const wrapperOf = (command, libraries) => {
  const path = libraries.map((directory) => `$tree/${directory}`).join(':');
  return `#!/bin/sh\ntree=\${0%/*}/..\nLD_LIBRARY_PATH=${path} exec "$tree/${command}" "$@"\n`;
};

const PROGRAM_DIRECTORIES = ['usr/bin', 'usr/sbin', 'bin', 'sbin', 'usr/lib/qemu', 'usr/libexec'];

const isProgram = (path) => {
  try {
    return statSync(path).isFile() && (statSync(path).mode & 0o111) !== 0;
  } catch {
    return false; // a link into another package, or to /etc/alternatives
  }
};

const addCommands = (tree) => {
  const commands = join(tree, 'commands');
  const libraries = libraryDirectories(tree);
  mkdirSync(commands);
  for (const directory of PROGRAM_DIRECTORIES)
    for (const name of namesIn(join(tree, directory))) {
      const target = join(commands, name);
      if (existsSync(target) || !isProgram(join(tree, directory, name))) continue;
      if (libraries.length === 0) symlinkSync(relative(commands, join(tree, directory, name)), target);
      else writeFileSync(target, wrapperOf(`${directory}/${name}`, libraries), { mode: 0o755 });
    }
};

/** Throws if the loader would not find a library of the program at `path`. */
const checkLibraries = async (tree, path) => {
  const libraries = libraryDirectories(tree).map((directory) => join(tree, directory));
  const env = { ...process.env, LD_LIBRARY_PATH: libraries.join(':') };
  const { stdout } = await runCaptured('ldd', [path], { env });
  const lacking = stdout.split('\n').flatMap((line) => /(\S+) => not found/.exec(line)?.[1] ?? []);
  if (lacking.length > 0)
    throw new AptError('APT_UNSOLVABLE', `${path} cannot run unpacked: ${lacking.join(', ')} is missing`);
};

/** The file in the tree that shows that the package is the right one. */
const findProof = (tree, proof) => {
  const paths = isAbsolute(proof) ? [proof] : PROGRAM_DIRECTORIES.map((directory) => join(directory, proof));
  return paths.map((path) => join(tree, path)).find((path) => existsSync(path));
};

/** True if a C library is among them: one of another version than the machine's cannot be used, for every program names the machine's loader. */
export const bringsLibc = (wanted) => wanted.some(({ name }) => /^libc6(?::|$)/.test(name));

const fill = async (scratch, { name, proof }) => {
  const wanted = await neededFor(name);
  if (bringsLibc(wanted))
    throw new AptError('APT_UNSOLVABLE', `${name} needs a different libc6 than this machine has`);
  if (wanted.length === 0)
    throw new AptError('APT_UNSOLVABLE', `${name} is installed, but ${proof} is missing`);
  mkdirSync(join(scratch, 'debs'));
  const debs = await downloadDebs(wanted, join(scratch, 'debs'));
  await unpackDebs(debs, join(scratch, 'tree'));
  const tree = join(scratch, 'tree');
  const found = findProof(tree, proof);
  if (found === undefined)
    throw new AptError('APT_UNSOLVABLE', `the package ${name} of this release has no ${proof}`);
  addCommands(tree);
  if (!isAbsolute(proof)) await checkLibraries(tree, found);
};

/**
 * Fetches and unpacks one package unless it is there. Made beside its place and renamed into it, so that two processes
 * may do the same at once and a killed one leaves nothing that would be taken for whole.
 * @throws {AptError}
 */
export const unpackTool = async ({ name, proof }, cacheDir = cacheDirectory) => {
  const trees = treesDirectory(cacheDir);
  const place = join(trees, name);
  if (existsSync(place)) return place;
  mkdirSync(trees, { recursive: true });
  const scratch = await mkdtemp(join(trees, 'new-'));
  try {
    await fill(scratch, { name, proof });
    await rename(join(scratch, 'tree'), place).catch((cause) => {
      if (!existsSync(place)) throw cause;
    });
    return place;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
