import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export type FileDigest = { sizeBytes: number; sha256: string };

/** SHA-256 in lower-case hex, of bytes or of text in UTF-8. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** Size and SHA-256 (lower-case hex) of some bytes. */
export const digestOf = (bytes: Uint8Array): FileDigest => ({
  sizeBytes: bytes.length,
  sha256: sha256(bytes),
});

/** Size and SHA-256 of a file, which is read whole: boot files are a few MiB. */
export const digestFile = async (path: string): Promise<FileDigest> => digestOf(await readFile(path));
