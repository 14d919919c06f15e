import * as assert from 'uvu/assert';
import { PayloadError, readPayload } from '../../../lib/payload/index.ts';
import type { Payload, PayloadErrorCode, ReadOptions } from '../../../lib/payload/index.ts';
import { failureOf } from '../../lab/errors.ts';

/** Reads a payload, hands it on and disposes of it. */
export const withPayload = async <T>(
  paths: string[],
  use: (payload: Payload) => Promise<T> | T,
  options: ReadOptions = {},
): Promise<T> => {
  const payload = await readPayload(paths, options);
  try {
    return await use(payload);
  } finally {
    await payload.dispose();
  }
};

/** The refusal of some paths, which must have this code. @returns its message */
export const refusal = async (
  paths: string[],
  code: PayloadErrorCode,
  options: ReadOptions = {},
): Promise<string> => {
  const error = await failureOf(() => withPayload(paths, () => undefined, options));
  if (!(error instanceof PayloadError)) throw error;
  assert.is(error.code, code, error.message);
  return error.message;
};
