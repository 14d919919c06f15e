import { readFile, rename } from 'node:fs/promises';
import { hasCode } from '../errors.ts';
import { writeFileDurably } from '../sys/index.ts';
import { RuntimeError } from './runtime-error.ts';
import type { SettledStore } from './settled.ts';
import type { Logger } from './types.ts';

const FORMAT = 'bootswap-settled-1';

/** Null if `text` is not what we wrote. */
const parseSettled = (text: string): Map<string, string> | null => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    if (!('format' in value) || value.format !== FORMAT) return null;
    if (!('settled' in value) || typeof value.settled !== 'object' || value.settled === null) return null;
    const entries = Object.entries(value.settled);
    return entries.every(([, key]) => typeof key === 'string') ? new Map(entries) : null;
  } catch {
    return null;
  }
};

const readText = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

const load = async (path: string, log: Logger): Promise<Map<string, string>> => {
  const text = await readText(path);
  if (text === null) return new Map();
  const settled = parseSettled(text);
  if (settled !== null) return settled;
  await rename(path, `${path}.bad`);
  log.warn('the list of processed messages is damaged and was moved aside', { path: `${path}.bad` });
  return new Map();
};

/**
 * A settled store in a file, for a host: after a restart nothing that was done or refused is done or refused again.
 * An unreadable file is put aside as `<path>.bad`. `set` throws RuntimeError SETTLED_WRITE if the disk does not take it;
 * this process remembers it all the same.
 * @throws Node's error if the file can be neither read nor put aside
 */
export const openSettledFile = async (path: string, log: Logger): Promise<SettledStore> => {
  const settled = await load(path, log);
  let tail: Promise<void> = Promise.resolve();

  const save = async (before: Promise<void>): Promise<void> => {
    await before.catch(() => undefined);
    try {
      await writeFileDurably(
        path,
        `${JSON.stringify({ format: FORMAT, settled: Object.fromEntries(settled) })}\n`,
      );
    } catch (cause) {
      throw new RuntimeError(
        'SETTLED_WRITE',
        `cannot write ${path}: free some space, or repair the file system`,
        {
          cause,
        },
      );
    }
  };

  return {
    get: (functionName) => settled.get(functionName),
    set: (functionName, messageKey) => {
      settled.set(functionName, messageKey);
      tail = save(tail);
      return tail;
    },
  };
};
