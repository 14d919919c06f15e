/** The cache of payload files in the state directory: each is checked against its digest before it has its name. */
import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, rename, stat, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { digestFile } from '../../../lib/esp/index.ts';
import { blobPath } from '../../../lib/host/index.ts';
import type { StateDirectory } from '../../../lib/host/index.ts';
import { fsyncDirectory } from '../../../lib/sys/index.ts';
import type { Plan, Sha256Hex } from '../../../lib/wire/types.ts';
import { ApplyError, inStateDirectory } from '../apply-error.ts';
import type { ApplyCode } from '../apply-error.ts';

/** Where files come from: the bus's object store, a payload directory… The applier checks what it gets. */
export type BlobSource = {
  get: (sha256: Sha256Hex, options: { maxBytes: bigint; signal?: AbortSignal }) => AsyncIterable<Uint8Array>;
  /**
   * Path of a file of this host that has the content already, or null. It is staged straight from there instead of being
   * copied into the cache first, where it would be written and flushed once more. Nobody has to trust it: what was
   * staged is read back and compared before it is exchanged.
   */
  fileOf?: (sha256: Sha256Hex) => string | null;
};

export type Blob = { sha256: Sha256Hex; sizeBytes: bigint };

/** The files that a plan writes, each once. */
export const blobsOf = (plan: Pick<Plan, 'swaps'>): Blob[] => {
  const written = plan.swaps.flatMap((swap) => swap.files).filter((file) => file.action === 'write');
  const blobs = new Map(written.map((file): [string, bigint] => [file.afterSha256, file.afterSizeBytes]));
  return [...blobs].map(([sha256, sizeBytes]) => ({ sha256, sizeBytes }));
};

const isCached = async (state: StateDirectory, blob: Blob): Promise<boolean> => {
  try {
    const found = await digestFile(blobPath(state, blob.sha256));
    return found.sizeBytes === blob.sizeBytes && found.sha256 === blob.sha256;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return false;
    throw error;
  }
};

type Contents = { plan: Pick<Plan, 'swaps'>; source: BlobSource };

/**
 * The file of the source's own that a written file is staged from, or null: then the cache has it. What is exchanged
 * behind the first target is in the cache always, for recovery may have to build its stage again.
 */
const localFileOf = ({ plan, source }: Contents, sha256: Sha256Hex): string | null => {
  const isForRecovery = blobsOf({ swaps: plan.swaps.slice(1) }).some((blob) => blob.sha256 === sha256);
  return isForRecovery ? null : (source.fileOf?.(sha256) ?? null);
};

/** Where a written file's content is read from. */
export const contentPath = (state: StateDirectory, contents: Contents, sha256: Sha256Hex): string =>
  localFileOf(contents, sha256) ?? blobPath(state, sha256);

/** The files that a plan needs in the cache. */
export const cachedBlobsOf = (contents: Contents): Blob[] =>
  blobsOf(contents.plan).filter(({ sha256 }) => localFileOf(contents, sha256) === null);

/** Those that the cache lacks; one that is there but damaged counts as lacking. Throws ApplyError STATE_DIRECTORY. */
export const lackingBlobs = async (state: StateDirectory, blobs: readonly Blob[]): Promise<Blob[]> => {
  const lacking: Blob[] = [];
  for (const blob of blobs) if (!(await inStateDirectory(() => isCached(state, blob)))) lacking.push(blob);
  return lacking;
};

const KNOWN: readonly ApplyCode[] = ['BLOB_MISSING', 'BLOB_DIGEST', 'BLOB_SIZE'];

type Transfer = { source: BlobSource; blob: Blob; signal: AbortSignal };

const ignoreMissing = (error: unknown): void => {
  if (!hasCode(error, 'ENOENT')) throw error;
};

const asBlobError = (cause: unknown, { blob: { sha256 }, signal }: Transfer): unknown => {
  if (cause instanceof ApplyError || signal.aborted) return cause;
  const code = KNOWN.find((known) => hasCode(cause, known)) ?? 'BLOB_UNAVAILABLE';
  return new ApplyError(code, `cannot download file ${sha256}: ${messageOf(cause)}`, { cause });
};

/** Separates what the source does wrong (mapped to blob codes) from what our own disk does wrong. */
const receive = async (handle: FileHandle, { source, blob, signal }: Transfer): Promise<void> => {
  const hash = createHash('sha256');
  let sizeBytes = 0n;
  const content = source.get(blob.sha256, { maxBytes: blob.sizeBytes, signal });
  for await (const chunk of content) {
    signal.throwIfAborted();
    sizeBytes += BigInt(chunk.length);
    if (sizeBytes > blob.sizeBytes) break;
    hash.update(chunk);
    await inStateDirectory(() => handle.writeFile(chunk));
  }
  if (sizeBytes !== blob.sizeBytes) {
    throw new ApplyError(
      'BLOB_SIZE',
      `file ${blob.sha256} does not have the ${blob.sizeBytes} bytes that the plan names`,
    );
  }
  const found = hash.digest('hex');
  if (found === blob.sha256) return;
  throw new ApplyError('BLOB_DIGEST', `the download of file ${blob.sha256} has digest ${found}`);
};

/** Blobs are fetched without the ESP's lock, so several processes may be at it: each has names of its own. */
const UNFINISHED = '.part';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

const fetchOne = async (state: StateDirectory, transfer: Transfer): Promise<void> => {
  const path = blobPath(state, transfer.blob.sha256);
  const temporary = `${path}.${randomUUID()}${UNFINISHED}`;
  const handle = await inStateDirectory(() => open(temporary, 'w', 0o640));
  try {
    try {
      await receive(handle, transfer);
      await inStateDirectory(() => handle.sync());
    } finally {
      await handle.close();
    }
    await inStateDirectory(() => rename(temporary, path));
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw asBlobError(error, transfer);
  }
};

/**
 * Fetches blobs into the cache. A blob has its name there only once its size and digest were right and it is durable.
 * @throws {ApplyError} BLOB_MISSING, BLOB_DIGEST, BLOB_SIZE, BLOB_UNAVAILABLE, STATE_DIRECTORY; the signal's reason
 */
export const fetchBlobs = async (
  state: StateDirectory,
  blobs: readonly Blob[],
  { source, signal }: { source: BlobSource; signal: AbortSignal },
): Promise<void> => {
  for (const blob of blobs) {
    signal.throwIfAborted();
    await fetchOne(state, { source, blob, signal });
  }
  if (blobs.length > 0) await inStateDirectory(() => fsyncDirectory(state.blobsDirectory));
};

const isAbandoned = async (path: string, nowMs: number): Promise<boolean> => {
  const { mtimeMs } = await stat(path);
  return Math.abs(nowMs - mtimeMs) > ABANDONED_AFTER_MS;
};

export type PruneOptions = { plans: readonly Plan[]; nowMs: number };

/** Removes what none of these plans writes, and what nobody can still be fetching. */
export const pruneBlobs = async (state: StateDirectory, { plans, nowMs }: PruneOptions): Promise<void> => {
  const wanted = new Set(plans.flatMap(blobsOf).map((blob) => blob.sha256));
  for (const name of await readdir(state.blobsDirectory)) {
    const path = join(state.blobsDirectory, name);
    if (wanted.has(name)) continue;
    // What another process has finished or given up meanwhile is gone, and that is all that was wanted.
    const isOurs = !name.endsWith(UNFINISHED) || (await isAbandoned(path, nowMs).catch(() => false));
    if (isOurs) await unlink(path).catch(ignoreMissing);
  }
};
