import { lstat } from 'node:fs/promises';
import { digestFile, joinEsp, scanTree } from '../../../lib/esp/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import type { Sha256Hex } from '../../../lib/wire/types.ts';
import { looksStaged } from './names.ts';

export type ObservedFile = { sha256: Sha256Hex; sizeBytes: bigint };

/** The file or tree at one path of the ESP. All paths are relative to the ESP's root. */
export type Observed = {
  path: string;
  /** `other`: a symlink, a device and so on, or a parent of the path is a file. */
  kind: 'absent' | 'file' | 'directory' | 'other';
  /** By path; the file itself if the kind is `file`. */
  files: ReadonlyMap<string, ObservedFile>;
  /** Below it, itself not included. */
  directories: readonly string[];
  /** The topmost entries below it with the name of a stage, bootswap's or bootupd's; not among files and directories. */
  stages: readonly string[];
  /** Entries below it that are neither files nor directories, or whose names are not valid on FAT. */
  others: readonly string[];
};

export type ObserveOptions = { fromDevice?: boolean; signal?: AbortSignal | undefined };

const nothing = (path: string, kind: Observed['kind']): Observed => ({
  path,
  kind,
  files: new Map(),
  directories: [],
  stages: [],
  others: [],
});

const kindOf = async (path: string): Promise<Observed['kind']> => {
  try {
    const status = await lstat(path);
    if (status.isDirectory()) return 'directory';
    return status.isFile() ? 'file' : 'other';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'absent';
    if (hasCode(error, 'ENOTDIR')) return 'other';
    throw error;
  }
};

const observeFile = async (
  espRoot: string,
  path: string,
  { fromDevice = false, signal }: ObserveOptions,
): Promise<Observed> => {
  const { sha256, sizeBytes } = await digestFile(joinEsp(espRoot, path), { fromDevice, signal });
  return { ...nothing(path, 'file'), files: new Map([[path, { sha256, sizeBytes }]]) };
};

const observeDirectory = async (
  espRoot: string,
  path: string,
  { fromDevice = false, signal }: ObserveOptions,
): Promise<Observed> => {
  const options = { fromDevice, isSkipped: looksStaged };
  const tree = await scanTree(espRoot, path, signal === undefined ? options : { ...options, signal });
  const files = tree.files.map((file): [string, ObservedFile] => [
    file.path,
    { sha256: file.sha256, sizeBytes: file.sizeBytes },
  ]);
  return {
    path,
    kind: 'directory',
    files: new Map(files),
    directories: tree.directories.filter((directory) => directory !== path),
    stages: tree.skipped,
    others: tree.others,
  };
};

/**
 * Reads the file or tree at `path` of the ESP, with the digest of each file; follows no symlink.
 * @throws {TreeError} CHANGED, TOO_MANY_FILES, TOO_LARGE, UNREADABLE; the signal's reason if aborted
 */
export const observe = async (
  espRoot: string,
  path: string,
  options: ObserveOptions = {},
): Promise<Observed> => {
  const kind = await kindOf(joinEsp(espRoot, path));
  if (kind === 'file') return observeFile(espRoot, path, options);
  return kind === 'directory' ? observeDirectory(espRoot, path, options) : nothing(path, kind);
};
