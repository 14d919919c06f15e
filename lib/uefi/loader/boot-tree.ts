import { foldFatName } from '../../esp/fat-names.ts';
import { parseBootCsv } from './boot-csv.ts';
import type { BootCsv } from './boot-csv.ts';
import { bootImageOf } from '../image/boot-image.ts';
import type { BootImage } from '../image/boot-image.ts';
import { inspect } from '../image/inspect.ts';
import { imagesOfLoaderEntry } from './loader-entry.ts';
import { secondStageOfOptionsCsv } from './options-csv.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** What a verdict takes from one file of an ESP; `broken` is an image or list that cannot be read. */
export type BootFile =
  | { kind: 'image'; image: BootImage }
  | { kind: 'boot-csv'; csv: BootCsv }
  | { kind: 'options-csv'; secondStage: string | null }
  | { kind: 'loader-entry'; images: readonly string[] }
  | { kind: 'broken'; detail: string }
  | { kind: 'other' };

type Kind = Exclude<BootFile['kind'], 'broken'>;

/** Which reader a file's path asks for. Names are compared as FAT does, without regard to case. */
export const bootFileKind = (path: string): Kind => {
  const folded = path.toLowerCase();
  const name = folded.slice(folded.lastIndexOf('/') + 1);
  if (name.endsWith('.efi') || /^(?:vmlinu[xz]|linux|kernel|bzimage)(?:[-_.].*)?$/.test(name)) return 'image';
  if (/^boot(?:x64|aa64|ia32)?\.csv$/.test(name)) return 'boot-csv';
  if (name === 'options.csv') return 'options-csv';
  return /^loader\/entries\/[^/]+\.conf$/.test(folded) ? 'loader-entry' : 'other';
};

const read = (kind: Kind, bytes: Uint8Array): BootFile => {
  if (kind === 'image') return { kind, image: bootImageOf(inspect(bytes)) };
  if (kind === 'boot-csv') return { kind, csv: parseBootCsv(bytes) };
  if (kind === 'options-csv') return { kind, secondStage: secondStageOfOptionsCsv(bytes) };
  return kind === 'loader-entry' ? { kind, images: imagesOfLoaderEntry(bytes) } : { kind: 'other' };
};

/**
 * Reads one file for a verdict. Depends on the bytes and on `bootFileKind(path)` alone, so that the answer may be kept
 * by kind and digest; for kind `other` the bytes are not read and may be empty. Never throws.
 */
export const readBootFile = (path: string, bytes: Uint8Array): BootFile => {
  try {
    return read(bootFileKind(path), bytes);
  } catch (error) {
    if (error instanceof UefiError) return { kind: 'broken', detail: error.message };
    throw error;
  }
};

/** Files of an ESP by path (`EFI/debian/shimx64.efi`). */
export type BootFiles = ReadonlyMap<string, BootFile>;

/** A file and its real path. */
export type FoundFile = { path: string; file: BootFile };

/** An ESP as firmware sees it. */
export type BootTree = {
  find: (path: string) => FoundFile | null;
  /** Names of the directories directly below one, in the order in which they came. */
  directoriesIn: (directory: string) => string[];
  /** Files directly in a directory. */
  filesIn: (directory: string) => FoundFile[];
  all: readonly FoundFile[];
};

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const joinPath = (directory: string, name: string): string =>
  directory === '' ? name : `${directory}/${name}`;

/** Indexes a tree; of paths that FAT takes for the same, the last counts. */
export const bootTree = (files: BootFiles): BootTree => {
  const byPath = new Map<string, FoundFile>();
  for (const [path, file] of files) byPath.set(foldFatName(path), { path, file });
  const all = [...byPath.values()];
  const below = (directory: string): FoundFile[] => {
    const prefix = foldFatName(directory === '' ? '' : `${directory}/`);
    return all.filter(({ path }) => foldFatName(path).startsWith(prefix));
  };
  return {
    all,
    find: (path) => byPath.get(foldFatName(path)) ?? null,
    filesIn: (directory) =>
      below(directory).filter(({ path }) => foldFatName(parentOf(path)) === foldFatName(directory)),
    directoriesIn: (directory) => {
      const skip = directory === '' ? 0 : directory.length + 1;
      const names = below(directory).flatMap(({ path }) =>
        path.slice(skip).split('/').slice(0, -1).slice(0, 1),
      );
      const byName = new Map(names.map((name) => [foldFatName(name), name]));
      return [...byName.values()];
    },
  };
};

export { parentOf };
