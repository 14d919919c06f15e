/** Reads the files that a verdict needs from an ESP in the middle of an update. Reads only. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { checkFatName, joinEsp } from '../../../lib/esp/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import { expectedFilesOfSwap } from '../../../lib/host/index.ts';
import type { ExpectedFile, PlanSide } from '../../../lib/host/index.ts';
import { bootFileKind, readBootFile } from '../../../lib/uefi/index.ts';
import type { BootFile } from '../../../lib/uefi/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { ApplyError } from '../apply-error.ts';
import type { Move } from './decide-outlook.ts';
import { hiddenCsvName, isBootCsv, isSeenByFallback, joinPath, looksStaged } from '../esp/names.ts';
import { nameOf, parentOf, rebase, stagePathOf } from '../esp/names.ts';

/** Well above the largest unified kernel with its initrd, and the fullest ESP. */
const limits = { fileBytes: 512 * 1024 * 1024, entries: 20_000, depth: 16 } as const;

const tooMuch = (what: string): ApplyError =>
  new ApplyError('UNEXPECTED', `${what} is too large for an ESP, so its boot is not predicted`);

const readBounded = async (path: string): Promise<Buffer> => {
  if ((await stat(path)).size > limits.fileBytes) throw tooMuch(path);
  return readFile(path);
};

const noBytes = new Uint8Array(0);

type Listing = { espRoot: string; unsafe: ReadonlyMap<string, string>; paths: string[]; entries: number };

const list = async (listing: Listing, directory: string, depth: number): Promise<void> => {
  if (depth > limits.depth) throw tooMuch(directory);
  for (const entry of await readdir(`${listing.espRoot}/${directory}`, { withFileTypes: true })) {
    const path = joinPath(directory, entry.name);
    listing.entries += 1;
    if (listing.entries > limits.entries) throw tooMuch(listing.espRoot);
    if (looksStaged(path) || listing.unsafe.has(path) || checkFatName(entry.name) !== null) continue;
    if (entry.isDirectory()) await list(listing, path, depth + 1);
    else if (entry.isFile()) listing.paths.push(path);
  }
};

/**
 * The live files, without stages. Does not look up the paths in `lock.unsafe`.
 * @throws {ApplyError} UNEXPECTED for more than an ESP holds; Node's error: EIO
 */
export const readLiveFiles = async (
  espRoot: string,
  unsafe: ReadonlyMap<string, string>,
): Promise<Map<string, BootFile>> => {
  const listing: Listing = { espRoot, unsafe, paths: [], entries: 0 };
  await list(listing, '', 0);
  const files = new Map<string, BootFile>();
  for (const path of listing.paths) {
    const isLookedInto = bootFileKind(path) !== 'other';
    files.set(path, readBootFile(path, isLookedInto ? await readBounded(joinEsp(espRoot, path)) : noBytes));
  }
  return files;
};

/** Possible paths of a staged file: a BOOT<arch>.CSV that is hidden from fallback has another name until it is live. */
const placesOf = (swap: Swap, path: string): string[] => {
  const staged = rebase(path, swap.target, stagePathOf(swap));
  const isHideable = isSeenByFallback(swap) && parentOf(path) === swap.target && isBootCsv(nameOf(path));
  return isHideable ? [staged, joinPath(parentOf(staged), hiddenCsvName(nameOf(staged)))] : [staged];
};

const readStaged = async (espRoot: string, swap: Swap, { path, sha256 }: ExpectedFile): Promise<BootFile> => {
  if (bootFileKind(path) === 'other') return readBootFile(path, noBytes);
  for (const place of placesOf(swap, path)) {
    const bytes = await readBounded(joinEsp(espRoot, place)).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return noBytes;
      throw error;
    });
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return readBootFile(path, bytes);
  }
  throw new ApplyError('STAGE_DIGEST', `${path} in ${stagePathOf(swap)} is missing or damaged`);
};

/**
 * The exchange of a swap's stage, which holds `side`, with its target; each file as it will be named when it is live.
 * @throws {ApplyError} STAGE_DIGEST if a file that matters is not as the plan says; Node's error: EIO
 */
export const readMove = async (espRoot: string, swap: Swap, side: PlanSide): Promise<Move> => {
  const files = new Map<string, BootFile>();
  for (const file of expectedFilesOfSwap(swap, side).present)
    files.set(file.path, await readStaged(espRoot, swap, file));
  return { target: swap.target, files };
};
