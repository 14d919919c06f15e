import { CodedError, messageOf } from '../errors.ts';
import { TreeError } from '../esp/index.ts';
import type { TreeErrorCode } from '../esp/index.ts';
import type { NameProblemCode } from './check-names.ts';

export type PayloadErrorCode =
  | NameProblemCode
  | 'NOT_FOUND'
  | 'NOT_A_LAYOUT'
  | 'NO_EFI_FILES'
  | 'SYMLINK'
  | 'NOT_A_FILE'
  | 'CONTENT_CONFLICT'
  | 'TWO_VERSIONS'
  | 'TOO_LARGE'
  | 'TOO_MANY_FILES'
  | 'UNREADABLE'
  | 'BAD_PACKAGE'
  | 'VENDOR_UNKNOWN'
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
