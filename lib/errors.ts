/**
 * The shape of every error that bootswap throws on purpose: one class a boundary, each with a closed union of
 * codes. Match on `code`, never on the message.
 */
export abstract class CodedError<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** True if `error` carries this `code`, as Node's system errors and ours do. */
export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** What to print of an unknown thrown value, and nothing of its stack. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
