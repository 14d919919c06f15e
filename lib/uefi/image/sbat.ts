import { asBuffer } from '../bytes/bytes.ts';
import type { Finding } from '../bytes/finding.ts';
import type { PeImage } from '../pe/pe.ts';
import { isWholeRow, parseGeneration, readCsvRows } from './sbat-csv.ts';
import type { SbatLevel } from './sbat-level.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** One row of an image's `.sbat`: a component that is in it, and how often it had to be revoked. */
export type SbatEntry = {
  component: string;
  generation: number;
  vendor: string;
  package: string;
  version: string;
  url: string;
};

/** `absent`: shim refuses such an image if it loads it itself, not if GRUB asks for it. `invalid`: always refused. */
export type SbatSection = {
  state: 'absent' | 'valid' | 'invalid';
  entries: SbatEntry[];
  findings: Finding[];
};

export type Revocation = { component: string; generation: number; required: number };

const COLUMNS = 6;
const MAX_BYTES = 256 * 1024;

/** Component and generation are compared as bytes; the rest is for people. */
const readable = (text: string | undefined): string => Buffer.from(text ?? '', 'latin1').toString('utf8');

/**
 * The rows of a `.sbat` section, its padding included. No rows at all are allowed: such an image names nothing that
 * could be revoked, and shim loads it. Source: shim 16.1, sbat.c, parse_sbat_section.
 * @throws {UefiError} BAD_SBAT, TOO_LARGE
 */
export const parseSbat = (section: Uint8Array): SbatEntry[] => {
  if (section.length > MAX_BYTES)
    throw new UefiError('TOO_LARGE', `an .sbat section of ${section.length} bytes`);
  return readCsvRows(asBuffer(section).toString('latin1'), COLUMNS).map((row) => {
    if (!isWholeRow(row, COLUMNS))
      throw new UefiError('BAD_SBAT', `row ${JSON.stringify(row.join())} does not have six fields with text`);
    const [component = '', generation = '', vendor, name, version, url] = row;
    return {
      component,
      generation: parseGeneration(generation),
      vendor: readable(vendor),
      package: readable(name),
      version: readable(version),
      url: readable(url),
    };
  });
};

const invalid = (finding: Finding): SbatSection => ({ state: 'invalid', entries: [], findings: [finding] });

/** A section smaller than it claims to be in memory is ignored, as if it were missing (verify_buffer_sbat). */
const usable = (image: PeImage) =>
  image.sections.filter(
    ({ shortName, rawSize, virtualSize }) => shortName === '.sbat' && rawSize > 0 && rawSize >= virtualSize,
  );

/** The image's SBAT metadata as shim 16.1 takes it (verify_buffer_sbat). Never throws. */
export const readSbat = (image: PeImage): SbatSection => {
  const named = image.sections.filter(({ shortName }) => shortName === '.sbat');
  const [section] = usable(image);
  if (named.some(({ hasRelocations }) => hasRelocations))
    return invalid({ code: 'SBAT_RELOCATIONS', detail: 'the .sbat section has relocations' });
  if (section !== undefined && named.indexOf(section) < named.length - 1)
    return invalid({ code: 'SBAT_DUPLICATE', detail: `${named.length} sections are called .sbat` });
  if (section === undefined) {
    const findings: Finding[] = named.map(({ rawSize, virtualSize }) => ({
      code: 'SBAT_IGNORED',
      detail: `${rawSize} bytes in the file for ${virtualSize} in memory`,
    }));
    return { state: 'absent', entries: [], findings };
  }
  try {
    return { state: 'valid', entries: parseSbat(section.data), findings: [] };
  } catch (error) {
    if (error instanceof UefiError) return invalid({ code: 'SBAT_INVALID', detail: error.message });
    throw error;
  }
};

/**
 * The first row whose generation is below what the level demands of its component, or null. Components of only one
 * side do not matter, and of a component that the level names twice the first counts (verify_sbat_helper).
 */
export const findRevoked = (
  entries: readonly Pick<SbatEntry, 'component' | 'generation'>[],
  level: SbatLevel,
): Revocation | null => {
  for (const { component, generation } of entries) {
    const demand = level.entries.find((each) => each.component === component);
    if (demand !== undefined && generation < demand.generation)
      return { component, generation, required: demand.generation };
  }
  return null;
};
