import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;
const NEW_FILE_MODE = 0o644;

export type CopyOptions = {
  /** `times`: as cp -a does. `none`: a new file of now. */
  keep: 'times' | 'none';
  /** The destination is there already, and empty. */
  isCreated?: boolean;
  /** Copied through, piece by piece, instead of through a new one: see `newCopyChunk`. */
  chunk?: Buffer | undefined;
  signal?: AbortSignal | undefined;
};

/** For those who copy many files, one after the other: memory that is touched for the first time costs most. */
export const newCopyChunk = (): Buffer => Buffer.allocUnsafeSlow(CHUNK_BYTES);

const pump = async (
  from: FileHandle,
  to: FileHandle,
  { chunk = newCopyChunk(), signal }: CopyOptions,
): Promise<bigint> => {
  let written = 0n;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await from.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) return written;
    await to.writeFile(chunk.subarray(0, bytesRead));
    written += BigInt(bytesRead);
  }
};

const copyInto = async (from: FileHandle, destination: string, options: CopyOptions): Promise<bigint> => {
  const status = await from.stat();
  const mode = options.keep === 'times' ? status.mode & 0o777 : NEW_FILE_MODE;
  const to = await open(destination, options.isCreated === true ? 'r+' : 'wx', mode);
  try {
    const written = await pump(from, to, options);
    if (options.keep === 'times') await to.utimes(status.atime, status.mtime);
    return written;
  } finally {
    await to.close();
  }
};

/**
 * Copies a regular file to a name that must not exist yet (or be empty: `isCreated`), in pieces of 1 MiB, and returns the bytes written. Does
 * not make it durable. An error or an abort may leave part of the copy.
 * @throws Node's error: ENOENT, EEXIST, ENOSPC, EIO, ELOOP on a symlink; the signal's reason if aborted
 */
export const copyFile = async (
  source: string,
  destination: string,
  options: CopyOptions,
): Promise<bigint> => {
  const from = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await copyInto(from, destination, options);
  } finally {
    await from.close();
  }
};
