import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export type FileDigest = { sizeBytes: number; sha256: string };

/** Size and SHA-256 (lower-case hex) of some bytes. */
export const digestOf = (bytes: Uint8Array): FileDigest => ({
  sizeBytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** Size and SHA-256 of a file, which is read whole: boot files are a few MiB. */
export const digestFile = async (path: string): Promise<FileDigest> => digestOf(await readFile(path));
