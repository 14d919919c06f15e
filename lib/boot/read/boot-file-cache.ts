/** Boot files by what they are: a file whose digest is known is not read again. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { TreeError } from '../../esp/index.ts';
import { messageOf } from '../../errors.ts';
import { bootFileKind, readBootFile } from '../../uefi/index.ts';
import type { BootFile } from '../../uefi/index.ts';
import type { Sha256Hex } from '../../wire/types.ts';

/** A unified kernel with its initrd is far below. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_CACHED = 4096;

export type BootFileCache = {
  /**
   * What the file at `source` is, read as if its path were `espPath`. `sha256` is what it was measured to have.
   * @throws {TreeError} CHANGED if it has another digest by now, TOO_LARGE, UNREADABLE
   */
  read: (espPath: string, file: { source: string; sha256: Sha256Hex }) => Promise<BootFile>;
  /** What was read before under such a path; null if it is not known. */
  known: (espPath: string, sha256: Sha256Hex) => BootFile | null;
};

const other: BootFile = { kind: 'other' };

const readBytes = async (source: string): Promise<Buffer> => {
  try {
    const { size } = await stat(source);
    if (size <= MAX_FILE_BYTES) return await readFile(source);
  } catch (cause) {
    throw new TreeError('UNREADABLE', `cannot read ${source}: ${messageOf(cause)}`, { cause });
  }
  throw new TreeError('TOO_LARGE', `${source} is too large for a boot file`);
};

/** Forgets all when it is full: a host has some dozens. */
export const createBootFileCache = (): BootFileCache => {
  const known = new Map<string, BootFile>();
  const find = (espPath: string, sha256: Sha256Hex): BootFile | null => {
    const reader = bootFileKind(espPath);
    return reader === 'other' ? other : (known.get(`${reader} ${sha256}`) ?? null);
  };
  return {
    known: find,
    read: async (espPath, { source, sha256 }) => {
      const cached = find(espPath, sha256);
      if (cached !== null) return cached;
      const bytes = await readBytes(source);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new TreeError('CHANGED', `${source} changed while it was being read`);
      const file = readBootFile(espPath, bytes);
      if (known.size >= MAX_CACHED) known.clear();
      known.set(`${bootFileKind(espPath)} ${sha256}`, file);
      return file;
    },
  };
};
