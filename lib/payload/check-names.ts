/** The rules that the paths of a payload keep, wherever they come from: a directory, a package, a signed manifest. */
import { EspPathError, foldFatName, isStageName, parseEspPath } from '../esp/index.ts';
import { messageOf } from '../errors.ts';
import { textBytes } from '../wire/index.ts';

/**
 * Why a path cannot be part of a payload.
 * @errors payload
 */
export type NameProblemCode =
  /** A path is too long, too deep, or has a name that FAT cannot hold. @remedy Rename the file. */
  | 'BAD_PATH'
  /**
   * A path is not below `EFI/`. bootswap replaces only files there.
   * @remedy Move the file below `EFI/`, or leave it out.
   */
  | 'NOT_BELOW_EFI'
  /** A name is one that bootswap or bootupd gives to staged copies. @remedy Rename the file. */
  | 'RESERVED_NAME'
  /** Two paths differ only in case, and FAT takes them for one. @remedy Keep one spelling. */
  | 'CASE_CONFLICT'
  /** A path is a file in one place and a directory in another. @remedy Rename one of them. */
  | 'FILE_IS_DIRECTORY'
  /** A path occurs twice. @remedy Remove one of them. */
  | 'TWICE';
export type NameProblem = { code: NameProblemCode; detail: string };

/** bootupd deletes what is named so (https://github.com/coreos/bootupd, src/filetree.rs, TMP_PREFIX). */
const BOOTUPD_PREFIX = '.btmp.';

const problem = (code: NameProblemCode, detail: string): NameProblem => ({ code, detail });

const isReserved = (segment: string): boolean =>
  isStageName(segment) || segment.toLowerCase().startsWith(BOOTUPD_PREFIX);

const checkPath = (path: string): NameProblem | null => {
  if (Buffer.byteLength(path) > textBytes.path)
    return problem('BAD_PATH', `${path.slice(0, 80)}… has more than ${textBytes.path} bytes`);
  try {
    const { segments } = parseEspPath(path);
    if (segments.length < 2 || foldFatName(segments[0] ?? '') !== 'EFI')
      return problem('NOT_BELOW_EFI', `${path} is not below EFI/; bootswap updates only files there`);
    const reserved = segments.find(isReserved);
    if (reserved === undefined) return null;
    return problem('RESERVED_NAME', `${path}: ${reserved} is a stage name of bootswap or bootupd: rename it`);
  } catch (error) {
    if (error instanceof EspPathError) return problem('BAD_PATH', messageOf(error));
    throw error;
  }
};

/** What has been seen of a payload so far, by folded path. */
type Seen = Map<string, { spelling: string; kind: 'file' | 'directory' }>;

const see = (seen: Seen, spelling: string, kind: 'file' | 'directory'): NameProblem | null => {
  const folded = foldFatName(spelling);
  const known = seen.get(folded);
  if (known === undefined) {
    seen.set(folded, { spelling, kind });
    return null;
  }
  if (known.kind !== kind)
    return problem(
      'FILE_IS_DIRECTORY',
      `${known.spelling} is a file and ${spelling} needs a directory, or the reverse`,
    );
  if (known.spelling !== spelling)
    return problem(
      'CASE_CONFLICT',
      `${known.spelling} and ${spelling} are the same name on FAT: keep one spelling`,
    );
  return kind === 'file' ? problem('TWICE', `${spelling} occurs twice`) : null;
};

const parentsOf = (path: string): string[] => {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
};

const seeAll = (seen: Seen, path: string): NameProblem | null => {
  for (const parent of parentsOf(path)) {
    const found = see(seen, parent, 'directory');
    if (found !== null) return found;
  }
  return see(seen, path, 'file');
};

/**
 * The first reason why these file paths cannot be one payload, or null: each must be a path that FAT can hold below
 * `EFI/`, not named like a stage; together they must be one tree whatever the case of letters.
 */
export const findNameProblem = (paths: readonly string[]): NameProblem | null => {
  const seen: Seen = new Map();
  for (const path of paths) {
    const found = checkPath(path) ?? seeAll(seen, path);
    if (found !== null) return found;
  }
  return null;
};
