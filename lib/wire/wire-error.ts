import { CodedError } from '../errors.ts';

export type WireErrorCode =
  | 'EMPTY'
  | 'TOO_LARGE'
  | 'MALFORMED'
  | 'MISSING_FIELD'
  | 'UNKNOWN_ENUM'
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
