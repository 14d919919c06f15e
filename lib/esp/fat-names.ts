import { createHash } from 'node:crypto';

/**
 * Why FAT cannot hold a name.
 * @errors files and paths
 */
export type FatNameCode =
  /** A name is empty. @remedy Rename the file. */
  | 'EMPTY'
  /** A name is `.` or `..`. @remedy Rename the file. */
  | 'DOT_NAME'
  /** A name is not valid Unicode. @remedy Rename the file. */
  | 'LONE_SURROGATE'
  /** A name contains a control character. @remedy Rename the file. */
  | 'CONTROL_CHARACTER'
  /** A name contains a character that FAT does not allow. @remedy Rename the file. */
  | 'FORBIDDEN_CHARACTER'
  /** A name ends in a dot or a space, which FAT drops. @remedy Rename the file. */
  | 'TRAILING_DOT_OR_SPACE'
  /** A name has more than 255 characters. @remedy Rename the file. */
  | 'TOO_LONG';

export type FatNameProblem = { code: FatNameCode; detail: string };

const MAX_NAME_UNITS = 255; // UTF-16 code units of a long name: FAT specification, section 7
const FORBIDDEN = /["*/:<>?\\|]/;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Says why FAT with long names cannot hold this name, or null if it can.
 *
 * Names that DOS reserved for devices (CON, NUL, COM1…) pass: Linux and UEFI treat them as any other. So do
 * characters outside ASCII, although a mount with `iocharset=ascii` refuses them with EINVAL.
 * (FAT specification, section 7; Linux fs/fat/namei_vfat.c, vfat_is_used_badchars and vfat_striptail_len: a
 * trailing dot is silently cut off there, so that two names would become one.)
 */
export const checkFatName = (name: string): FatNameProblem | null => {
  const problem = (code: FatNameCode, detail: string): FatNameProblem => ({ code, detail });
  if (name === '') return problem('EMPTY', 'the name is empty');
  if (name === '.' || name === '..')
    return problem('DOT_NAME', `"${name}" names a directory itself or its parent`);
  if (/\p{Surrogate}/u.test(name)) return problem('LONE_SURROGATE', 'the name is not well-formed Unicode');
  const control = Array.from(name).find((character) => character < ' ');
  if (control !== undefined) return problem('CONTROL_CHARACTER', `the name contains ${codePoint(control)}`);
  const forbidden = FORBIDDEN.exec(name);
  if (forbidden !== null) return problem('FORBIDDEN_CHARACTER', `the name contains ${forbidden[0]}`);
  if (/[. ]$/.test(name)) return problem('TRAILING_DOT_OR_SPACE', 'the name ends in a dot or a space');
  if (name.length <= MAX_NAME_UNITS) return null;
  return problem('TOO_LONG', `the name has ${name.length} UTF-16 units, more than ${MAX_NAME_UNITS}`);
};

const foldCharacter = (character: string): string => {
  const upper = character.toUpperCase();
  return upper.length === character.length ? upper : character;
};

const ASCII_ONLY = /^[ -~]*$/;

/**
 * The form in which two names that FAT takes for the same are equal.
 *
 * Upper case by Unicode's simple (one to one) mapping, code point by code point; no normalisation. That approximates
 * what really decides: UEFI's collation (EDK2 maps Latin-1 only) and Linux's nls table of the mount. Outside ASCII it
 * may call two names equal that one of those keeps apart, never the reverse for ASCII. The generated short alias of
 * a long name (`MICROS~1`) is not looked at.
 */
export const foldFatName = (name: string): string =>
  // Nearly every name, and many are folded: letter by letter it took a fifth of a planner's time.
  ASCII_ONLY.test(name) ? name.toUpperCase() : Array.from(name, foldCharacter).join('');

export type StagedKind = 'file' | 'directory';

const STAGE_EXTENSION = '.BSW';
const HASH_DIGITS = 4;

/** Four hex digits of the target's hash; the next ones if the first would give a target named as its own stage. */
const hashedStageName = (foldedTarget: string): string => {
  const clean = foldedTarget.replaceAll(/[^A-Z0-9_]/g, '').slice(0, 8 - HASH_DIGITS);
  const digest = createHash('sha256').update(foldedTarget).digest('hex').toUpperCase();
  const names = (digest.match(/.{4}/g) ?? []).map((digits) => clean + digits + STAGE_EXTENSION);
  return names.find((name) => name !== foldedTarget) ?? clean + STAGE_EXTENSION;
};

/**
 * The name under which the next version of `targetName` is staged beside it: always a plain upper-case 8.3 name
 * (`debian` -> `DEBIAN.BSW`, `Microsoft` -> `MICR….BSW`), the same on each call, the same for names that differ in
 * case only, and never the target's own.
 *
 * Such a name takes one directory slot under every `shortname=` mount option, so that it fits in the sector of its
 * target more often; a leading `.btmp.` would make bootupd delete it.
 */
export const stageNameFor = (targetName: string, kind: StagedKind): string =>
  kind === 'directory' && /^[A-Za-z0-9_]{1,8}$/.test(targetName)
    ? targetName.toUpperCase() + STAGE_EXTENSION
    : hashedStageName(foldFatName(targetName));

/** True for every name that `stageNameFor` gives, in any case (`shortname=lower` shows them in lower case). */
export const isStageName = (name: string): boolean => /^[A-Z0-9_]{1,8}\.BSW$/i.test(name);
