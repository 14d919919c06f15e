/** What is odd about bytes that could be read all the same. Stable: verdicts and documents name these codes. */
export type FindingCode =
  | 'SUBSYSTEM_NOT_APPLICATION'
  | 'RELOCATIONS_STRIPPED'
  | 'SECTIONS_OVERLAP'
  | 'SECTION_GAP'
  | 'SECTION_IN_HEADERS'
  | 'HASH_FORMS_DIFFER'
  | 'CERTIFICATE_TABLE_NOT_AT_END'
  | 'CERTIFICATE_TABLE_UNALIGNED'
  | 'CERTIFICATE_TABLE_INVALID'
  | 'CERTIFICATE_TYPE_UNSUPPORTED'
  | 'CERTIFICATE_REVISION_UNKNOWN'
  | 'CERTIFICATE_PADDING'
  | 'DER_NOT_CANONICAL'
  | 'SIGNATURE_MALFORMED'
  | 'DIGEST_ALGORITHM_UNSUPPORTED'
  | 'DIGEST_MISMATCH'
  | 'MESSAGE_DIGEST_MISMATCH'
  | 'SIGNER_NOT_FOUND'
  | 'SIGNATURE_MISMATCH'
  | 'SEVERAL_SIGNERS'
  | 'SBAT_INVALID'
  | 'SBAT_DUPLICATE'
  | 'SBAT_RELOCATIONS'
  | 'SBAT_IGNORED'
  | 'SBAT_LEVEL_INVALID'
  | 'REVOCATIONS_INVALID'
  | 'VENDOR_CERT_INVALID'
  | 'SHIM_CERTIFICATES_INVALID';

export type Finding = { code: FindingCode; detail: string };

/** Findings for which shim (16.1) does not load an image while Secure Boot is on, whatever its signatures. */
export const REFUSED_BY_SHIM: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'RELOCATIONS_STRIPPED',
  'SECTION_IN_HEADERS',
  'CERTIFICATE_TABLE_NOT_AT_END',
  'CERTIFICATE_TABLE_INVALID',
  'SBAT_INVALID',
  'SBAT_DUPLICATE',
  'SBAT_RELOCATIONS',
]);
