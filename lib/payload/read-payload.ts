import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf } from '../errors.ts';
import { checkFatName } from '../esp/index.ts';
import { mergeParts } from './merge.ts';
import { PayloadError } from './payload-error.ts';
import { readDebs } from './read-debs.ts';
import { notALayout, readDirectory } from './read-directory.ts';
import type { Payload, PayloadPart } from './types.ts';

export type ReadOptions = {
  /** The directory below EFI/ for the files of packages; by default `debian` or `ubuntu`, by who made them. */
  vendor?: string;
  signal?: AbortSignal;
};

type Sorted = { directories: string[]; debs: string[] };
type Unpacked = { parts: PayloadPart[]; dispose: () => Promise<void> };

const sortPaths = async (paths: readonly string[]): Promise<Sorted> => {
  const sorted: Sorted = { directories: [], debs: [] };
  for (const path of paths.map((each) => resolve(each))) {
    const status = await stat(path).catch((cause: unknown) => {
      throw new PayloadError('NOT_FOUND', `cannot read ${path}: ${messageOf(cause)}`, { cause });
    });
    if (status.isDirectory()) sorted.directories.push(path);
    else if (status.isFile() && path.endsWith('.deb')) sorted.debs.push(path);
    else throw notALayout(path, 'it is neither a directory nor a .deb file');
  }
  return sorted;
};

const checkVendor = (vendor: string | undefined): void => {
  if (vendor === undefined || checkFatName(vendor) === null) return;
  throw new PayloadError(
    'BAD_PATH',
    `vendor ${JSON.stringify(vendor)} is not a valid directory name below EFI/`,
  );
};

const none = (): Promise<void> => Promise.resolve();

/** Packages are unpacked in a private directory; nothing else needs one. */
const readPackages = async (debs: readonly string[], options: ReadOptions): Promise<Unpacked> => {
  if (debs.length === 0) return { parts: [], dispose: none };
  const scratchDir = await mkdtemp(join(tmpdir(), 'bootswap-payload-'));
  const dispose = (): Promise<void> => rm(scratchDir, { recursive: true, force: true });
  try {
    return { parts: [await readDebs(debs, { ...options, scratchDir })], dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};

/**
 * Reads the boot files at some paths into one payload: directories with `EFI/…`, bootupd's updates directory,
 * `/usr/lib/efi`, and .deb files, which are unpacked into a private directory until `dispose` is called.
 * @throws {PayloadError}
 */
export const readPayload = async (paths: readonly string[], options: ReadOptions = {}): Promise<Payload> => {
  if (paths.length === 0) throw new PayloadError('NO_EFI_FILES', 'no payload path was given');
  checkVendor(options.vendor);
  const { directories, debs } = await sortPaths(paths);
  const parts: PayloadPart[] = [];
  for (const path of directories) parts.push(await readDirectory(path, options.signal));
  const unpacked = await readPackages(debs, options);
  try {
    return { ...mergeParts([...parts, ...unpacked.parts]), dispose: unpacked.dispose };
  } catch (error) {
    await unpacked.dispose();
    throw error;
  }
};
