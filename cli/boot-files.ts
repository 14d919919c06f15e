/** Reads what a verdict judges: files of an ESP or a payload, and captured firmware. Reads only. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, hasCode, messageOf } from '../lib/errors.ts';
import { humanBytes } from '../lib/format.ts';
import { checkFatName } from '../lib/esp/index.ts';
import { bootFileKind, readBootFile } from '../lib/uefi/index.ts';
import type { BootFile } from '../lib/uefi/index.ts';

/**
 * Why boot files cannot be read.
 * @errors command line
 */
export type BootFilesErrorCode =
  /** A named file or directory does not exist. @remedy Correct the path. */
  | 'NOT_FOUND'
  /** A file or directory cannot be read. @remedy Run as root, or check the file system. */
  | 'UNREADABLE'
  /**
   * There are more files, or larger ones, than a boot file can be.
   * @remedy Name the ESP or the payload, not a directory above it.
   */
  | 'TOO_LARGE';

export class BootFilesError extends CodedError<BootFilesErrorCode> {}

/** Well above the largest unified kernel with its initrd, and the fullest ESP. */
const limits = { fileBytes: 512 * 1024 * 1024, files: 20_000, depth: 16 } as const;

/** @throws {BootFilesError} NOT_FOUND, UNREADABLE, TOO_LARGE */
export const readBounded = async (path: string): Promise<Buffer> => {
  try {
    const { size } = await stat(path);
    if (size > limits.fileBytes)
      throw new BootFilesError(
        'TOO_LARGE',
        `${path} is ${humanBytes(size)}: too large for a boot file (limit ${humanBytes(limits.fileBytes)})`,
      );
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof BootFilesError) throw cause;
    const code = hasCode(cause, 'ENOENT') ? 'NOT_FOUND' : 'UNREADABLE';
    throw new BootFilesError(code, `cannot read ${path}: ${messageOf(cause)}`, { cause });
  }
};

type Listing = { root: string; paths: string[] };

const addDirectory = async (listing: Listing, path: string, depth: number): Promise<void> => {
  for (const entry of await readdir(join(listing.root, path), { withFileTypes: true })) {
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    if (listing.paths.length >= limits.files || depth > limits.depth)
      throw new BootFilesError(
        'TOO_LARGE',
        `${listing.root} has more than ${limits.files} files or ${limits.depth} levels: name an ESP or a payload`,
      );
    if (entry.isDirectory()) await addDirectory(listing, child, depth + 1);
    else if (entry.isFile()) listing.paths.push(child);
  }
};

/**
 * Regular files below a directory, by their paths from it; links are not followed.
 * @throws {BootFilesError} NOT_FOUND, UNREADABLE, TOO_LARGE
 */
export const listFiles = async (root: string): Promise<string[]> => {
  const listing: Listing = { root, paths: [] };
  try {
    await addDirectory(listing, '', 0);
  } catch (cause) {
    if (cause instanceof BootFilesError) throw cause;
    const code = hasCode(cause, 'ENOENT') ? 'NOT_FOUND' : 'UNREADABLE';
    throw new BootFilesError(code, `cannot read ${root}: ${messageOf(cause)}`, { cause });
  }
  return listing.paths.toSorted();
};

const noBytes = new Uint8Array(0);

/** One file for a verdict. Files whose content the verdict does not use are not read. */
export const readBootFileAt = async (espPath: string, source: string): Promise<BootFile> =>
  readBootFile(espPath, bootFileKind(espPath) === 'other' ? noBytes : await readBounded(source));

const isFatPath = (path: string): boolean => path.split('/').every((name) => checkFatName(name) === null);

/** Every file of an ESP. @throws {BootFilesError} */
export const readEspFiles = async (root: string): Promise<Map<string, BootFile>> => {
  const files = new Map<string, BootFile>();
  for (const path of (await listFiles(root)).filter(isFatPath))
    files.set(path, await readBootFileAt(path, join(root, path)));
  return files;
};
