import { CodedError } from '../errors.ts';

/**
 * Why a message is not sent, or not believed.
 * @errors messages
 */
export type WireErrorCode =
  /** The message has no bytes. @remedy Correct the publisher. */
  | 'EMPTY'
  /**
   * The message, or a list in it, exceeds its limit.
   * @remedy Check what the message describes: too many files on the ESP, most likely.
   */
  | 'TOO_LARGE'
  /** The bytes are not a message of this type. @remedy Run the same version of bootswap everywhere. */
  | 'MALFORMED'
  /** A required field is missing. @remedy Correct the publisher. */
  | 'MISSING_FIELD'
  /** A field has a value that this version does not know. @remedy Update bootswap here. */
  | 'UNKNOWN_ENUM'
  /** A field has a value that it may not have. @remedy Correct the publisher. */
  | 'BAD_FIELD';

export type WireErrorOptions = { message: string; path: string; problem: string; cause?: unknown };

/** A message that must not be sent, or was received and must not be believed. */
export class WireError extends CodedError<WireErrorCode> {
  /** The protobuf message's name, such as `Plan`. */
  readonly messageName: string;
  /** The field within it, such as `swaps[0].files[3].path`; '' if it is the message as a whole. */
  readonly path: string;

  constructor(code: WireErrorCode, options: WireErrorOptions) {
    const { message, path, problem, cause } = options;
    const where = path === '' ? message : `${message}.${path}`;
    super(code, `${where} ${problem}`, cause === undefined ? undefined : { cause });
    this.messageName = message;
    this.path = path;
  }
}
