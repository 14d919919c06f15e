import { mkdir, open, stat, utimes } from 'node:fs/promises';
import { joinEsp, slotsFor } from '../../../lib/esp/index.ts';
import { expectedFilesOfSwap, measureRoom } from '../../../lib/host/index.ts';
import type { ExpectedFile } from '../../../lib/host/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { contentPath } from '../state/blobs.ts';
import { directoriesOf } from '../esp/compare.ts';
import type { PlanContext } from '../context.ts';
import { copyFile, newCopyChunk } from './copy-file.ts';
import { isThere } from '../esp/exists.ts';
import { isBootCsv, isDeletion, nameOf, parentOf, rebase } from '../esp/names.ts';
import { checkRoom } from '../esp/check-room.ts';
import { describePlacement, isIdeal, placeStage } from './place-stage.ts';

type Staging = { context: PlanContext; swap: Swap; stagePath: string };

/** Copies written files straight from the cache or their source, and kept files from the live tree: nothing is written twice. */
const stageFile = async (
  { context, swap, stagePath }: Staging,
  file: ExpectedFile,
  isCreated = false,
): Promise<void> => {
  const { espRoot, state, blobs } = context.deps;
  const destination = joinEsp(espRoot, rebase(file.path, swap.target, stagePath));
  const isWritten = swap.files.some((change) => change.path === file.path && change.action === 'write');
  const source = isWritten
    ? contentPath(state, { plan: context.plan, source: blobs }, file.sha256)
    : joinEsp(espRoot, file.path);
  const keep = isWritten ? 'none' : 'times';
  context.copyChunk ??= newCopyChunk();
  context.bytesWritten += await copyFile(source, destination, {
    keep,
    chunk: context.copyChunk,
    isCreated,
    signal: context.signal,
  });
};

/** shim's fallback would boot from a stage with a BOOT<arch>.CSV, so that file comes last (invariant 12 in docs/power-loss.md). */
const csvLast = (files: readonly ExpectedFile[]): ExpectedFile[] => {
  const isCsv = (file: ExpectedFile): boolean => isBootCsv(nameOf(file.path));
  return [...files.filter((file) => !isCsv(file)), ...files.filter(isCsv)];
};

const keepDirectoryTimes = async ({ context, swap, stagePath }: Staging, path: string): Promise<void> => {
  const { espRoot } = context.deps;
  try {
    const { atime, mtime } = await stat(joinEsp(espRoot, path));
    await utimes(joinEsp(espRoot, rebase(path, swap.target, stagePath)), atime, mtime);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
};

const createEmptyFile = async (path: string): Promise<void> => {
  const handle = await open(path, 'wx', 0o644);
  await handle.close();
};

/** Creates the entry before the content, so that its place can be chosen. */
const place = async (
  { context, swap, stagePath }: Staging,
  create: (path: string) => Promise<unknown>,
): Promise<void> => {
  const path = joinEsp(context.deps.espRoot, stagePath);
  const placed = await placeStage(context.deps, {
    swap,
    stagePath,
    create: async () => void (await create(path)),
  });
  if (placed === null) return;
  context.placements.push(placed);
  const { log } = context.deps;
  if (!isIdeal(placed))
    log.warn('a power cut during the exchange would need recovery', { why: describePlacement(placed) });
};

const stageDirectory = async (staging: Staging): Promise<void> => {
  const { context, swap, stagePath } = staging;
  const directories = directoriesOf(swap, 'after');
  await place(staging, (path) => mkdir(path));
  for (const path of directories)
    await mkdir(joinEsp(context.deps.espRoot, rebase(path, swap.target, stagePath)));
  for (const file of csvLast(expectedFilesOfSwap(swap, 'after').present)) await stageFile(staging, file);
  for (const path of directories.toReversed()) await keepDirectoryTimes(staging, path);
};

/**
 * Builds the next version of a swap's target beside it; for a deleted file, the copy that a rollback needs.
 * Changes nothing live and flushes nothing.
 * @throws Node's error: ENOSPC, EIO, ENOENT if the live tree changed; the signal's reason if aborted
 */
export const buildStage = async (
  context: PlanContext,
  { swap, stagePath }: Omit<Staging, 'context'>,
): Promise<void> => {
  const staging: Staging = { context, swap, stagePath };
  if (swap.scope !== 'file') return stageDirectory(staging);
  const { present } = expectedFilesOfSwap(swap, isDeletion(swap) ? 'before' : 'after');
  await place(staging, createEmptyFile);
  for (const file of present) await stageFile(staging, file, true);
};

/** The path or its topmost missing parent: the entry that a live directory gets. */
const topmostMissing = async (espRoot: string, path: string): Promise<string> => {
  const parent = parentOf(path);
  return parent === '' || (await isThere(joinEsp(espRoot, parent))) ? path : topmostMissing(espRoot, parent);
};

/**
 * Creates the missing target of a swap, empty, and its parents. Keeps invariant 2 in docs/power-loss.md.
 * @throws {ApplyError} DIRECTORY_FULL; Node's error
 */
export const createTarget = async ({ deps }: PlanContext, swap: Swap): Promise<void> => {
  const topmost = await topmostMissing(deps.espRoot, swap.target);
  const parent = parentOf(topmost);
  const rooms = await measureRoom(deps.espRoot, { paths: [parent], released: [] });
  checkRoom([{ parent, slots: slotsFor(nameOf(topmost)) }], rooms);
  const path = joinEsp(deps.espRoot, swap.target);
  await mkdir(joinEsp(deps.espRoot, parentOf(swap.target)), { recursive: true });
  await (swap.scope === 'file' ? createEmptyFile(path) : mkdir(path));
};
