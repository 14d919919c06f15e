/** What is thrown, where a test expects that something is. */
import * as assert from 'uvu/assert';
import { hasCode } from '../../lib/errors.ts';

type ErrorClass = abstract new (...args: never[]) => Error;

const codeFrom = (error: unknown, kind: ErrorClass): string =>
  error instanceof kind && 'code' in error ? String(error.code) : String(error);

/** What `codeOf` and `rejectionCodeOf` say where nothing is thrown: the code of no error. */
export const NO_ERROR = 'no error';

/** The code of the error that `work` throws; of any other thing, or of another class than `kind`, its text. */
export const codeOf = (work: () => unknown, kind: ErrorClass = Error): string => {
  try {
    work();
  } catch (error) {
    return codeFrom(error, kind);
  }
  return NO_ERROR;
};

/** As `codeOf`, of what a promise rejects with. */
export const rejectionCodeOf = (work: Promise<unknown>, kind: ErrorClass = Error): Promise<string> =>
  work.then(
    () => NO_ERROR,
    (error: unknown) => codeFrom(error, kind),
  );

/** What `act` throws or rejects with; fails if it does neither. */
export const failureOf = async (act: () => unknown): Promise<Error & { code?: unknown }> => {
  try {
    await act();
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`thrown, but no Error: ${String(error)}`, { cause: error });
  }
  throw new Error('nothing was thrown');
};

/** Fails unless `act` throws, or rejects with, this code; returns the error. */
export const rejectsWith = async (code: string, act: () => unknown): Promise<Error> => {
  const error = await failureOf(act);
  assert.ok(hasCode(error, code), `expected code ${code}, got ${String(error)}`);
  return error;
};
