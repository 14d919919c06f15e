/**
 * What is odd about bytes that could be read all the same. Stable: verdicts and documents name these codes.
 * @errors boot files
 */
export type FindingCode =
  /** The image is a driver or for no EFI subsystem. @remedy Check that the right file was named. */
  | 'SUBSYSTEM_NOT_APPLICATION'
  /** The image has no relocations. shim does not load it with Secure Boot. @remedy Build it with relocations. */
  | 'RELOCATIONS_STRIPPED'
  /** Two sections share bytes of the file. @remedy Take the file from the package again. */
  | 'SECTIONS_OVERLAP'
  /** There are bytes between two sections. @remedy Nothing, unless you built the image. */
  | 'SECTION_GAP'
  /**
   * A section lies within the headers. shim does not load it with Secure Boot.
   * @remedy Take the file from the package again.
   */
  | 'SECTION_IN_HEADERS'
  /**
   * The two usual ways to compute the Authenticode digest differ for this image.
   * @remedy Sign the image again with a current tool.
   */
  | 'HASH_FORMS_DIFFER'
  /** Bytes follow the signatures. shim does not load it with Secure Boot. @remedy Sign the image again. */
  | 'CERTIFICATE_TABLE_NOT_AT_END'
  /** The signatures do not begin at a multiple of eight bytes. @remedy Sign the image again. */
  | 'CERTIFICATE_TABLE_UNALIGNED'
  /** The table of signatures cannot be read. shim does not load it with Secure Boot. @remedy Sign the image again. */
  | 'CERTIFICATE_TABLE_INVALID'
  /**
   * An entry of the table of signatures is not of the type that UEFI uses.
   * @remedy Nothing if another signature is valid.
   */
  | 'CERTIFICATE_TYPE_UNSUPPORTED'
  /** An entry of the table of signatures has an unknown revision. @remedy Nothing if another signature is valid. */
  | 'CERTIFICATE_REVISION_UNKNOWN'
  /** Bytes follow a signature within its entry. @remedy Nothing. Signing tools leave them. */
  | 'CERTIFICATE_PADDING'
  /** A signature is encoded in an unusual but readable way. @remedy Nothing if the signature is valid. */
  | 'DER_NOT_CANONICAL'
  /** A signature cannot be read. @remedy Sign the image again. */
  | 'SIGNATURE_MALFORMED'
  /** A signature uses a digest algorithm that is not checked here. @remedy Sign the image with SHA-256. */
  | 'DIGEST_ALGORITHM_UNSUPPORTED'
  /** The image was changed after it was signed. @remedy Take the file from the package again. */
  | 'DIGEST_MISMATCH'
  /** The signed attributes belong to other content. @remedy Take the file from the package again. */
  | 'MESSAGE_DIGEST_MISMATCH'
  /** The signature does not contain the signer's certificate. @remedy Sign the image again, with the certificate. */
  | 'SIGNER_NOT_FOUND'
  /** The certificate's key did not make this signature. @remedy Take the file from the package again. */
  | 'SIGNATURE_MISMATCH'
  /** One signature has several signers. @remedy Nothing if the signature is valid. */
  | 'SEVERAL_SIGNERS'
  /**
   * The `.sbat` section cannot be read. shim does not load it with Secure Boot.
   * @remedy Take the file from the package again.
   */
  | 'SBAT_INVALID'
  /** There are several `.sbat` sections. shim does not load it with Secure Boot. @remedy Build the image with one. */
  | 'SBAT_DUPLICATE'
  /** The `.sbat` section has relocations. shim does not load it with Secure Boot. @remedy Build the image again. */
  | 'SBAT_RELOCATIONS'
  /**
   * shim ignores the `.sbat` section, because its sizes in the file and in memory do not fit.
   * @remedy Build the image again.
   */
  | 'SBAT_IGNORED'
  /** The SbatLevel that this shim carries cannot be read. @remedy Take the file from the package again. */
  | 'SBAT_LEVEL_INVALID'
  /** The revocations in this file cannot be read. @remedy Take the file from the package again. */
  | 'REVOCATIONS_INVALID'
  /** The vendor certificate of this shim cannot be read. @remedy Take the file from the package again. */
  | 'VENDOR_CERT_INVALID'
  /**
   * The certificates in this `shim_certificate*.efi` cannot be read.
   * @remedy Take the file from the package again.
   */
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
