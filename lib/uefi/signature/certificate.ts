import { createHash, X509Certificate } from 'node:crypto';
import {
  childrenOf,
  decodeBoolean,
  decodeInteger,
  decodeOid,
  expectTag,
  newDerBudget,
  readDer,
  TAG,
} from './der.ts';
import type { DerNode } from './der.ts';
import { formatName } from './distinguished-name.ts';
import { UefiError } from '../bytes/uefi-error.ts';

export type Certificate = {
  /** The whole certificate and the part that its issuer signed, sharing the input's memory. */
  der: Buffer;
  tbs: Buffer;
  /** As RFC 4514 writes names. */
  subject: string;
  issuer: string;
  subjectDer: Buffer;
  issuerDer: Buffer;
  /** Upper-case hex. */
  serial: string;
  /** SHA-256 of `der`, lower-case hex. */
  sha256: string;
  /** Object identifiers of extendedKeyUsage; empty if there is none. */
  extendedKeyUsages: readonly string[];
  /** May it issue others? As OpenSSL's X509_check_ca answers for certificates of today. */
  isAuthority: boolean;
  x509: X509Certificate;
};

/** What of a certificate is shown and sent. */
export type CertificateFacts = { subject: string; issuer: string; serial: string; sha256: string };

const EXT_BASIC_CONSTRAINTS = '2.5.29.19';
const EXT_KEY_USAGE = '2.5.29.15';
const EXT_EXTENDED_KEY_USAGE = '2.5.29.37';
const KEY_CERT_SIGN = 0x04;
/** Certificates for kernel modules only; shim passes over them in db and MOK lists. */
export const EKU_MODULE_SIGNING = '1.3.6.1.4.1.2312.16.1.2';
const MAX_CERTIFICATE_BYTES = 64 * 1024;

type Extensions = ReadonlyMap<string, DerNode>;

/** The contents of each extension's OCTET STRING, by object identifier (RFC 5280, 4.1.2.9). */
const readExtensions = (fields: readonly DerNode[]): Extensions => {
  const wrapper = fields.find(({ tag }) => tag === TAG.context3);
  if (wrapper === undefined) return new Map();
  const [list] = childrenOf(wrapper);
  return new Map(
    childrenOf(expectTag(list, TAG.sequence)).map((extension) => {
      const [oid, ...rest] = childrenOf(expectTag(extension, TAG.sequence));
      const { content, budget, depth } = expectTag(rest.at(-1), TAG.octetString);
      return [decodeOid(oid), readDer(content, budget, depth + 1)];
    }),
  );
};

const readUsages = (extensions: Extensions): string[] => {
  const node = extensions.get(EXT_EXTENDED_KEY_USAGE);
  return node === undefined ? [] : childrenOf(expectTag(node, TAG.sequence)).map(decodeOid);
};

/** basicConstraints decides; without it keyUsage, and of old certificates without extensions the self-issued. */
const mayIssue = (extensions: Extensions, isSelfIssued: boolean): boolean => {
  const usage = extensions.get(EXT_KEY_USAGE);
  const maySign = usage === undefined || ((usage.content[1] ?? 0) & KEY_CERT_SIGN) !== 0;
  const constraints = extensions.get(EXT_BASIC_CONSTRAINTS);
  if (constraints === undefined) return extensions.size === 0 ? isSelfIssued : usage !== undefined && maySign;
  const [flag] = childrenOf(expectTag(constraints, TAG.sequence));
  return maySign && flag !== undefined && flag.tag === TAG.boolean && decodeBoolean(flag);
};

const openX509 = (der: Buffer): X509Certificate => {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new UefiError('BAD_CERTIFICATE', 'the certificate cannot be read', { cause });
  }
};

/** serialNumber, signature, issuer, validity, subject, …: the fields behind the optional version. */
const fieldsOf = (tbs: DerNode): DerNode[] => {
  const fields = childrenOf(expectTag(tbs, TAG.sequence));
  return fields[0]?.tag === TAG.context0 ? fields.slice(1) : fields;
};

/**
 * One X.509 certificate; bytes after it are ignored. Source: RFC 5280.
 * @throws {UefiError} BAD_DER, BAD_CERTIFICATE, TOO_LARGE
 */
export const parseCertificate = (bytes: Uint8Array): Certificate => {
  const node = expectTag(readDer(bytes, newDerBudget()), TAG.sequence);
  if (node.raw.length > MAX_CERTIFICATE_BYTES)
    throw new UefiError('TOO_LARGE', `a certificate of ${node.raw.length} bytes`);
  const [tbs] = childrenOf(node);
  const fields = fieldsOf(expectTag(tbs, TAG.sequence));
  const [serial, , issuer, , subject] = fields;
  const issuerName = expectTag(issuer, TAG.sequence);
  const subjectName = expectTag(subject, TAG.sequence);
  const extensions = readExtensions(fields);
  return {
    der: node.raw,
    tbs: expectTag(tbs, TAG.sequence).raw,
    subject: formatName(subjectName),
    issuer: formatName(issuerName),
    subjectDer: subjectName.raw,
    issuerDer: issuerName.raw,
    serial: decodeInteger(serial),
    sha256: createHash('sha256').update(node.raw).digest('hex'),
    extendedKeyUsages: readUsages(extensions),
    isAuthority: mayIssue(extensions, issuerName.raw.equals(subjectName.raw)),
    x509: openX509(node.raw),
  };
};

/** Digest of the TBSCertificate, lower-case hex: what X509_SHA256 and its kin in dbx hold (UEFI 2.11, 32.4.1). */
export const tbsDigest = (certificate: Certificate, algorithm: 'sha256' | 'sha384' | 'sha512'): string =>
  createHash(algorithm).update(certificate.tbs).digest('hex');

export const isForModulesOnly = ({ extendedKeyUsages }: Certificate): boolean =>
  extendedKeyUsages.includes(EKU_MODULE_SIGNING);

export const factsOfCertificate = (certificate: Certificate): CertificateFacts => {
  const { subject, issuer, serial, sha256 } = certificate;
  return { subject, issuer, serial, sha256 };
};
