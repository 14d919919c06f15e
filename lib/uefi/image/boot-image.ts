import type { ImageDigests } from '../signature/authenticode.ts';
import { parseCertificate } from '../signature/certificate.ts';
import type { Certificate } from '../signature/certificate.ts';
import type { FindingCode } from '../bytes/finding.ts';
import type { Inspection } from './inspect.ts';
import type { PeImage } from '../pe/pe.ts';
import type { SignatureCheck } from '../signature/pkcs7.ts';
import type { SbatEntry, SbatSection } from './sbat.ts';
import type { SbatLevels } from './sbat-level.ts';
import type { SignatureDatabase } from './vendor-cert.ts';

/** What an image does when it is started; `other` is every image that is not examined (fwupd, Windows, a shell). */
export type ImageRole = 'shim' | 'grub' | 'systemd-boot' | 'unified-kernel' | 'kernel' | 'other';

/** One signature as the rules of firmware and shim need it. */
export type ImageSignature = Pick<SignatureCheck, 'isValid' | 'digestAlgorithm' | 'signer' | 'embedded'> & {
  /** Why it is not valid, for people. */
  faults: readonly string[];
};

/** Of certificates and digests only those of Authenticode: what a vendor's list trusts or refuses. */
export type TrustList = Pick<SignatureDatabase, 'certificates' | 'sha256' | 'sha1'>;

/** What a shim brings along. */
export type ShimParts = {
  vendor: TrustList;
  vendorDbx: TrustList;
  /** As they are in the section: PCR 14 measures them. */
  vendorBytes: Buffer;
  vendorDbxBytes: Buffer;
  levels: SbatLevels | null;
  /** `16.1`. */
  version: string | null;
};

/**
 * All that a verdict needs of an EFI image, without the image: it may be kept by the image's digest for as long as the
 * rules of this file do not change.
 */
export type BootImage = {
  role: ImageRole;
  machine: number;
  subsystem: number;
  isNxCompatible: boolean;
  digests: ImageDigests;
  signatures: readonly ImageSignature[];
  sbat: { state: SbatSection['state']; entries: readonly Pick<SbatEntry, 'component' | 'generation'>[] };
  /** Null if it is no shim. */
  shim: ShimParts | null;
  /** Of a revocations*.efi. */
  revocations: SbatLevels | null;
  /** Of a shim_certificate*.efi. */
  addedTrust: TrustList;
  findings: readonly { code: FindingCode; detail: string }[];
};

/** Linux' boot protocol: `HdrS` in the setup header of a bzImage, `ARM\x64` in an arm64 Image. */
const isKernel = ({ bytes }: PeImage): boolean =>
  bytes.toString('latin1', 0x202, 0x206) === 'HdrS' || bytes.toString('latin1', 0x38, 0x3c) === 'ARMd';

const has = (image: PeImage, ...names: string[]): boolean =>
  names.every((name) => image.sections.some((section) => section.name === name));

const roleOf = ({ image, vendorTrust, shimLevels, sbat }: Inspection): ImageRole => {
  if (vendorTrust !== null || shimLevels !== null) return 'shim';
  if (has(image, '.linux')) return 'unified-kernel';
  if (isKernel(image)) return 'kernel';
  const components = sbat.entries.map(({ component }) => component);
  if (components.includes('grub') || has(image, 'mods')) return 'grub';
  if (components.includes('systemd-boot') || (components.includes('systemd') && has(image, '.sdmagic')))
    return 'systemd-boot';
  return 'other';
};

/** Certificates share the memory of the image that they were found in: read again from a copy they do not. */
const copierOf = (): ((certificate: Certificate) => Certificate) => {
  const known = new Map<string, Certificate>();
  return (certificate) => {
    const copy = known.get(certificate.sha256) ?? parseCertificate(Buffer.from(certificate.der));
    known.set(certificate.sha256, copy);
    return copy;
  };
};

type Copy = ReturnType<typeof copierOf>;

const trustListOf = (database: SignatureDatabase | undefined | null, copy: Copy): TrustList => ({
  certificates: database?.certificates.map(copy) ?? [],
  sha256: database?.sha256 ?? [],
  sha1: database?.sha1 ?? [],
});

const shimPartsOf = (inspection: Inspection, copy: Copy): ShimParts => ({
  vendor: trustListOf(inspection.vendorTrust?.authorized, copy),
  vendorDbx: trustListOf(inspection.vendorTrust?.deauthorized, copy),
  vendorBytes: Buffer.from(inspection.vendorTrust?.authorizedBytes ?? []),
  vendorDbxBytes: Buffer.from(inspection.vendorTrust?.deauthorizedBytes ?? []),
  levels: inspection.shimLevels,
  version: inspection.shimVersion,
});

/** What of an inspection a verdict needs, sharing no memory with the image's bytes. */
export const bootImageOf = (inspection: Inspection): BootImage => {
  const { image, digests, signatures, sbat } = inspection;
  const copy = copierOf();
  const role = roleOf(inspection);
  return {
    role,
    machine: image.machine,
    subsystem: image.subsystem,
    isNxCompatible: image.isNxCompatible,
    digests,
    signatures: signatures.map(({ isValid, digestAlgorithm, signer, embedded, findings }) => ({
      isValid,
      digestAlgorithm,
      signer: signer && copy(signer),
      embedded: embedded.map(copy),
      faults: findings.map(({ code, detail }) => `${code}: ${detail}`),
    })),
    sbat: {
      state: sbat.state,
      entries: sbat.entries.map(({ component, generation }) => ({ component, generation })),
    },
    shim: role === 'shim' ? shimPartsOf(inspection, copy) : null,
    revocations: inspection.revocations,
    addedTrust: trustListOf(inspection.shimCertificates, copy),
    findings: inspection.findings,
  };
};
