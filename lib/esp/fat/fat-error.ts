import { CodedError } from '../../errors.ts';

/**
 * NOT_FAT: no boot sector of FAT12, 16 or 32. UNSUPPORTED: FAT, but of a kind that neither Linux nor UEFI takes for an
 * ESP. TOO_LARGE: more than is read here. SHORT_READ: the source ends before the volume does. NOT_FOUND and
 * NOT_A_DIRECTORY: of a path. DAMAGED: a directory's own chain is broken. TOO_COMPLEX: deeper, or with more entries,
 * than any ESP. NO_DEVICE: the mount's device node is not to be found.
 */
export type FatErrorCode =
  | 'NOT_FAT'
  | 'UNSUPPORTED'
  | 'TOO_LARGE'
  | 'SHORT_READ'
  | 'NOT_FOUND'
  | 'NOT_A_DIRECTORY'
  | 'DAMAGED'
  | 'TOO_COMPLEX'
  | 'NO_DEVICE';

/** The one error of the raw view: no bytes of a volume make it throw another. What the source throws passes as it is. */
export class FatError extends CodedError<FatErrorCode> {}
