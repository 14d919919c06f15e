import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { CodedError, hasCode, messageOf } from '../errors.ts';
import { adviseDontNeed } from '../sys/index.ts';

/**
 * Why a tree cannot be read.
 * @errors files and paths
 */
export type TreeErrorCode =
  /** A file or directory does not exist, or no longer. @remedy Check the path, and try again. */
  | 'NOT_FOUND'
  /** A file changed while it was read. @remedy Try again when nobody writes to it. */
  | 'CHANGED'
  /** The path is a symbolic link, a device, or a socket. @remedy Remove it, or name the file itself. */
  | 'NOT_A_FILE'
  /** There are more files than an ESP or a payload has. @remedy Check that the right directory was named. */
  | 'TOO_MANY_FILES'
  /** A file is larger than allowed here. @remedy Check that the right directory was named. */
  | 'TOO_LARGE'
  /** Directories are nested deeper than allowed. @remedy Check that the right directory was named. */
  | 'TOO_DEEP'
  /**
   * The file system failed, or permission is missing.
   * @remedy Run as root, and check the disk and the kernel's log.
   */
  | 'UNREADABLE';

export class TreeError extends CodedError<TreeErrorCode> {}

/** `sha256` is lower-case hex, 64 characters. */
export type FileDigest = { sizeBytes: bigint; sha256: string };

export type DigestOptions = {
  signal?: AbortSignal | undefined;
  /** TOO_LARGE above it; no bound by default. */
  maxBytes?: bigint | undefined;
  /** Drop the cached pages first, so that the bytes come from the device; write them out (barrier) before. */
  fromDevice?: boolean | undefined;
  /** Read into, piece by piece, instead of into a new one: see `newChunk`. */
  chunk?: Buffer | undefined;
};

const CHUNK_BYTES = 512 * 1024;

/** For those who digest many files, one after the other: memory that is touched for the first time costs most. */
export const newChunk = (): Buffer => Buffer.allocUnsafeSlow(CHUNK_BYTES);

/** Puts a code of ours on what Node threw; an abort and our own errors pass as they are. */
export const asTreeError = (error: unknown, path: string): unknown => {
  if (error instanceof TreeError || !(error instanceof Error) || !('syscall' in error)) return error;
  if (hasCode(error, 'ENOENT')) return new TreeError('NOT_FOUND', `${path} does not exist`, { cause: error });
  if (hasCode(error, 'ELOOP')) return new TreeError('NOT_A_FILE', `${path} is a symlink`, { cause: error });
  return new TreeError('UNREADABLE', `cannot read ${path}: ${messageOf(error)}`, { cause: error });
};

const checkSize = (path: string, bytes: bigint, maxBytes: bigint | undefined): void => {
  if (maxBytes === undefined || bytes <= maxBytes) return;
  throw new TreeError('TOO_LARGE', `${path} exceeds the remaining limit of ${maxBytes} bytes`);
};

const digestHandle = async (
  handle: FileHandle,
  path: string,
  options: DigestOptions,
): Promise<FileDigest> => {
  const before = await handle.stat({ bigint: true });
  if (!before.isFile()) throw new TreeError('NOT_A_FILE', `${path} is not a regular file`);
  checkSize(path, before.size, options.maxBytes);
  if (options.fromDevice === true) adviseDontNeed(handle.fd);
  const hash = createHash('sha256');
  const chunk = options.chunk ?? newChunk();
  let sizeBytes = 0n;
  for (;;) {
    options.signal?.throwIfAborted();
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    sizeBytes += BigInt(bytesRead);
    checkSize(path, sizeBytes, options.maxBytes);
    hash.update(chunk.subarray(0, bytesRead));
  }
  const after = await handle.stat({ bigint: true });
  if (after.size !== sizeBytes || after.mtimeNs !== before.mtimeNs) {
    throw new TreeError('CHANGED', `${path} changed while it was being read`);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
};

/**
 * Size and SHA-256 of a regular file, read in pieces of 512 KiB. A symlink is not followed.
 * @throws {TreeError} NOT_FOUND, CHANGED, NOT_A_FILE, TOO_LARGE, UNREADABLE; the signal's reason if aborted
 */
export const digestFile = async (path: string, options: DigestOptions = {}): Promise<FileDigest> => {
  options.signal?.throwIfAborted();
  try {
    // O_NONBLOCK: opening a FIFO would wait for its writer.
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await digestHandle(handle, path, options);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asTreeError(error, path);
  }
};
