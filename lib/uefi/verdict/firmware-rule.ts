import type { BootImage, ImageSignature } from '../image/boot-image.ts';
import { isRevokedByTbs } from './boot-trust.ts';
import type { BootTrust, TrustedCertificate } from './boot-trust.ts';
import type { Certificate } from '../signature/certificate.ts';
import { embeddedChain, findTrustPath } from '../signature/chain.ts';
import type { ReasonCode } from './verdict-reason.ts';

/**
 * What a rule says of one image. `authority`: the entry that let it through, or null if that was a digest or nothing is
 * verified. An `unknown` answer names what could not be read.
 */
export type Ruling =
  | { answer: 'allowed'; authority: TrustedCertificate | null }
  | { answer: 'refused' | 'unknown'; code: ReasonCode; detail: string };

const MACHINES: Readonly<Record<number, string>> = { 0x8664: 'x64', 0xaa64: 'aa64', 0x14c: 'ia32' };
export const machineName = (machine: number): string => MACHINES[machine] ?? `0x${machine.toString(16)}`;

/** The digests by which a list may refuse an image: an unsigned file may be listed as it is or padded to 8 bytes. */
export const listedDigests = ({ digests }: BootImage): { sha256: string[]; sha1: string[] } => ({
  sha256: [digests.sha256, digests.paddedSha256].filter((digest) => digest !== undefined),
  sha1: [digests.sha1, digests.paddedSha1].filter((digest) => digest !== undefined),
});

export type SignedBy = ImageSignature & { signer: Certificate };

export const validSignatures = (image: BootImage): SignedBy[] =>
  image.signatures.filter(
    (signature): signature is SignedBy => signature.isValid && signature.signer !== null,
  );

export const leadsTo = (signature: SignedBy, anchors: readonly Certificate[]): Certificate | null =>
  findTrustPath(signature, anchors)?.at(-1) ?? null;

/** For people: who signed it, or why that is nothing worth. */
export const describeSignatures = (image: BootImage): string => {
  if (image.signatures.length === 0) return 'not signed';
  return image.signatures
    .map(({ isValid, signer, faults }) =>
      isValid ? `signed by ${signer?.subject ?? 'nobody'}` : `signature not valid (${faults.join('; ')})`,
    )
    .join(', ');
};

const refused = (code: ReasonCode, detail: string): Ruling => ({ answer: 'refused', code, detail });

const findRevoked = (image: BootImage, { dbx }: BootTrust): Ruling | null => {
  const { sha256, sha1 } = listedDigests(image);
  if (sha256.some((digest) => dbx.sha256.has(digest)) || sha1.some((digest) => dbx.sha1.has(digest)))
    return refused('FIRMWARE_HASH_REVOKED', `dbx lists its digest ${sha256[0] ?? ''}`);
  for (const signature of validSignatures(image)) {
    const anchor = leadsTo(signature, dbx.certificates);
    const chain = [signature.signer, ...embeddedChain(signature.signer, signature.embedded)];
    if (anchor !== null || isRevokedByTbs(chain, dbx))
      return refused(
        'FIRMWARE_CERTIFICATE_REVOKED',
        `one of its signatures leads to ${anchor?.subject ?? 'a certificate of the chain'}, which dbx lists`,
      );
  }
  return null;
};

const findAuthority = (image: BootImage, { db }: BootTrust): Ruling | null => {
  for (const signature of validSignatures(image)) {
    const anchor = leadsTo(signature, db.certificates);
    const authority = db.entries.find(({ certificate }) => certificate.sha256 === anchor?.sha256);
    if (authority !== undefined) return { answer: 'allowed', authority };
  }
  // EDK2 does not pad what it hashes.
  return db.sha256.has(image.digests.sha256) ? { answer: 'allowed', authority: null } : null;
};

/**
 * Does firmware with Secure Boot on start this image? Any digest or signature in dbx denies, even if another signature
 * is good (EDK2 up to 2025.02, DxeImageVerificationLib), then one signature or the digest must be in db.
 */
export const firmwareRule = (image: BootImage, trust: BootTrust): Ruling => {
  const revoked = findRevoked(image, trust);
  if (revoked !== null) return revoked;
  const allowed = findAuthority(image, trust);
  const { isIncomplete } = allowed === null ? trust.db : trust.dbx;
  if (isIncomplete) {
    const name = allowed === null ? 'db' : 'dbx';
    return {
      answer: 'unknown',
      code: 'VARIABLE_UNREADABLE',
      detail: `${name} is missing or incomplete`,
    };
  }
  return allowed ?? refused('FIRMWARE_NOT_TRUSTED', `${describeSignatures(image)}; not in db`);
};
