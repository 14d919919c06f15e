import { CodedError } from '../errors.ts';

/**
 * Why boot facts or evidence are not sent, or not believed.
 * @errors messages
 */
export type BootFactsErrorCode =
  /**
   * What the host boots by exceeds what its facts can hold.
   * @remedy Remove unused boot files, boot entries and firmware variables.
   */
  | 'TOO_LARGE'
  /**
   * A record of evidence is damaged or contradicts itself.
   * @remedy Restart the auditor of the host, so that it publishes its evidence again.
   */
  | 'MALFORMED'
  /**
   * A record of evidence is not what its name says.
   * @remedy Restart the auditor of the host, so that it publishes its evidence again.
   */
  | 'DIGEST'
  /**
   * A record of evidence describes something else than what was asked for.
   * @remedy Run the same version of bootswap everywhere.
   */
  | 'KIND'
  /** Another version of bootswap made the record of evidence. @remedy Run the same version of bootswap everywhere. */
  | 'RULES';

/** What is said of how a host boots cannot be sent, or must not be believed. */
export class BootFactsError extends CodedError<BootFactsErrorCode> {}
