import { readBootFile } from '../../../lib/uefi/loader/boot-tree.ts';
import type { BootFile } from '../../../lib/uefi/loader/boot-tree.ts';
import { byContent } from '../by-content.ts';

const readers = new Map<string, (bytes: Uint8Array) => BootFile>();

/** `readBootFile`, but once for equal bytes at the same path. */
export const bootFileOf = (path: string, bytes: Uint8Array): BootFile => {
  const read = readers.get(path) ?? byContent((content) => readBootFile(path, content), 8);
  readers.set(path, read);
  return read(bytes);
};
