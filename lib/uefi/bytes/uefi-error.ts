import { CodedError } from '../../errors.ts';

/**
 * What is wrong with bytes.
 * @errors boot files
 */
export type UefiErrorCode =
  /** The data ends early. @remedy Take the file again, or capture the variable again. */
  | 'TRUNCATED'
  /** The data is larger than the format needs. @remedy Check that the right file was named. */
  | 'TOO_LARGE'
  /**
   * A length or a count contradicts the data around it.
   * @remedy Take the file again, or capture the variable again.
   */
  | 'BAD_LENGTH'
  /** A GUID is malformed. @remedy Correct it: `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`. */
  | 'BAD_GUID'
  /** A file name in `--efivars` is not the name of a variable. @remedy Keep the names of efivarfs: `NAME-GUID`. */
  | 'BAD_NAME'
  /** A text contains characters that it may not. @remedy Take the file again, or capture the variable again. */
  | 'BAD_TEXT'
  /** The data has another format. @remedy Check that the right file was named. */
  | 'BAD_FORMAT'
  /** The file is not an EFI image, or is damaged. @remedy Take the file from the package again. */
  | 'BAD_PE'
  /** The table of signatures is damaged. @remedy Sign the image again. */
  | 'BAD_CERTIFICATE_TABLE'
  /** A certificate or signature is not valid DER. @remedy Take the file again. */
  | 'BAD_DER'
  /** A certificate cannot be read. @remedy Take the file again. */
  | 'BAD_CERTIFICATE'
  /** A signature cannot be read. @remedy Sign the image again. */
  | 'BAD_PKCS7'
  /** SBAT data cannot be read. @remedy Take the file from the package again. */
  | 'BAD_SBAT'
  /** The vendor certificate of a shim cannot be read. @remedy Take the file from the package again. */
  | 'BAD_VENDOR_CERT';

/** Bytes that firmware, a boot loader or a package left are not what they claim to be. */
export class UefiError extends CodedError<UefiErrorCode> {}
