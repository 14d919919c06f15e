import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { readPayload } from '../../../lib/payload/index.ts';
import type { Payload, PayloadErrorCode, ReadOptions } from '../../../lib/payload/index.ts';
import { PayloadError } from '../../../lib/payload/index.ts';

/** Runs `work` in a new directory that is gone afterwards. */
export const inScratch = async <T>(work: (root: string) => Promise<T>): Promise<T> => {
  const root = await mkdtemp(join(tmpdir(), 'bootswap-test-payload-'));
  try {
    return await work(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

/** Writes files (path below `root` to content). */
export const writeTree = async (
  root: string,
  contents: Record<string, string | Uint8Array>,
): Promise<void> => {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
};

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
  try {
    const payload = await readPayload(paths, options);
    await payload.dispose();
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    assert.is(error.code, code, error.message);
    return error.message;
  }
  throw new Error(`read, but ${code} was expected`);
};
