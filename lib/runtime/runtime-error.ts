import { CodedError } from '../errors.ts';

export type RuntimeErrorCode = 'BUSY' | 'INVOCATION_ENDED' | 'OUTBOX_FULL' | 'OUTBOX_WRITE' | 'SETTLED_WRITE';

/** What the runtime refuses or cannot do. */
export class RuntimeError extends CodedError<RuntimeErrorCode> {}
