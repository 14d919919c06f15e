import { digestImage, hashImage } from '../signature/authenticode.ts';
import type { ImageDigests } from '../signature/authenticode.ts';
import { factsOfCertificate } from '../signature/certificate.ts';
import type { CertificateFacts } from '../signature/certificate.ts';
import { parseCertificateTable } from '../signature/certificate-table.ts';
import type { Finding, FindingCode } from '../bytes/finding.ts';
import { parsePe } from '../pe/pe.ts';
import type { PeImage } from '../pe/pe.ts';
import { sectionsNamed } from '../pe/pe-sections.ts';
import { verifySignature } from '../signature/pkcs7.ts';
import type { SignatureCheck } from '../signature/pkcs7.ts';
import { readSbat } from './sbat.ts';
import type { SbatEntry, SbatSection } from './sbat.ts';
import { readRevocations, readShimLevels } from './sbat-level.ts';
import type { SbatLevels } from './sbat-level.ts';
import { UefiError } from '../bytes/uefi-error.ts';
import { readShimCertificates, readVendorTrust } from './vendor-cert.ts';
import type { SignatureDatabase, VendorTrust } from './vendor-cert.ts';

/** All that can be known of an EFI image by itself, for the verdict. Buffers in it share the image's memory. */
export type Inspection = {
  image: PeImage;
  digests: ImageDigests;
  signatures: readonly SignatureCheck[];
  sbat: SbatSection;
  shimLevels: SbatLevels | null;
  revocations: SbatLevels | null;
  vendorTrust: VendorTrust | null;
  /** What a `shim_certificate*.efi` adds. */
  shimCertificates: SignatureDatabase | null;
  /** `16.1`, of a shim that says so. */
  shimVersion: string | null;
  findings: readonly Finding[];
};

export type SignatureFacts = {
  valid: boolean;
  digestAlgorithm: string | null;
  digest: string | null;
  signer: CertificateFacts | null;
  chain: CertificateFacts[];
  findings: readonly Finding[];
};

/** Plain data: what `bootswap inspect --json` prints of a file. Numbers as in the headers, digests in hex. */
export type ImageFacts = {
  size: number;
  machine: number;
  subsystem: number;
  nx: boolean;
  authenticode: ImageDigests;
  signatures: SignatureFacts[];
  sbatState: SbatSection['state'];
  sbat: SbatEntry[];
  sbatLevel: { automatic: string; latest: string } | null;
  revocations: { automatic: string; latest: string } | null;
  shimVersion: string | null;
  vendorCertificates: CertificateFacts[];
  vendorHashes: string[];
  vendorDbx: { certificates: CertificateFacts[]; sha256: string[] };
  addedCertificates: CertificateFacts[];
  findings: readonly Finding[];
};

/** What cannot be read of one part is a finding, not the end of the inspection. */
const readPart = <T>(read: () => T, findings: Finding[], code: FindingCode): T | null => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UefiError)) throw error;
    findings.push({ code, detail: error.message });
    return null;
  }
};

const checkSignatures = (image: PeImage, digests: ImageDigests, findings: Finding[]): SignatureCheck[] => {
  if (image.certificateTable === null) return [];
  const { offset, size } = image.certificateTable;
  const table = readPart(
    () => parseCertificateTable(image.bytes.subarray(offset, offset + size)),
    findings,
    'CERTIFICATE_TABLE_INVALID',
  );
  if (table === null) return [];
  findings.push(...table.findings);
  return table.entries.flatMap(({ blob }) =>
    blob === null
      ? []
      : [
          verifySignature(
            (algorithm) =>
              algorithm === 'sha256' || algorithm === 'sha1'
                ? digests[algorithm]
                : digestImage(image, algorithm),
            blob,
          ),
        ],
  );
};

const MAX_IDENT_BYTES = 4096;

/** `.data.ident` of shim: `UEFI SHIM\n$Version: 16.1 $\n…`. */
const readShimVersion = (image: PeImage): string | null => {
  const [section] = sectionsNamed(image.sections, '.data.ident');
  const text = section?.data.toString('latin1', 0, MAX_IDENT_BYTES) ?? '';
  return /^UEFI SHIM\n\$Version: ([!-~]{1,64}) \$/.exec(text)?.[1] ?? null;
};

/**
 * Reads all of an image that a verdict needs, hashing it once.
 * @throws {UefiError} BAD_PE, TRUNCATED, TOO_LARGE, BAD_CERTIFICATE_TABLE if the headers themselves cannot be read
 */
export const inspect = (bytes: Uint8Array): Inspection => {
  const image = parsePe(bytes);
  const { findings: hashFindings, ...digests } = hashImage(image);
  const sbat = readSbat(image);
  const findings: Finding[] = [...image.findings, ...hashFindings, ...sbat.findings];
  return {
    image,
    digests,
    signatures: checkSignatures(image, digests, findings),
    sbat,
    shimLevels: readPart(() => readShimLevels(image), findings, 'SBAT_LEVEL_INVALID'),
    revocations: readPart(() => readRevocations(image), findings, 'REVOCATIONS_INVALID'),
    vendorTrust: readPart(() => readVendorTrust(image), findings, 'VENDOR_CERT_INVALID'),
    shimCertificates: readPart(() => readShimCertificates(image), findings, 'SHIM_CERTIFICATES_INVALID'),
    shimVersion: readShimVersion(image),
    findings,
  };
};

const textsOf = (levels: SbatLevels | null): { automatic: string; latest: string } | null =>
  levels === null ? null : { automatic: levels.automatic.text, latest: levels.latest.text };

const factsOfSignature = (check: SignatureCheck): SignatureFacts => ({
  valid: check.isValid,
  digestAlgorithm: check.digestAlgorithm,
  digest: check.digest,
  signer: check.signer === null ? null : factsOfCertificate(check.signer),
  chain: check.chain.map(factsOfCertificate),
  findings: check.findings,
});

export const factsOfInspection = (inspection: Inspection): ImageFacts => {
  const { image, digests, signatures, sbat, vendorTrust, shimCertificates } = inspection;
  return {
    size: image.bytes.length,
    machine: image.machine,
    subsystem: image.subsystem,
    nx: image.isNxCompatible,
    authenticode: digests,
    signatures: signatures.map(factsOfSignature),
    sbatState: sbat.state,
    sbat: sbat.entries,
    sbatLevel: textsOf(inspection.shimLevels),
    revocations: textsOf(inspection.revocations),
    shimVersion: inspection.shimVersion,
    vendorCertificates: vendorTrust?.authorized.certificates.map(factsOfCertificate) ?? [],
    vendorHashes: [...(vendorTrust?.authorized.sha256 ?? [])],
    vendorDbx: {
      certificates: vendorTrust?.deauthorized.certificates.map(factsOfCertificate) ?? [],
      sha256: [...(vendorTrust?.deauthorized.sha256 ?? [])],
    },
    addedCertificates: shimCertificates?.certificates.map(factsOfCertificate) ?? [],
    findings: inspection.findings,
  };
};

/**
 * The facts of an EFI image as plain data.
 * @throws {UefiError} as `inspect`
 */
export const inspectImage = (bytes: Uint8Array): ImageFacts => factsOfInspection(inspect(bytes));
