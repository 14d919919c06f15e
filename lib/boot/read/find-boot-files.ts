/** Finds what loaders start that is not below EFI/: entries and kernels elsewhere on the ESP, kernels in /boot. */
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { asTreeError, checkFatName, digestFile, isStageName, TreeError } from '../../esp/index.ts';
import { bootFileKind } from '../../uefi/index.ts';
import { listItems } from '../../wire/limits.ts';
import type { TreeFile } from '../../wire/types.ts';

const limits = { entries: 20_000, depth: 8 } as const;

type Listing = { root: string; paths: string[]; entries: number };

/** Reads only names: a stage that a power cut has damaged must not be looked up. */
const isPassedOver = (name: string): boolean =>
  isStageName(name) || name.startsWith('.btmp.') || checkFatName(name) !== null;

const list = async (listing: Listing, directory: string, depth: number): Promise<void> => {
  for (const entry of await readdir(join(listing.root, directory), { withFileTypes: true })) {
    const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
    listing.entries += 1;
    if (listing.entries > limits.entries)
      throw new TreeError('TOO_MANY_FILES', `${listing.root} has more files than an ESP`);
    const isLookedInto = !isPassedOver(entry.name) && path.toLowerCase() !== 'efi';
    if (isLookedInto && entry.isDirectory() && depth < limits.depth) await list(listing, path, depth + 1);
    if (isLookedInto && entry.isFile() && bootFileKind(path) !== 'other') listing.paths.push(path);
  }
};

const byPath = (left: TreeFile, right: TreeFile): number => Number(left.path > right.path) || -1;

/** Those that can be read: one that cannot boots nothing. */
const measure = async (
  files: readonly { path: string; source: string }[],
  signal: AbortSignal | undefined,
): Promise<TreeFile[]> => {
  const measured: TreeFile[] = [];
  for (const { path, source } of files.slice(0, listItems.kernels)) {
    const digest = await digestFile(source, { signal }).catch((error: unknown) => {
      if (error instanceof TreeError) return null;
      throw error;
    });
    if (digest !== null) measured.push({ path, ...digest });
  }
  return measured.toSorted(byPath);
};

/**
 * Boot loader entries, kernels and images on the ESP that are not below EFI/, by their paths on it.
 * @throws {TreeError} TOO_MANY_FILES, UNREADABLE
 */
export const findOutsideEfi = async (espRoot: string, signal?: AbortSignal): Promise<TreeFile[]> => {
  const listing: Listing = { root: espRoot, paths: [], entries: 0 };
  await list(listing, '', 0).catch((error: unknown) => {
    throw asTreeError(error, espRoot);
  });
  const files = listing.paths.toSorted().map((path) => ({ path, source: join(espRoot, path) }));
  return measure(files, signal);
};

const realPathOf = (path: string): Promise<string | null> => realpath(path).catch(() => null);

/** `vmlinuz-*` in a directory, by absolute path; none if the directory does not exist, or is the ESP. */
export const findKernels = async (
  directory: string | null,
  { espRoot, signal }: { espRoot: string; signal?: AbortSignal | undefined },
): Promise<TreeFile[]> => {
  const root = directory === null ? null : await realPathOf(directory);
  if (root === null || root === (await realPathOf(espRoot))) return [];
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && /^vmlinu[xz]-/.test(entry.name));
  const files = names.map(({ name }) => ({ path: join(root, name), source: join(root, name) }));
  return measure(
    files.toSorted((left, right) => Number(left.path > right.path) || -1),
    signal,
  );
};
