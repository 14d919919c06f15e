import { asBuffer, readU16, readU32, slice } from '../bytes/bytes.ts';
import type { Finding } from '../bytes/finding.ts';
import { findLayoutOddities } from './pe-layout.ts';
import { readSections } from './pe-sections.ts';
import type { PeSection } from './pe-sections.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** Offset and length in bytes, both counted in the file. */
export type FileRange = { offset: number; size: number };

export type PeImage = {
  /** The whole file; every section's data shares its memory. */
  bytes: Buffer;
  format: 'PE32' | 'PE32+';
  /** 0x8664 x64, 0xaa64 AArch64, 0x14c IA-32. */
  machine: number;
  /** 10 for an EFI application. */
  subsystem: number;
  characteristics: number;
  dllCharacteristics: number;
  isNxCompatible: boolean;
  /** Bytes; headers and section table, as the header declares it. */
  sizeOfHeaders: number;
  sizeOfImage: number;
  /** Offsets of the checksum (4 bytes) and the security directory's entry (8 bytes); neither is signed. */
  checksumOffset: number;
  securityEntryOffset: number | null;
  certificateTable: FileRange | null;
  /** As in the section table, in its order. */
  sections: readonly PeSection[];
  findings: readonly Finding[];
};

/** Larger files are not boot files; a unified kernel image with an initrd stays below. */
export const MAX_IMAGE_BYTES = 1024 ** 3;
const DOS_HEADER_BYTES = 64;
const COFF_HEADER_BYTES = 20;
const MAX_DIRECTORIES = 16;
const SECURITY_DIRECTORY = 4;
const DLL_NX_COMPAT = 0x0100;

type OptionalHeader = { offset: number; size: number; isPlus: boolean; directories: number };

const refuse = (message: string): never => {
  throw new UefiError('BAD_PE', message);
};

const findPeHeader = (bytes: Buffer): number => {
  if (bytes.length > MAX_IMAGE_BYTES)
    throw new UefiError('TOO_LARGE', `${bytes.length} bytes are more than an EFI image may have`);
  if (bytes.length < DOS_HEADER_BYTES || bytes.toString('latin1', 0, 2) !== 'MZ')
    refuse('the file does not begin with MZ: it is no EFI image');
  const offset = readU32(bytes, 0x3c);
  if (offset < DOS_HEADER_BYTES) refuse(`the PE header is said to lie at ${offset}, inside the DOS header`);
  if (slice(bytes, offset, 4).toString('latin1') !== 'PE\0\0') refuse(`no PE signature at offset ${offset}`);
  return offset;
};

/** shim refuses a header whose directories do not fill SizeOfOptionalHeader exactly, and so do we (pe-relocate.c). */
const readOptionalHeader = (bytes: Buffer, coff: number): OptionalHeader => {
  const offset = coff + COFF_HEADER_BYTES;
  const size = readU16(bytes, coff + 16);
  const magic = readU16(bytes, offset);
  if (magic !== 0x10b && magic !== 0x20b)
    refuse(`the optional header's magic is 0x${magic.toString(16)}, neither PE32 nor PE32+`);
  const isPlus = magic === 0x20b;
  const fixed = isPlus ? 112 : 96;
  const directories = readU32(bytes, offset + fixed - 4);
  if (directories > MAX_DIRECTORIES) refuse(`${directories} data directories; there are at most 16`);
  if (size !== fixed + directories * 8)
    refuse(`the optional header has ${size} bytes, which does not fit its ${directories} directories`);
  slice(bytes, offset, size);
  return { offset, size, isPlus, directories };
};

/** The security directory holds a file offset, not an address (PE format, "attribute certificate table"). */
const readCertificateTable = (bytes: Buffer, entryOffset: number | null): FileRange | null => {
  if (entryOffset === null) return null;
  const range = { offset: readU32(bytes, entryOffset), size: readU32(bytes, entryOffset + 4) };
  if (range.size === 0) return null;
  if (range.offset + range.size > bytes.length) {
    const where = `${range.size} bytes at ${range.offset}`;
    throw new UefiError('BAD_CERTIFICATE_TABLE', `the certificate table (${where}) runs past the file`);
  }
  return range;
};

/**
 * The headers of an EFI executable. Sections and tables are checked to be inside the file; odd but loadable layout is
 * reported in `findings`. Source: Microsoft PE format; what shim 16.1 (pe-relocate.c) refuses is refused here.
 * @throws {UefiError} BAD_PE, TRUNCATED, TOO_LARGE, BAD_CERTIFICATE_TABLE
 */
export const parsePe = (input: Uint8Array): PeImage => {
  const bytes = asBuffer(input);
  const coff = findPeHeader(bytes) + 4;
  const header = readOptionalHeader(bytes, coff);
  const { offset } = header;
  const dllCharacteristics = readU16(bytes, offset + 70);
  const directoriesAt = offset + (header.isPlus ? 112 : 96);
  const securityEntryOffset =
    header.directories > SECURITY_DIRECTORY ? directoriesAt + SECURITY_DIRECTORY * 8 : null;
  const image = {
    bytes,
    format: header.isPlus ? ('PE32+' as const) : ('PE32' as const),
    machine: readU16(bytes, coff),
    subsystem: readU16(bytes, offset + 68),
    characteristics: readU16(bytes, coff + 18),
    dllCharacteristics,
    isNxCompatible: (dllCharacteristics & DLL_NX_COMPAT) !== 0,
    sizeOfHeaders: readU32(bytes, offset + 60),
    sizeOfImage: readU32(bytes, offset + 56),
    checksumOffset: offset + 64,
    securityEntryOffset,
    certificateTable: readCertificateTable(bytes, securityEntryOffset),
  };
  const sections = readSections(bytes, {
    coff,
    tableOffset: offset + header.size,
    sizeOfHeaders: image.sizeOfHeaders,
  });
  return { ...image, sections, findings: findLayoutOddities({ ...image, sections }) };
};
