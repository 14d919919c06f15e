import { CodedError } from '../errors.ts';

/**
 * How a program can fail.
 * @errors programs and system calls
 */
export type ProcessErrorCode =
  /** A program is not installed. @remedy Install it; the message names it. */
  | 'NOT_FOUND'
  /** A program did not end in time. @remedy Try again. Check the load of the machine. */
  | 'TIMEOUT'
  /** A program was ended because bootswap was told to stop. @remedy Nothing. */
  | 'ABORTED'
  /** A program printed more than expected. @remedy Report it as a bug, with the message. */
  | 'OUTPUT_TOO_LARGE'
  /** A program could not be started. @remedy Check its permissions and the limits of the system. */
  | 'SPAWN_FAILED'
  /** A program failed. The message has what it printed. @remedy Do what the program says. */
  | 'EXIT_STATUS';

export class ProcessError extends CodedError<ProcessErrorCode> {}
