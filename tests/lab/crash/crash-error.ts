import { CodedError } from '../../../lib/errors.ts';

export type CrashErrorCode =
  | 'LOG_NOT_A_LOG'
  | 'LOG_TRUNCATED'
  | 'LOG_BAD_ENTRY'
  | 'IMAGE_BAD_SIZE'
  | 'DRIVER_FAILED'
  | 'RECORDER_UNAVAILABLE'
  | 'FSCK_FAILED';

/** What the crash laboratory throws: about its recordings and tools, never about the code under test. */
export class CrashError extends CodedError<CrashErrorCode> {}
