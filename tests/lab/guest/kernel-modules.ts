/** Which kernel modules a guest needs, and in which order: read out of the modules, so that no depmod(8) is needed. */
import { basename } from 'node:path';

/** A module's file as it is, decompressed. */
export type ReadModule = (path: string) => Promise<Uint8Array>;

export type ModuleTree = {
  /** Every module's file in the tree, compressed or not. */
  files: readonly string[];
  /** The text of the kernel's modules.builtin. */
  builtin: string;
};

/** `dm-log-writes.ko.xz` is loaded as `dm_log_writes`. */
export const moduleName = (path: string): string =>
  basename(path)
    .replace(/\.ko(?:\.\w+)?$/, '')
    .replaceAll('-', '_');

const list = (text: string | undefined, separator: RegExp): string[] =>
  (text ?? '')
    .split(separator)
    .filter((name) => name !== '')
    .map(moduleName);

/** What must be loaded before it: the section .modinfo holds `depends=a,b` and `softdep=pre: c d`, each ended by NUL. */
export const moduleDependencies = (bytes: Uint8Array): string[] => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const depends = /\0depends=([^\0]*)\0/.exec(text)?.[1];
  const before = [...text.matchAll(/\0softdep=pre:\s*([^\0]*?)(?:\s*post:[^\0]*)?\0/g)];
  return [...list(depends, /,/), ...before.flatMap(([, names]) => list(names, /\s+/))];
};

export type OrderedModule = { name: string; bytes: Uint8Array };

/**
 * The named modules and all that they need, dependencies first, without those that are built in. A name that the
 * kernel does not have at all is left out: soft dependencies may be aliases, and a kernel may lack a code page.
 */
export const orderModules = async (
  tree: ModuleTree,
  { wanted, read }: { wanted: readonly string[]; read: ReadModule },
): Promise<OrderedModule[]> => {
  const byName = new Map(tree.files.map((path) => [moduleName(path), path]));
  const done = new Set(tree.builtin.split('\n').map(moduleName));
  const ordered: OrderedModule[] = [];
  const add = async (name: string): Promise<void> => {
    const path = byName.get(name);
    if (path === undefined || done.has(name)) return;
    done.add(name);
    const bytes = await read(path);
    for (const needed of moduleDependencies(bytes)) await add(needed);
    ordered.push({ name, bytes });
  };
  for (const name of wanted) await add(name);
  return ordered;
};

/** Those of `wanted` that the kernel neither has built in nor as a module. */
export const missingModules = (tree: ModuleTree, wanted: readonly string[]): string[] => {
  const known = new Set([...tree.files, ...tree.builtin.split('\n')].map(moduleName));
  return wanted.filter((name) => !known.has(name));
};
