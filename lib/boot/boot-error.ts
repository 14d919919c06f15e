import { CodedError } from '../errors.ts';

export type BootFactsErrorCode =
  /** More than a message may hold. */
  | 'TOO_LARGE'
  /** The bytes are not a valid record. */
  | 'MALFORMED'
  /** Its body has another digest than its subject says. */
  | 'DIGEST'
  /** It is about something else than what was asked for. */
  | 'KIND'
  /** It was made by other rules than those known here. */
  | 'RULES';

/** What is said of how a host boots cannot be sent, or must not be believed. */
export class BootFactsError extends CodedError<BootFactsErrorCode> {}
