import { ByteReader, boundBytes } from '../bytes/byte-reader.ts';
import { isGuid } from '../bytes/guid.ts';
import type { Guid } from '../bytes/guid.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** A file of efivarfs. Attributes: 1 NV, 2 BS, 4 RT, 0x20 authenticated, 0x40 append. */
export type EfiVariable = { attributes: number; data: Uint8Array };

export type EfiVariableName = { name: string; guid: Guid };

/** Namespaces of variables. */
export const VENDOR = {
  global: '8be4df61-93ca-11d2-aa0d-00e098032b8c',
  /** db, dbx, dbt, dbr. */
  imageSecurity: 'd719b2cb-3d3a-4596-a3bc-dad00e67656f',
  shim: '605dab50-e046-4300-abb6-3dd810dd8b23',
  /** systemd-boot and other loaders of the Boot Loader Interface. */
  loader: '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f',
} as const;

const MAX_FILE_BYTES = 1 << 20;
const MAX_NAME_CHARACTERS = 1024;
const GUID_CHARACTERS = 36;

/**
 * Reads a file of efivarfs: the attributes, then the data (Linux, Documentation/filesystems/efivarfs.rst). Null for a
 * file of size 0: the ghost of a variable whose creation failed, gone at the next mount.
 * @throws {UefiError} TOO_LARGE above 1 MiB, TRUNCATED
 */
export const parseEfiVariable = (file: Uint8Array): EfiVariable | null => {
  const reader = new ByteReader(boundBytes(file, MAX_FILE_BYTES, 'EFI variable'), 'EFI variable');
  if (file.length === 0) return null;
  return { attributes: reader.u32(), data: reader.rest() };
};

/**
 * Splits a file name of efivarfs, `Boot0004-8be4df61-93ca-11d2-aa0d-00e098032b8c`; the GUID comes back in lower case.
 * @throws {UefiError} BAD_NAME
 */
export const parseVariableName = (fileName: string): EfiVariableName => {
  const name = fileName.slice(0, -GUID_CHARACTERS - 1);
  const guid = fileName.slice(-GUID_CHARACTERS);
  if (
    fileName.length > MAX_NAME_CHARACTERS ||
    name === '' ||
    fileName.at(name.length) !== '-' ||
    !isGuid(guid)
  )
    throw new UefiError(
      'BAD_NAME',
      `${JSON.stringify(fileName.slice(0, 100))} is no name of a variable; one is <name>-<GUID>`,
    );
  return { name, guid: guid.toLowerCase() };
};

/** The name of the variable's file in efivarfs. */
export const variableFileName = ({ name, guid }: EfiVariableName): string => `${name}-${guid.toLowerCase()}`;

const wholeOf = <Value>(data: Uint8Array, what: string, read: (reader: ByteReader) => Value): Value => {
  const reader = new ByteReader(data, what);
  const value = read(reader);
  if (reader.remaining === 0) return value;
  throw new UefiError('BAD_LENGTH', `${what}: ${reader.remaining} bytes too many`);
};

/**
 * The data of SecureBoot, SetupMode, MokSBStateRT, MokIgnoreDB…: one byte.
 * @throws {UefiError} TRUNCATED, BAD_LENGTH
 */
export const readU8Variable = (data: Uint8Array): number =>
  wholeOf(data, 'variable of one byte', (reader) => reader.u8());

/**
 * The data of BootCurrent, BootNext and Timeout: a 16-bit number.
 * @throws {UefiError} TRUNCATED, BAD_LENGTH
 */
export const readU16Variable = (data: Uint8Array): number =>
  wholeOf(data, 'variable of two bytes', (reader) => reader.u16());

/**
 * The data of BootOrder: numbers of Boot#### variables.
 * @throws {UefiError} BAD_LENGTH
 */
export const readU16List = (data: Uint8Array): number[] => {
  if (data.length % 2 !== 0)
    throw new UefiError('BAD_LENGTH', `list of boot options: ${data.length} bytes are no multiple of 2`);
  const reader = new ByteReader(data, 'list of boot options');
  return Array.from({ length: data.length / 2 }, () => reader.u16());
};

/**
 * The data of SbatLevelRT: the text up to a NUL, in ASCII as shim compares it.
 * @throws {UefiError} TOO_LARGE above 64 KiB; BAD_TEXT if it is not ASCII
 */
export const readSbatLevel = (data: Uint8Array): string => {
  const text = Buffer.from(boundBytes(data, 1 << 16, 'SbatLevel')).toString('latin1');
  const end = text.indexOf('\0');
  const level = end === -1 ? text : text.slice(0, end);
  if (/^[\t\n\r -~]*$/.test(level)) return level;
  throw new UefiError('BAD_TEXT', 'SbatLevel: it is not ASCII text');
};

/** Number of a Boot#### variable by its name, or null. EDK2 writes capitals; some firmware does not. */
export const bootNumberOf = (name: string): number | null =>
  /^Boot[0-9A-F]{4}$/i.test(name) && name.startsWith('Boot') ? Number.parseInt(name.slice(4), 16) : null;

/** `Boot00A0` for 0xa0. */
export const bootVariableName = (number: number): string =>
  `Boot${number.toString(16).toUpperCase().padStart(4, '0')}`;
