/** An image's record from and to what a verdict looks at. Pure. */
import { parseCertificate, parseSbatLevel } from '../../uefi/index.ts';
import type {
  BootImage,
  Certificate,
  FindingCode,
  ImageSignature,
  SbatLevels,
  ShimParts,
  TrustList,
} from '../../uefi/index.ts';
import { BootFactsError } from '../boot-error.ts';
import type {
  BootImageRecord,
  SbatLevelsRecord,
  ShimRecord,
  SignatureRecord,
  TrustListRecord,
} from './boot-file-record.ts';

/** Each certificate once, however many signatures bring it along. */
type Places = { certificates: Uint8Array[]; placeOf: (certificate: Certificate) => number };

const newPlaces = (): Places => {
  const certificates: Uint8Array[] = [];
  const known = new Map<string, number>();
  return {
    certificates,
    placeOf: ({ sha256, der }) => {
      const place = known.get(sha256) ?? certificates.push(new Uint8Array(der));
      known.set(sha256, place);
      return place;
    },
  };
};

const levelsRecord = (levels: SbatLevels | null): SbatLevelsRecord | null =>
  levels && { automatic: levels.automatic.text, latest: levels.latest.text };

const trustRecord = ({ certificates, sha256, sha1 }: TrustList, { placeOf }: Places): TrustListRecord => ({
  certificates: certificates.map(placeOf),
  sha256: [...sha256],
  sha1: [...sha1],
});

const shimRecord = (shim: ShimParts, places: Places): ShimRecord => ({
  vendor: trustRecord(shim.vendor, places),
  vendorDbx: trustRecord(shim.vendorDbx, places),
  vendorBytes: new Uint8Array(shim.vendorBytes),
  vendorDbxBytes: new Uint8Array(shim.vendorDbxBytes),
  levels: levelsRecord(shim.levels),
  version: shim.version ?? '',
});

const signatureRecord = (signature: ImageSignature, { placeOf }: Places): SignatureRecord => ({
  isValid: signature.isValid,
  digestAlgorithm: signature.digestAlgorithm ?? '',
  signer: signature.signer === null ? 0 : placeOf(signature.signer),
  embedded: signature.embedded.map(placeOf),
  faults: [...signature.faults],
});

export const imageRecordOf = (image: BootImage): BootImageRecord => {
  const places = newPlaces();
  const { role, machine, subsystem, isNxCompatible, digests, sbat } = image;
  return {
    role,
    machine,
    subsystem,
    isNxCompatible,
    sha256: digests.sha256,
    sha1: digests.sha1,
    paddedSha256: digests.paddedSha256 ?? '',
    paddedSha1: digests.paddedSha1 ?? '',
    signatures: image.signatures.map((signature) => signatureRecord(signature, places)),
    sbatState: sbat.state,
    sbat: sbat.entries.map(({ component, generation }) => ({ component, generation })),
    shim: image.shim && shimRecord(image.shim, places),
    revocations: levelsRecord(image.revocations),
    addedTrust: trustRecord(image.addedTrust, places),
    findings: image.findings.map(({ code, detail }) => ({ code, detail })),
    certificates: places.certificates,
  };
};

type CertificateAt = (place: number) => Certificate;

/** @throws UefiError if one is no certificate; the function: BootFactsError MALFORMED for a place that is none */
const certificatesOf = ({ certificates }: BootImageRecord): CertificateAt => {
  const parsed = certificates.map((der) => parseCertificate(Buffer.from(der)));
  return (place) => {
    const found = parsed[place - 1];
    if (found !== undefined) return found;
    throw new BootFactsError('MALFORMED', `certificate ${place} of ${parsed.length} is named`);
  };
};

const levelsOf = (levels: SbatLevelsRecord | null): SbatLevels | null =>
  levels && { automatic: parseSbatLevel(levels.automatic), latest: parseSbatLevel(levels.latest) };

const trustOf = ({ certificates, sha256, sha1 }: TrustListRecord, at: CertificateAt): TrustList => ({
  certificates: certificates.map(at),
  sha256,
  sha1,
});

const shimOf = (shim: ShimRecord, at: CertificateAt): ShimParts => ({
  vendor: trustOf(shim.vendor, at),
  vendorDbx: trustOf(shim.vendorDbx, at),
  vendorBytes: Buffer.from(shim.vendorBytes),
  vendorDbxBytes: Buffer.from(shim.vendorDbxBytes),
  levels: levelsOf(shim.levels),
  version: shim.version === '' ? null : shim.version,
});

const ALGORITHMS = ['sha1', 'sha256', 'sha384', 'sha512'] as const;

const algorithmOf = (name: string): ImageSignature['digestAlgorithm'] => {
  const algorithm = ALGORITHMS.find((each) => each === name) ?? null;
  if (algorithm !== null || name === '') return algorithm;
  throw new BootFactsError('MALFORMED', `no signature has the digest algorithm ${JSON.stringify(name)}`);
};

const signatureOf = (signature: SignatureRecord, at: CertificateAt): ImageSignature => ({
  isValid: signature.isValid,
  digestAlgorithm: algorithmOf(signature.digestAlgorithm),
  signer: signature.signer === 0 ? null : at(signature.signer),
  embedded: signature.embedded.map(at),
  faults: signature.faults,
});

const digestsOf = (record: BootImageRecord): BootImage['digests'] => ({
  sha256: record.sha256,
  sha1: record.sha1,
  ...(record.paddedSha256 === '' ? {} : { paddedSha256: record.paddedSha256 }),
  ...(record.paddedSha1 === '' ? {} : { paddedSha1: record.paddedSha1 }),
});

/** @throws {BootFactsError} MALFORMED; {UefiError} on certificates and levels that are none */
export const imageOfRecord = (record: BootImageRecord): BootImage => {
  const at = certificatesOf(record);
  const { role, machine, subsystem, isNxCompatible } = record;
  return {
    role,
    machine,
    subsystem,
    isNxCompatible,
    digests: digestsOf(record),
    signatures: record.signatures.map((signature) => signatureOf(signature, at)),
    sbat: { state: record.sbatState, entries: record.sbat },
    shim: record.shim && shimOf(record.shim, at),
    revocations: levelsOf(record.revocations),
    addedTrust: trustOf(record.addedTrust, at),
    // The rules' number vouches for the codes.
    findings: record.findings.map(({ code, detail }) => ({ code: code as FindingCode, detail })),
  };
};
