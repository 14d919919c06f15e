import { readU16, readU32, slice } from '../bytes/bytes.ts';
import { UefiError } from '../bytes/uefi-error.ts';

export type PeSection = {
  /** The whole name, even if it is longer than the header's 8 bytes and is in the COFF string table. */
  name: string;
  /** The 8 bytes of the header, without the NULs at the end; this is what shim compares. */
  shortName: string;
  virtualAddress: number;
  virtualSize: number;
  rawOffset: number;
  rawSize: number;
  characteristics: number;
  hasRelocations: boolean;
  /** The raw bytes in the file, sharing its memory. */
  data: Buffer;
};

export type SectionTable = { coff: number; tableOffset: number; sizeOfHeaders: number };

const SECTION_HEADER_BYTES = 40;
const SYMBOL_BYTES = 18;
/** The format's own limit; unified kernel images with many profiles stay far below. */
const MAX_SECTIONS = 96;
const MAX_NAME_BYTES = 64;

const refuse = (message: string): never => {
  throw new UefiError('BAD_PE', message);
};

/** Where the COFF string table begins and ends, or an empty buffer: linkers may strip it. */
const readStringTable = (bytes: Buffer, coff: number): Buffer => {
  const symbols = readU32(bytes, coff + 8);
  if (symbols === 0) return Buffer.alloc(0);
  const start = symbols + readU32(bytes, coff + 12) * SYMBOL_BYTES;
  if (start + 4 > bytes.length) return Buffer.alloc(0);
  return bytes.subarray(start, Math.min(bytes.length, start + readU32(bytes, start)));
};

/** Names of more than 8 bytes are written `/<decimal offset in the string table>`. */
const resolveName = (shortName: string, strings: Buffer): string => {
  const [, digits] = /^\/(\d{1,7})$/.exec(shortName) ?? [];
  if (digits === undefined) return shortName;
  const start = Number(digits);
  const end = strings.indexOf(0, start);
  if (start < 4 || end === -1 || end - start > MAX_NAME_BYTES) return shortName;
  return strings.toString('latin1', start, end);
};

const readSection = (bytes: Buffer, header: Buffer, strings: Buffer): PeSection => {
  const shortName = header.toString('latin1', 0, 8).replace(/\0+$/, '');
  const rawSize = readU32(header, 16);
  const rawOffset = readU32(header, 20);
  if (rawSize > 0 && rawOffset + rawSize > bytes.length)
    refuse(`section ${JSON.stringify(shortName)} (${rawSize} bytes at ${rawOffset}) runs past the file`);
  return {
    name: resolveName(shortName, strings),
    shortName,
    virtualSize: readU32(header, 8),
    virtualAddress: readU32(header, 12),
    rawOffset,
    rawSize,
    characteristics: readU32(header, 36),
    hasRelocations: readU32(header, 24) !== 0 || readU16(header, 32) !== 0,
    data: rawSize === 0 ? Buffer.alloc(0) : slice(bytes, rawOffset, rawSize),
  };
};

/**
 * The section table; each section's raw bytes are checked to be inside the file.
 * @throws {UefiError} BAD_PE, TRUNCATED
 */
export const readSections = (bytes: Buffer, table: SectionTable): PeSection[] => {
  const { coff, tableOffset, sizeOfHeaders } = table;
  const count = readU16(bytes, coff + 2);
  if (count > MAX_SECTIONS) refuse(`${count} sections; an image has at most ${MAX_SECTIONS}`);
  const tableEnd = tableOffset + count * SECTION_HEADER_BYTES;
  if (sizeOfHeaders > bytes.length) refuse(`the headers are said to have ${sizeOfHeaders} bytes`);
  if (tableEnd > sizeOfHeaders) refuse(`the section table ends at ${tableEnd}, outside the headers`);
  const strings = readStringTable(bytes, coff);
  return Array.from({ length: count }, (_, index) =>
    readSection(
      bytes,
      slice(bytes, tableOffset + index * SECTION_HEADER_BYTES, SECTION_HEADER_BYTES),
      strings,
    ),
  );
};

/** Sections called `name`; a linker without long names cuts them to 8 bytes. */
export const sectionsNamed = (sections: readonly PeSection[], name: string): PeSection[] =>
  sections.filter((section) => section.name === name || section.name === name.slice(0, 8));
