import { createHash, verify } from 'node:crypto';
import type { DigestAlgorithm } from './authenticode.ts';
import type { Certificate } from './certificate.ts';
import { embeddedChain } from './chain.ts';
import type { Finding, FindingCode } from '../bytes/finding.ts';
import { parseAuthenticodeMessage } from './signed-data.ts';
import type { AuthenticodeMessage, SignerInfo } from './signed-data.ts';
import { UefiError } from '../bytes/uefi-error.ts';

export type SignatureCheck = {
  /** The image, the attributes and the signature fit each other. Whether the signer is trusted is another question. */
  isValid: boolean;
  digestAlgorithm: DigestAlgorithm | null;
  /** The image digest that was signed, lower-case hex; null if the message cannot be read. */
  digest: string | null;
  signer: Certificate | null;
  /** Signer first, as far as the embedded certificates lead. */
  chain: readonly Certificate[];
  embedded: readonly Certificate[];
  findings: readonly Finding[];
};

/** The image's Authenticode digest, lower-case hex. */
export type DigestOf = (algorithm: DigestAlgorithm) => string;

const finding = (code: FindingCode, detail: string): Finding => ({ code, detail });

const findSigner = ({ certificates }: AuthenticodeMessage, signer: SignerInfo): Certificate | null =>
  certificates.find(
    ({ serial, issuerDer }) => serial === signer.serial && issuerDer.equals(signer.issuerDer),
  ) ?? null;

/** Keys and algorithms that node's OpenSSL does not know throw: nothing is proven then. */
const isSignedBy = (certificate: Certificate, signer: SignerInfo, signed: Buffer): boolean => {
  try {
    return verify(signer.digestAlgorithm, signed, certificate.x509.publicKey, signer.signature);
  } catch {
    return false;
  }
};

/** Step 1: the digest that was signed is the image's. */
const checkImageDigest = (message: AuthenticodeMessage, digestOf: DigestOf): Finding[] => {
  const { imageDigestAlgorithm, imageDigestOid, imageDigest } = message;
  if (imageDigestAlgorithm === null) return [finding('DIGEST_ALGORITHM_UNSUPPORTED', imageDigestOid)];
  const own = digestOf(imageDigestAlgorithm);
  if (own === imageDigest.toString('hex')) return [];
  return [finding('DIGEST_MISMATCH', `signed is ${imageDigest.toString('hex')}, the image's is ${own}`)];
};

/** Steps 2 and 3: the attributes name the content's digest, and the signer signed the attributes. */
const checkSigner = (message: AuthenticodeMessage, signer: SignerInfo): Finding[] => {
  const { digestAlgorithm, attributes } = signer;
  if (digestAlgorithm === null) return [finding('DIGEST_ALGORITHM_UNSUPPORTED', signer.digestOid)];
  const findings: Finding[] = [];
  const contentDigest = createHash(digestAlgorithm).update(message.content).digest();
  if (attributes !== null && !attributes.messageDigest?.equals(contentDigest))
    findings.push(finding('MESSAGE_DIGEST_MISMATCH', 'the attributes belong to another content'));
  const certificate = findSigner(message, signer);
  if (certificate === null)
    return [...findings, finding('SIGNER_NOT_FOUND', `no embedded certificate has serial ${signer.serial}`)];
  if (!isSignedBy(certificate, signer, attributes?.signedBytes ?? message.content))
    findings.push(finding('SIGNATURE_MISMATCH', `not signed by ${certificate.subject}`));
  return findings;
};

const checkMessage = (message: AuthenticodeMessage, digestOf: DigestOf): SignatureCheck => {
  const faults = [
    ...checkImageDigest(message, digestOf),
    ...message.signers.flatMap((signer) => checkSigner(message, signer)),
  ];
  const [first] = message.signers;
  const signer = first === undefined ? null : findSigner(message, first);
  const notes = message.oddities.map((oddity) => finding('DER_NOT_CANONICAL', oddity));
  if (message.signers.length > 1)
    notes.push(finding('SEVERAL_SIGNERS', `${message.signers.length} signers in one message`));
  return {
    isValid: faults.length === 0,
    digestAlgorithm: message.imageDigestAlgorithm,
    digest: message.imageDigest.toString('hex'),
    signer,
    chain: signer === null ? [] : embeddedChain(signer, message.certificates),
    embedded: message.certificates,
    findings: [...faults, ...notes],
  };
};

const unreadable = (error: UefiError): SignatureCheck => ({
  isValid: false,
  digestAlgorithm: null,
  digest: null,
  signer: null,
  chain: [],
  embedded: [],
  findings: [finding('SIGNATURE_MALFORMED', error.message)],
});

/**
 * Verifies one Authenticode signature: image digest, messageDigest attribute and the signature itself, for every signer
 * of the message (OpenSSL's PKCS7_verify wants all). Trust is not judged: see `findTrustPath`. Never throws; a message
 * that cannot be read is not valid. `blob`: the DER of the PKCS#7 message.
 */
export const verifySignature = (digestOf: DigestOf, blob: Uint8Array): SignatureCheck => {
  try {
    return checkMessage(parseAuthenticodeMessage(blob), digestOf);
  } catch (error) {
    if (error instanceof UefiError) return unreadable(error);
    throw error;
  }
};
