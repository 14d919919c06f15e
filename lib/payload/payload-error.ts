import { CodedError, messageOf } from '../errors.ts';
import { TreeError } from '../esp/index.ts';
import type { TreeErrorCode } from '../esp/index.ts';
import type { NameProblemCode } from './check-names.ts';

/**
 * Why files cannot be published.
 * @errors payload
 */
export type PayloadErrorCode =
  | NameProblemCode
  /** A payload path does not exist. @remedy Correct the path. */
  | 'NOT_FOUND'
  /**
   * The directory has none of the layouts that bootswap reads.
   * @remedy Name a directory that holds `EFI/`, `/usr/lib/efi`, or bootupd's update directory.
   */
  | 'NOT_A_LAYOUT'
  /** The payload contains no file below `EFI/`. @remedy Check that the right package or directory was named. */
  | 'NO_EFI_FILES'
  /** The payload contains a symbolic link, which FAT cannot hold. @remedy Replace the link with the file itself. */
  | 'SYMLINK'
  /** The payload contains a device, socket or pipe. @remedy Remove it from the payload. */
  | 'NOT_A_FILE'
  /** Two sources bring the same path with different content. @remedy Publish only one of the two. */
  | 'CONTENT_CONFLICT'
  /**
   * One component is there in two versions.
   * @remedy Keep one version, or name the directory of the version to publish.
   */
  | 'TWO_VERSIONS'
  /**
   * A file, or the whole payload, exceeds what a payload may hold.
   * @remedy Check that only boot files are in the payload.
   */
  | 'TOO_LARGE'
  /** The payload has more files than allowed. @remedy Check that only boot files are in the payload. */
  | 'TOO_MANY_FILES'
  /**
   * A file of the payload cannot be read, or changed while it was read.
   * @remedy Publish when the directory is complete, and check its permissions.
   */
  | 'UNREADABLE'
  /** The .deb file is damaged or contains unexpected entries. @remedy Download the package again. */
  | 'BAD_PACKAGE'
  /** The packages do not say which directory below `EFI/` they belong to. @remedy Pass `--vendor NAME`. */
  | 'VENDOR_UNKNOWN'
  /**
   * `dpkg-deb` is not installed, and a .deb file cannot be unpacked without it.
   * @remedy Install dpkg, or unpack the package and publish the directory.
   */
  | 'TOOL_MISSING';

/** Why files cannot be published as a payload; each message names the file and what to do. */
export class PayloadError extends CodedError<PayloadErrorCode> {}

const codeOfTreeError: Record<TreeErrorCode, PayloadErrorCode> = {
  NOT_FOUND: 'NOT_FOUND',
  CHANGED: 'UNREADABLE',
  NOT_A_FILE: 'NOT_A_FILE',
  TOO_MANY_FILES: 'TOO_MANY_FILES',
  TOO_LARGE: 'TOO_LARGE',
  TOO_DEEP: 'BAD_PATH',
  UNREADABLE: 'UNREADABLE',
};

/** What reading a tree threw, as an error of this room; anything else passes as it is. */
export const asPayloadError = (error: unknown): unknown =>
  error instanceof TreeError
    ? new PayloadError(codeOfTreeError[error.code], `payload refused: ${messageOf(error)}`, { cause: error })
    : error;
