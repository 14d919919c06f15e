import { CodedError } from '../../lib/errors.ts';

export type LabErrorCode =
  | 'TOOL_MISSING'
  | 'APT_NO_LISTS'
  | 'APT_DOWNLOAD_FAILED'
  | 'NO_BOOT_FILES'
  | 'FIRMWARE_UNAVAILABLE'
  | 'LAB_UNKNOWN'
  | 'GUEST_UNAVAILABLE'
  | 'GUEST_BAD_OPTION'
  | 'GUEST_SETUP_FAILED'
  | 'GUEST_DIED'
  | 'GUEST_TIMEOUT'
  | 'GUEST_ABORTED';

/** What the laboratory of real parts throws: about this machine's tools, never about the code under test. */
export class LabError extends CodedError<LabErrorCode> {}
