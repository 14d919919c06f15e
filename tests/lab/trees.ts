/** Directory trees as tests write them down: content by path from the root. */
import { isUtf8 } from 'node:buffer';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isStageName } from '../../lib/esp/index.ts';

/** Content by path; a path that ends in a slash is a directory. */
export type TestTree = Readonly<Record<string, string>>;

type Contents = Readonly<Record<string, string | Uint8Array>> | ReadonlyMap<string, string | Uint8Array>;

/** Writes a tree below `root`, which is made, too; a path that ends in a slash becomes an empty directory. @returns root */
export const writeTree = async (root: string, contents: Contents): Promise<string> => {
  await mkdir(root, { recursive: true });
  for (const [path, content] of contents instanceof Map ? contents : Object.entries(contents)) {
    const target = join(root, path);
    await mkdir(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (!path.endsWith('/')) await writeFile(target, content);
  }
  return root;
};

/** Text, or what is no text a character a byte: UTF-8 would make one of all that it cannot read, and takes long to. */
const contentOf = async (path: string): Promise<string> => {
  const bytes = await readFile(path);
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
};

const readInto = async (root: string, path: string, tree: Record<string, string>): Promise<void> => {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  if (entries.length === 0 && path !== '') tree[`${path}/`] = '';
  for (const entry of entries) {
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) await readInto(root, child, tree);
    else tree[child] = entry.isFile() ? await contentOf(join(root, child)) : 'neither file nor directory';
  }
};

/** The same tree, its paths in order. */
export const ordered = (tree: TestTree): TestTree =>
  Object.fromEntries(Object.entries(tree).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Everything below `root`; a directory shows only if it is empty. */
export const readTree = async (root: string): Promise<TestTree> => {
  const tree: Record<string, string> = {};
  await readInto(root, '', tree);
  return ordered(tree);
};

const isStaged = (path: string): boolean => path.split('/').some(isStageName);

/** A tree without stages and previous trees, and what is in those. */
export const splitStages = (tree: TestTree): { live: TestTree; staged: TestTree } => {
  const pick = (wanted: boolean): TestTree =>
    ordered(Object.fromEntries(Object.entries(tree).filter(([path]) => isStaged(path) === wanted)));
  return { live: pick(false), staged: pick(true) };
};
