import { asBuffer, readU32, slice } from '../bytes/bytes.ts';
import { parseCertificate } from '../signature/certificate.ts';
import type { Certificate } from '../signature/certificate.ts';
import type { PeImage } from '../pe/pe.ts';
import { sectionsNamed } from '../pe/pe-sections.ts';
import { parseSignatureLists } from '../signature/signature-list.ts';
import type { SignatureList } from '../signature/signature-list.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** Signature lists, and what of them an image or a certificate is compared with. */
export type SignatureDatabase = {
  lists: readonly SignatureList[];
  certificates: readonly Certificate[];
  /** Authenticode digests, lower-case hex. */
  sha256: readonly string[];
  sha1: readonly string[];
};

export type VendorTrust = {
  /** VENDOR_CERT_FILE (one certificate), VENDOR_DB_FILE (signature lists), or nothing was built in. */
  form: 'certificate' | 'lists' | 'none';
  authorized: SignatureDatabase;
  /** vendor_dbx: shim refuses what is in it, whatever else trusts it. */
  deauthorized: SignatureDatabase;
  /** The bytes as they are in the section: MokListRT and MokListXRT mirror them, and PCR 14 measures them. */
  authorizedBytes: Buffer;
  deauthorizedBytes: Buffer;
};

const HEADER_BYTES = 16;
const SEQUENCE = 0x30;

const hexOf = (lists: readonly SignatureList[], type: 'sha256' | 'sha1'): string[] =>
  lists
    .filter((list) => list.type === type)
    .flatMap(({ entries }) => entries.map(({ data }) => asBuffer(data).toString('hex')));

/**
 * Certificates and digests of signature lists (db, dbx, MokListRT, vendor_db).
 * @throws {UefiError} BAD_CERTIFICATE, BAD_DER if an X.509 entry is no certificate
 */
export const readDatabase = (lists: readonly SignatureList[]): SignatureDatabase => ({
  lists,
  certificates: lists
    .filter(({ type }) => type === 'x509')
    .flatMap(({ entries }) => entries.map(({ data }) => parseCertificate(data))),
  sha256: hexOf(lists, 'sha256'),
  sha1: hexOf(lists, 'sha1'),
});

const NOTHING: SignatureDatabase = { lists: [], certificates: [], sha256: [], sha1: [] };

/** A certificate is a SEQUENCE that fills the bytes; no list's GUID begins with 30 and such a length. */
const readAuthorized = (bytes: Buffer): Pick<VendorTrust, 'form' | 'authorized'> => {
  if (bytes.length === 0) return { form: 'none', authorized: NOTHING };
  if (bytes[0] !== SEQUENCE) return { form: 'lists', authorized: readDatabase(parseSignatureLists(bytes)) };
  const certificate = parseCertificate(bytes);
  if (certificate.der.length !== bytes.length)
    throw new UefiError(
      'BAD_VENDOR_CERT',
      `${bytes.length} bytes for a certificate of ${certificate.der.length}`,
    );
  return { form: 'certificate', authorized: { ...NOTHING, certificates: [certificate] } };
};

/**
 * shim's section `.vendor_cert`: sizes and offsets of what it trusts and of what it refuses (shim's cert.S).
 * @throws {UefiError} TRUNCATED, BAD_VENDOR_CERT, or what a certificate or list in it throws
 */
export const parseVendorCert = (bytes: Uint8Array): VendorTrust => {
  const section = asBuffer(bytes);
  const header = slice(section, 0, HEADER_BYTES);
  const authorizedBytes = slice(section, readU32(header, 8), readU32(header, 0));
  const deauthorizedBytes = slice(section, readU32(header, 12), readU32(header, 4));
  return {
    ...readAuthorized(authorizedBytes),
    deauthorized: readDatabase(parseSignatureLists(deauthorizedBytes)),
    authorizedBytes,
    deauthorizedBytes,
  };
};

/**
 * What a shim trusts and refuses by itself, or null if the image is no shim.
 * @throws {UefiError} as `parseVendorCert`
 */
export const readVendorTrust = (image: PeImage): VendorTrust | null => {
  const [section] = sectionsNamed(image.sections, '.vendor_cert');
  return section === undefined ? null : parseVendorCert(section.data);
};

/**
 * The trust that a `shim_certificate*.efi` adds: the signature lists of its sections `.db` (shim 16.1, load_cert_file).
 * Empty for every other image.
 * @throws {UefiError} what a list or certificate in it throws
 */
export const readShimCertificates = (image: PeImage): SignatureDatabase =>
  readDatabase(
    image.sections
      .filter(({ shortName }) => shortName === '.db')
      .flatMap(({ data, virtualSize }) => parseSignatureLists(data.subarray(0, virtualSize))),
  );
