/** The messages of proto/bootswap/v1/evidence.proto about one boot file, as plain data. */
import { list, messageCodec, record } from '../../wire/codec.ts';
import { boolean, bytes, oneOf, orNull, text, uint32 } from '../../wire/fields.ts';
import { bootswap } from '../../wire/gen/bootswap.js';
import { messageBytes, textBytes } from '../../wire/limits.ts';
import type { BootFile, ImageRole, SbatSection } from '../../uefi/index.ts';
import { hexDigest, places, recordLimits, SHA1_BYTES, SHA256_BYTES, units } from './boot-record-fields.ts';

/** Certificates are named by their place in the image's list, from 1. */
export type TrustListRecord = { certificates: number[]; sha256: string[]; sha1: string[] };
export type SbatLevelsRecord = { automatic: string; latest: string };
export type ShimRecord = {
  vendor: TrustListRecord;
  vendorDbx: TrustListRecord;
  vendorBytes: Uint8Array;
  vendorDbxBytes: Uint8Array;
  levels: SbatLevelsRecord | null;
  version: string;
};
export type SignatureRecord = {
  isValid: boolean;
  digestAlgorithm: string;
  /** 0 if it is missing. */
  signer: number;
  embedded: number[];
  faults: string[];
};
export type BootImageRecord = {
  role: ImageRole;
  machine: number;
  subsystem: number;
  isNxCompatible: boolean;
  sha256: string;
  sha1: string;
  paddedSha256: string;
  paddedSha1: string;
  certificates: Uint8Array[];
  signatures: SignatureRecord[];
  sbatState: SbatSection['state'];
  sbat: { component: string; generation: number }[];
  shim: ShimRecord | null;
  revocations: SbatLevelsRecord | null;
  addedTrust: TrustListRecord;
  findings: { code: string; detail: string }[];
};
export type RecordedKind = Exclude<BootFile['kind'], 'other'>;
export type BootFileRecord = {
  kind: RecordedKind;
  image: BootImageRecord | null;
  csvEntries: { line: number; file: string; label: string; arguments: string }[];
  csvProblems: { line: number; code: string }[];
  secondStage: string;
  loaderImages: string[];
  detail: string;
};

const { BootFileKind: Kinds, ImageRole: Roles, SbatState: States } = bootswap.v1;

const code = text({ maxBytes: textBytes.name });

const digests = (byteCount: number) => list(hexDigest(byteCount), { maxItems: recordLimits.digests });

const trustList = record<TrustListRecord>({
  certificates: places(recordLimits.certificates),
  sha256: digests(SHA256_BYTES),
  sha1: digests(SHA1_BYTES),
});

const levels = orNull(record<SbatLevelsRecord>({ automatic: units, latest: units }));
const vendorBytes = bytes({ maxBytes: recordLimits.vendorBytes, optional: true });

const shim = record<ShimRecord>({
  vendor: trustList,
  vendorDbx: trustList,
  vendorBytes,
  vendorDbxBytes: vendorBytes,
  levels,
  version: units,
});

const signature = record<SignatureRecord>({
  isValid: boolean,
  digestAlgorithm: text({ maxBytes: textBytes.name, optional: true }),
  signer: uint32,
  embedded: places(recordLimits.embedded),
  faults: list(units, { maxItems: recordLimits.faults }),
});

const role = oneOf<ImageRole>({
  shim: Roles.IMAGE_ROLE_SHIM,
  grub: Roles.IMAGE_ROLE_GRUB,
  'systemd-boot': Roles.IMAGE_ROLE_SYSTEMD_BOOT,
  'unified-kernel': Roles.IMAGE_ROLE_UNIFIED_KERNEL,
  kernel: Roles.IMAGE_ROLE_KERNEL,
  other: Roles.IMAGE_ROLE_OTHER,
});

const image = record<BootImageRecord>({
  role,
  machine: uint32,
  subsystem: uint32,
  isNxCompatible: boolean,
  sha256: hexDigest(SHA256_BYTES),
  sha1: hexDigest(SHA1_BYTES),
  paddedSha256: hexDigest(SHA256_BYTES, { optional: true }),
  paddedSha1: hexDigest(SHA1_BYTES, { optional: true }),
  certificates: list(bytes({ maxBytes: recordLimits.certificateBytes }), {
    maxItems: recordLimits.certificates,
  }),
  signatures: list(signature, { maxItems: recordLimits.signatures }),
  sbatState: oneOf<SbatSection['state']>({
    absent: States.SBAT_STATE_ABSENT,
    valid: States.SBAT_STATE_VALID,
    invalid: States.SBAT_STATE_INVALID,
  }),
  sbat: list(record({ component: units, generation: uint32 }), { maxItems: recordLimits.sbat }),
  shim: orNull(shim),
  revocations: levels,
  addedTrust: trustList,
  findings: list(record({ code, detail: units }), { maxItems: recordLimits.findings }),
});

const codec = record<BootFileRecord>({
  kind: oneOf<RecordedKind>({
    image: Kinds.BOOT_FILE_KIND_IMAGE,
    'boot-csv': Kinds.BOOT_FILE_KIND_BOOT_CSV,
    'options-csv': Kinds.BOOT_FILE_KIND_OPTIONS_CSV,
    'loader-entry': Kinds.BOOT_FILE_KIND_LOADER_ENTRY,
    broken: Kinds.BOOT_FILE_KIND_BROKEN,
  }),
  image: orNull(image),
  csvEntries: list(record({ line: uint32, file: units, label: units, arguments: units }), {
    maxItems: recordLimits.csv,
  }),
  csvProblems: list(record({ line: uint32, code }), { maxItems: recordLimits.csv }),
  secondStage: units,
  loaderImages: list(units, { maxItems: recordLimits.images }),
  detail: units,
});

/** Both throw WireError. */
export const { encode: encodeBootFileRecord, decode: decodeBootFileRecord } = messageCodec({
  name: 'BootFileRecord',
  generated: bootswap.v1.BootFileRecord,
  codec,
  maxBytes: messageBytes.Evidence,
});
