import { alignUp, asBuffer, isAllZero, readU16, readU32 } from '../bytes/bytes.ts';
import { newDerBudget, readDer } from './der.ts';
import type { Finding } from '../bytes/finding.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** Where zeros stand that bring an entry to a multiple of 8: signing tools do all three. */
export type EntryPadding = 'none' | 'inside' | 'after';

export type CertificateEntry = {
  /** Bytes from the table's beginning. */
  offset: number;
  /** dwLength: bytes, with the header of 8. */
  length: number;
  /** The PKCS#7 message by its own length, sharing memory; null if the entry is of another kind. */
  blob: Buffer | null;
  padding: EntryPadding;
};

export type CertificateTable = { entries: readonly CertificateEntry[]; findings: readonly Finding[] };

const HEADER_BYTES = 8;
const ALIGNMENT_BYTES = 8;
const REVISION_2 = 0x0200;
const TYPE_PKCS_SIGNED_DATA = 0x0002;
const MAX_ENTRIES = 32;

const refuse = (message: string): never => {
  throw new UefiError('BAD_CERTIFICATE_TABLE', message);
};

const readLength = (table: Buffer, offset: number): number => {
  if (offset + HEADER_BYTES > table.length)
    refuse(`the table has ${table.length - offset} bytes behind its last entry`);
  const length = readU32(table, offset);
  if (length < HEADER_BYTES || length > table.length - offset)
    refuse(`the entry at ${offset} is said to have ${length} bytes`);
  return length;
};

/** The message's own length decides; what is more than padding may be hidden content (the shape of CVE-2013-3900). */
const readBlob = (body: Buffer, findings: Finding[]): { blob: Buffer; extra: number } => {
  const { raw } = readDer(body, newDerBudget());
  const rest = body.subarray(raw.length);
  if (rest.length >= ALIGNMENT_BYTES || !isAllZero(rest))
    findings.push({ code: 'CERTIFICATE_PADDING', detail: `${rest.length} bytes behind the message` });
  return { blob: raw, extra: rest.length };
};

const readEntry = (table: Buffer, offset: number, findings: Finding[]): CertificateEntry => {
  const length = readLength(table, offset);
  const revision = readU16(table, offset + 4);
  const type = readU16(table, offset + 6);
  if (revision !== REVISION_2)
    findings.push({ code: 'CERTIFICATE_REVISION_UNKNOWN', detail: `0x${revision.toString(16)}` });
  if (type !== TYPE_PKCS_SIGNED_DATA) {
    findings.push({ code: 'CERTIFICATE_TYPE_UNSUPPORTED', detail: `0x${type.toString(16)}` });
    return { offset, length, blob: null, padding: 'none' };
  }
  const { blob, extra } = readBlob(table.subarray(offset + HEADER_BYTES, offset + length), findings);
  const after = length % ALIGNMENT_BYTES === 0 ? 'none' : 'after';
  return { offset, length, blob, padding: extra > 0 ? 'inside' : after };
};

/**
 * All WIN_CERTIFICATE entries of an attribute certificate table. An entry of an unknown kind is kept without its
 * message, as firmware and shim pass over it. Source: UEFI specification, "WIN_CERTIFICATE".
 * @throws {UefiError} BAD_CERTIFICATE_TABLE, BAD_DER, TRUNCATED
 */
export const parseCertificateTable = (bytes: Uint8Array): CertificateTable => {
  const table = asBuffer(bytes);
  const entries: CertificateEntry[] = [];
  const findings: Finding[] = [];
  for (let offset = 0; offset < table.length;) {
    if (entries.length === MAX_ENTRIES) refuse(`more than ${MAX_ENTRIES} signatures`);
    const entry = readEntry(table, offset, findings);
    entries.push(entry);
    offset = alignUp(offset + entry.length, ALIGNMENT_BYTES);
  }
  return { entries, findings };
};
