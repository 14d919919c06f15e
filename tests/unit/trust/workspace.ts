import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { TrustError } from '../../../lib/trust/index.ts';
import type { TrustErrorCode } from '../../../lib/trust/index.ts';

/** Runs `use` with a fresh directory, and removes it whatever happens. */
export const withDirectory = async (use: (directory: string) => Promise<void>): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'bootswap-trust-'));
  try {
    await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Fails unless `work` throws, or rejects with, a TrustError of this code. */
export const assertDistrust = async (work: () => unknown, code: TrustErrorCode): Promise<TrustError> => {
  try {
    await work();
  } catch (error) {
    assert.instance(error, TrustError, String(error));
    const distrust = error as TrustError;
    assert.is(distrust.code, code, distrust.message);
    return distrust;
  }
  assert.unreachable(`${code} was expected, and nothing was refused`);
  throw new Error('unreachable');
};
