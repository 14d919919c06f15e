import { CodedError } from '../../errors.ts';

export type UefiErrorCode =
  /** The bytes end before the structure that they announce. */
  | 'TRUNCATED'
  /** More bytes, or more items, than the format can need. */
  | 'TOO_LARGE'
  /** A length or count field contradicts the bytes around it. */
  | 'BAD_LENGTH'
  | 'BAD_GUID'
  | 'BAD_NAME'
  | 'BAD_TEXT'
  /** It is not of this format at all, or breaks one of its other rules. */
  | 'BAD_FORMAT'
  /** Parts of an EFI image; what exactly is wrong is in the message. */
  | 'BAD_PE'
  | 'BAD_CERTIFICATE_TABLE'
  | 'BAD_DER'
  | 'BAD_CERTIFICATE'
  | 'BAD_PKCS7'
  | 'BAD_SBAT'
  | 'BAD_VENDOR_CERT';

/** Bytes that firmware, a boot loader or a package left are not what they claim to be. */
export class UefiError extends CodedError<UefiErrorCode> {}
