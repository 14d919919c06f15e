import { join } from 'node:path';
import { CodedError } from '../errors.ts';
import { checkFatName } from './fat-names.ts';

/**
 * Why a path is none of an ESP.
 * @errors files and paths
 */
export type EspPathCode =
  /** A path on the ESP is empty. @remedy Write it from the root of the ESP: `EFI/BOOT`. */
  | 'EMPTY'
  /** A path on the ESP begins with a slash. @remedy Write it from the root of the ESP: `EFI/BOOT`. */
  | 'ABSOLUTE'
  /** A path on the ESP contains a backslash. @remedy Separate names with `/`. */
  | 'BACKSLASH'
  /** A path on the ESP contains a NUL character. @remedy Remove it. */
  | 'NUL'
  /** A path on the ESP contains two slashes in a row, or ends in one. @remedy Remove the slash. */
  | 'EMPTY_SEGMENT'
  /** A path on the ESP contains `.` or `..`. @remedy Write the path without it. */
  | 'DOT_SEGMENT'
  /** FAT cannot hold a name in the path. @remedy Rename the file. */
  | 'BAD_NAME'
  /** A path on the ESP has more than 16 names. @remedy Use fewer directories. */
  | 'TOO_DEEP'
  /** A path on the ESP has more than 4096 bytes. @remedy Use shorter names. */
  | 'TOO_LONG';

export class EspPathError extends CodedError<EspPathCode> {}

/** A checked path, relative to the root of the ESP. */
export type EspPath = { path: string; segments: readonly string[] };

const MAX_DEPTH = 16;
const MAX_PATH_BYTES = 4096;

const refuse = (code: EspPathCode, path: string, why: string): never => {
  throw new EspPathError(code, `ESP path ${JSON.stringify(path.slice(0, 256))} refused: ${why}`);
};

const checkWhole = (path: string): void => {
  if (path === '') refuse('EMPTY', path, 'it is empty');
  if (Buffer.byteLength(path) > MAX_PATH_BYTES)
    refuse('TOO_LONG', path, `it has more than ${MAX_PATH_BYTES} bytes`);
  if (path.includes('\0')) refuse('NUL', path, 'it contains a NUL');
  if (path.includes('\\')) refuse('BACKSLASH', path, 'it contains a backslash: use /');
  if (path.startsWith('/'))
    refuse('ABSOLUTE', path, 'it is absolute: start at the root of the ESP, as in EFI/BOOT');
};

const checkSegment = (path: string, segment: string): void => {
  if (segment === '') refuse('EMPTY_SEGMENT', path, 'it has an empty segment');
  if (segment === '.' || segment === '..') refuse('DOT_SEGMENT', path, `it has the segment "${segment}"`);
  const problem = checkFatName(segment);
  if (problem !== null) refuse('BAD_NAME', path, `FAT cannot hold the segment: ${problem.detail}`);
};

/**
 * Parses a path relative to the root of the ESP, `EFI/debian/shimx64.efi`. The result cannot leave the ESP and
 * can be held by FAT. At most 16 segments and 4096 bytes.
 * @throws {EspPathError}
 */
export const parseEspPath = (path: string): EspPath => {
  checkWhole(path);
  const segments = path.split('/');
  if (segments.length > MAX_DEPTH) refuse('TOO_DEEP', path, `it has more than ${MAX_DEPTH} segments`);
  for (const segment of segments) checkSegment(path, segment);
  return { path, segments };
};

/**
 * The path in the running system of `espPath` on the ESP mounted at `root`.
 * @throws {EspPathError} if `espPath` is a string that `parseEspPath` refuses
 */
export const joinEsp = (root: string, espPath: string | EspPath): string =>
  join(root, ...(typeof espPath === 'string' ? parseEspPath(espPath) : espPath).segments);
