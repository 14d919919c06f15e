import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../errors.ts';
import { asTreeError, digestFile, newChunk, TreeError } from './digest.ts';
import { checkFatName } from './fat-names.ts';
import { joinEsp } from './paths.ts';
import type { DigestOptions } from './digest.ts';

/** `sha256` is lower-case hex, 64 characters. */
export type TreeFile = { path: string; sizeBytes: bigint; sha256: string };

/** Paths are relative to the root of the ESP, with `/`; each list is sorted by the bytes of the UTF-8 path. */
export type Tree = {
  files: TreeFile[];
  /** The start directory included. */
  directories: string[];
  /** Symlinks, sockets, devices, and names that FAT cannot hold or that are not UTF-8: never followed or opened. */
  others: string[];
  /** The topmost entries that `isSkipped` took out. */
  skipped: string[];
};

export type ScanOptions = {
  signal?: AbortSignal;
  /** Of files, directories and others together; 10 000 by default. */
  maxFiles?: number;
  /** Of all files together; 4 GiB by default. */
  maxBytes?: bigint;
  /** As of `digestFile`. */
  fromDevice?: boolean;
  /** By path: skipped without even a lookup of the name. Not called for the start. */
  isSkipped?: (path: string) => boolean;
};

const MAX_FILES = 10_000;
const MAX_BYTES = 4n * 1024n * 1024n * 1024n;
const MAX_DEPTH = 16;
const ATTEMPTS = 3;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Scan = { root: string; options: ScanOptions; tree: Tree; entries: number; bytes: bigint; chunk: Buffer };
type Kind = { isDirectory: () => boolean; isFile: () => boolean };

const addFile = async (scan: Scan, path: string): Promise<void> => {
  const maxBytes = (scan.options.maxBytes ?? MAX_BYTES) - scan.bytes;
  const digestOptions: DigestOptions = {
    signal: scan.options.signal,
    fromDevice: scan.options.fromDevice,
    maxBytes,
    chunk: scan.chunk,
  };
  const digest = await digestFile(join(scan.root, path), digestOptions);
  scan.bytes += digest.sizeBytes;
  scan.tree.files.push({ path, ...digest });
};

/** U+FFFD stands for bytes that are no UTF-8, so that the name read is not the name on disk. */
const isOpenable = (name: string): boolean => !name.includes('\uFFFD') && checkFatName(name) === null;

const addDirectory = async (scan: Scan, path: string): Promise<void> => {
  if (path.split('/').length > MAX_DEPTH) {
    throw new TreeError('TOO_DEEP', `${path} is more than ${MAX_DEPTH} directories deep`);
  }
  scan.tree.directories.push(path);
  for (const entry of await readdir(join(scan.root, path), { withFileTypes: true })) {
    const child = `${path}/${entry.name}`;
    if (scan.options.isSkipped?.(child) === true) scan.tree.skipped.push(child);
    else if (isOpenable(entry.name)) await addEntry(scan, child, entry);
    else addOther(scan, child);
  }
};

const countEntry = (scan: Scan): void => {
  scan.options.signal?.throwIfAborted();
  const maxFiles = scan.options.maxFiles ?? MAX_FILES;
  scan.entries += 1;
  if (scan.entries > maxFiles) {
    throw new TreeError('TOO_MANY_FILES', `${scan.root} has more than ${maxFiles} entries`);
  }
};

const addOther = (scan: Scan, path: string): void => {
  countEntry(scan);
  scan.tree.others.push(path);
};

const addEntry = async (scan: Scan, path: string, kind: Kind): Promise<void> => {
  if (!kind.isDirectory() && !kind.isFile()) return addOther(scan, path);
  countEntry(scan);
  return kind.isDirectory() ? addDirectory(scan, path) : addFile(scan, path);
};

const scanOnce = async (root: string, under: string, options: ScanOptions): Promise<Tree> => {
  const scan: Scan = {
    root,
    options,
    tree: { files: [], directories: [], others: [], skipped: [] },
    entries: 0,
    bytes: 0n,
    chunk: newChunk(),
  };
  await addEntry(scan, under, await lstat(join(root, under)));
  scan.tree.files.sort((a, b) => byBytes(a.path, b.path));
  scan.tree.directories.sort(byBytes);
  scan.tree.others.sort(byBytes);
  scan.tree.skipped.sort(byBytes);
  return scan.tree;
};

/** What a concurrent writer makes us see: an entry that was listed is gone, or is something else by now. */
const isMovingTarget = (error: unknown): boolean =>
  ['NOT_FOUND', 'CHANGED', 'NOT_A_FILE', 'ENOENT', 'ENOTDIR'].some((code) => hasCode(error, code));

const requireThere = async (path: string): Promise<void> => {
  try {
    await lstat(path);
  } catch (error) {
    throw asTreeError(error, path);
  }
};

/**
 * Lists everything below `under` on the ESP at `root`, with the SHA-256 of each file. Reads only; follows no
 * symlink. Names come as the mount shows them: compare with `foldFatName`. If the tree changes underneath, the
 * scan starts again, three times in all.
 * @throws {TreeError} NOT_FOUND if `under` does not exist, CHANGED if it keeps changing, TOO_MANY_FILES, TOO_LARGE,
 * TOO_DEEP, UNREADABLE; {EspPathError} on a bad `under`; the signal's reason if aborted
 */
export const scanTree = async (root: string, under = 'EFI', options: ScanOptions = {}): Promise<Tree> => {
  const start = joinEsp(root, under);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await scanOnce(root, under, options);
    } catch (error) {
      if (!isMovingTarget(error)) throw asTreeError(error, start);
      await requireThere(start);
      if (attempt < ATTEMPTS) continue;
      throw new TreeError('CHANGED', `${start} keeps changing while it is being read`, { cause: error });
    }
  }
};
