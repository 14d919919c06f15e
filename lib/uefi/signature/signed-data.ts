import type { DigestAlgorithm } from './authenticode.ts';
import { parseCertificate } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { childrenOf, decodeInteger, decodeOid, expectTag, newDerBudget, readDer, TAG } from './der.ts';
import type { DerNode } from './der.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** An AttributeSet as it is signed: with the tag of a SET in place of [0], and what its messageDigest says. */
export type SignedAttributes = { signedBytes: Buffer; messageDigest: Buffer | null };

export type SignerInfo = {
  issuerDer: Buffer;
  /** Upper-case hex. */
  serial: string;
  digestAlgorithm: DigestAlgorithm | null;
  digestOid: string;
  attributes: SignedAttributes | null;
  signature: Buffer;
};

export type AuthenticodeMessage = {
  /** The octets of SpcIndirectDataContent without its tag and length: these are signed. */
  content: Buffer;
  imageDigestOid: string;
  imageDigestAlgorithm: DigestAlgorithm | null;
  imageDigest: Buffer;
  certificates: readonly Certificate[];
  signers: readonly SignerInfo[];
  /** What of the message is not DER, for people. */
  oddities: readonly string[];
};

const OID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const OID_SPC_INDIRECT_DATA = '1.3.6.1.4.1.311.2.1.4';
const OID_MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const DIGESTS: Readonly<Record<string, DigestAlgorithm>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const MAX_MESSAGE_BYTES = 1024 ** 2;
const MAX_CERTIFICATES = 32;
const MAX_SIGNERS = 8;

const refuse = (message: string): never => {
  throw new UefiError('BAD_PKCS7', message);
};

const expectOid = (node: DerNode | undefined, wanted: string, what: string): void => {
  const oid = decodeOid(node);
  if (oid !== wanted) refuse(`${what} is ${oid}, not ${wanted}`);
};

const oidOfAlgorithm = (node: DerNode | undefined): string =>
  decodeOid(childrenOf(expectTag(node, TAG.sequence))[0]);

/** ContentInfo { contentType, [0] EXPLICIT SignedData } (RFC 2315, 7). */
const openContentInfo = (message: DerNode): DerNode[] => {
  const [type, wrapper] = childrenOf(expectTag(message, TAG.sequence));
  expectOid(type, OID_SIGNED_DATA, 'the content type');
  const [signedData] = childrenOf(expectTag(wrapper, TAG.context0));
  return childrenOf(expectTag(signedData, TAG.sequence));
};

/** SpcIndirectDataContent { data, messageDigest DigestInfo } (Windows Authenticode PE signature format). */
const readIndirectData = (
  node: DerNode | undefined,
): Pick<AuthenticodeMessage, 'content' | 'imageDigest' | 'imageDigestOid' | 'imageDigestAlgorithm'> => {
  const [type, wrapper] = childrenOf(expectTag(node, TAG.sequence));
  expectOid(type, OID_SPC_INDIRECT_DATA, 'the signed content');
  const [indirect] = childrenOf(expectTag(wrapper, TAG.context0));
  const { content } = expectTag(indirect, TAG.sequence);
  const [, digestInfo] = childrenOf(expectTag(indirect, TAG.sequence));
  const [algorithm, digest] = childrenOf(expectTag(digestInfo, TAG.sequence));
  const imageDigestOid = oidOfAlgorithm(algorithm);
  return {
    content,
    imageDigestOid,
    imageDigestAlgorithm: DIGESTS[imageDigestOid] ?? null,
    imageDigest: expectTag(digest, TAG.octetString).content,
  };
};

const readMessageDigest = (attributes: DerNode): Buffer | null => {
  for (const attribute of childrenOf(attributes)) {
    const [type, values] = childrenOf(expectTag(attribute, TAG.sequence));
    if (decodeOid(type) !== OID_MESSAGE_DIGEST) continue;
    const [value] = childrenOf(expectTag(values, TAG.set));
    return expectTag(value, TAG.octetString).content;
  }
  return null;
};

const readAttributes = (node: DerNode): SignedAttributes => {
  const signedBytes = Buffer.from(node.raw);
  signedBytes[0] = TAG.set;
  return { signedBytes, messageDigest: readMessageDigest(node) };
};

/** SignerInfo { version, issuerAndSerialNumber, digestAlgorithm, [0]?, algorithm, encryptedDigest, [1]? } */
const readSigner = (node: DerNode): SignerInfo => {
  const [, issuerAndSerial, digest, ...rest] = childrenOf(expectTag(node, TAG.sequence));
  const [issuer, serial] = childrenOf(expectTag(issuerAndSerial, TAG.sequence));
  const [attributes] = rest;
  const hasAttributes = attributes?.tag === TAG.context0;
  const digestOid = oidOfAlgorithm(digest);
  return {
    issuerDer: expectTag(issuer, TAG.sequence).raw,
    serial: decodeInteger(serial),
    digestOid,
    digestAlgorithm: DIGESTS[digestOid] ?? null,
    attributes: hasAttributes ? readAttributes(attributes) : null,
    signature: expectTag(rest[hasAttributes ? 2 : 1], TAG.octetString).content,
  };
};

const readCertificates = (fields: readonly DerNode[]): Certificate[] => {
  const node = fields.find(({ tag }) => tag === TAG.context0);
  if (node === undefined) return [];
  const nodes = childrenOf(node);
  if (nodes.length > MAX_CERTIFICATES) refuse(`${nodes.length} certificates`);
  return nodes.map(({ raw }) => parseCertificate(raw));
};

/**
 * The PKCS#7 SignedData of an Authenticode signature; nothing is verified yet.
 * @throws {UefiError} BAD_DER, BAD_PKCS7, BAD_CERTIFICATE, TOO_LARGE
 */
export const parseAuthenticodeMessage = (blob: Uint8Array): AuthenticodeMessage => {
  if (blob.length > MAX_MESSAGE_BYTES)
    throw new UefiError('TOO_LARGE', `a signature of ${blob.length} bytes`);
  const budget = newDerBudget();
  const [, , encapsulated, ...fields] = openContentInfo(readDer(blob, budget));
  const signers = childrenOf(expectTag(fields.at(-1), TAG.set));
  if (signers.length === 0 || signers.length > MAX_SIGNERS) refuse(`${signers.length} signers`);
  return {
    ...readIndirectData(encapsulated),
    certificates: readCertificates(fields),
    signers: signers.map(readSigner),
    oddities: budget.oddities,
  };
};
