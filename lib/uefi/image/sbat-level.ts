import { asBuffer, readU32, untilNul } from '../bytes/bytes.ts';
import type { PeImage } from '../pe/pe.ts';
import { sectionsNamed } from '../pe/pe-sections.ts';
import { isWholeRow, parseGeneration, readCsvRows } from './sbat-csv.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** What SbatLevel demands: `text` is the variable's contents, without a NUL. */
export type SbatLevel = { text: string; date: string; entries: { component: string; generation: number }[] };

/** shim applies the first by itself; the second only if the owner asked for it (mokutil --set-sbat-policy latest). */
export type SbatLevels = { automatic: SbatLevel; latest: SbatLevel };

const COLUMNS = 3;
const REQUIRED_COLUMNS = 2;
const MAX_BYTES = 64 * 1024;
/** `.sbatlevel` begins with a format number; the offsets behind it count from their own beginning. */
const OFFSETS_AT = 4;

/**
 * The text of SbatLevel or SbatLevelRT: `sbat,1,2025021800\nshim,4\ngrub,5\n`.
 * Source: shim 16.1, sbat.c, parse_sbat_var_data.
 * @throws {UefiError} BAD_SBAT if shim could not read it either, TOO_LARGE
 */
export const parseSbatLevel = (input: string | Uint8Array): SbatLevel => {
  const whole = typeof input === 'string' ? input : asBuffer(input).toString('latin1');
  if (whole.length > MAX_BYTES) throw new UefiError('TOO_LARGE', `an SBAT level of ${whole.length} bytes`);
  const [text = ''] = whole.split('\0');
  const rows = readCsvRows(text, COLUMNS);
  const broken = rows.find((row) => !isWholeRow(row, REQUIRED_COLUMNS));
  if (broken !== undefined)
    throw new UefiError('BAD_SBAT', `an SBAT level with the row ${JSON.stringify(broken.join())}`);
  const entries = rows.map(([component = '', generation = '']) => ({
    component,
    generation: parseGeneration(generation),
  }));
  return { text, date: rows[0]?.[2] ?? '', entries };
};

/**
 * The two levels that a shim carries in its section `.sbatlevel`.
 * @throws {UefiError} BAD_SBAT, TRUNCATED, TOO_LARGE
 */
export const parseSbatLevelSection = (bytes: Uint8Array): SbatLevels => {
  const section = asBuffer(bytes);
  if (readU32(section, 0) !== 0)
    throw new UefiError('BAD_SBAT', `.sbatlevel is of format ${readU32(section, 0)}, only 0 is known`);
  const levelAt = (offset: number): SbatLevel => {
    const start = OFFSETS_AT + offset;
    if (start >= section.length)
      throw new UefiError('TRUNCATED', `.sbatlevel ends before its level at ${start}`);
    return parseSbatLevel(untilNul(section, start));
  };
  return { automatic: levelAt(readU32(section, 4)), latest: levelAt(readU32(section, 8)) };
};

/**
 * The levels a shim applies when it starts, or null if the image has none and so is no shim of 15.3 or later.
 * @throws {UefiError} BAD_SBAT, TRUNCATED, TOO_LARGE
 */
export const readShimLevels = (image: PeImage): SbatLevels | null => {
  const [section] = sectionsNamed(image.sections, '.sbatlevel');
  return section === undefined ? null : parseSbatLevelSection(section.data);
};

/**
 * The levels of `revocations_sbat.efi` (shim 16) or `revocations.efi` (15.8), or null if the image has not both, for
 * then shim takes neither. shim reads on to the next NUL, past the section if need be, and of sections of one name
 * takes the last (load_revocations_file).
 * @throws {UefiError} BAD_SBAT, TOO_LARGE
 */
export const readRevocations = (image: PeImage): SbatLevels | null => {
  const levelOf = (name: string): SbatLevel | null => {
    const section = image.sections.findLast(({ shortName }) => shortName === name);
    return section === undefined ? null : parseSbatLevel(untilNul(image.bytes, section.rawOffset));
  };
  const automatic = levelOf('.sbata');
  const latest = levelOf('.sbatl');
  return automatic === null || latest === null ? null : { automatic, latest };
};
