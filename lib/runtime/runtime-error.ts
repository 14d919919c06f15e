import { CodedError } from '../errors.ts';

/**
 * What the runtime refuses or cannot do.
 * @errors host state
 */
export type RuntimeErrorCode =
  /** Another service of the same kind uses this state directory. @remedy Stop it, or pass another `--state-dir`. */
  | 'BUSY'
  /** A function published after it had ended. @remedy Report it as a bug, with the message. */
  | 'INVOCATION_ENDED'
  /** Too many events wait to be sent. @remedy Restore the connection to the server. */
  | 'OUTBOX_FULL'
  /** An event cannot be stored in the state directory. @remedy Check its disk and permissions. */
  | 'OUTBOX_WRITE'
  /** The list of handled messages cannot be stored in the state directory. @remedy Check its disk and permissions. */
  | 'SETTLED_WRITE';

/** What the runtime refuses or cannot do. */
export class RuntimeError extends CodedError<RuntimeErrorCode> {}
