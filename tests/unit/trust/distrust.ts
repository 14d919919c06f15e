import * as assert from 'uvu/assert';
import { TrustError } from '../../../lib/trust/index.ts';
import type { TrustErrorCode } from '../../../lib/trust/index.ts';
import { failureOf } from '../../lab/errors.ts';

/** Fails unless `work` throws, or rejects with, a TrustError of this code. */
export const assertDistrust = async (work: () => unknown, code: TrustErrorCode): Promise<TrustError> => {
  const error = await failureOf(work);
  if (!(error instanceof TrustError)) throw error;
  assert.is(error.code, code, error.message);
  return error;
};
