import { CodedError } from '../errors.ts';

export type TrustErrorCode =
  | 'NO_SIGNATURE'
  | 'UNKNOWN_KEY'
  | 'BAD_SIGNATURE'
  | 'WRONG_TYPE'
  | 'NO_PINNED_KEYS'
  | 'NO_KEY'
  | 'BAD_KEY'
  | 'KEY_EXISTS'
  | 'KEY_PERMISSIONS';

/** Something is not signed by whom it must be, or a key cannot be used. */
export class TrustError extends CodedError<TrustErrorCode> {}
