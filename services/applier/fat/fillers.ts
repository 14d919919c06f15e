/** Placeholder entries: empty files that fill free slots of a directory, so that the next entry is placed after them. */
import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';

const MAX_NUMBER = 9999;

/** One slot each under every `shortname=`, and no cluster. */
const fillerName = (number: number): string => `BSW${String(number).padStart(4, '0')}.FIL`;

/** True for the name of a placeholder, in any case. One that exists was left by a crash, and is empty. */
export const isFillerName = (name: string): boolean => /^BSW\d{4}\.FIL$/i.test(name);

/** @throws Node's error: ENOSPC, EROFS, EIO; the files created so far are then deleted */
export const createFillers = async (directory: string, count: number): Promise<string[]> => {
  const paths: string[] = [];
  try {
    for (let number = 0; paths.length < count && number <= MAX_NUMBER; number += 1) {
      const path = `${directory}/${fillerName(number)}`;
      try {
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
        await (await open(path, flags, 0o600)).close();
        paths.push(path);
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      }
    }
    return paths;
  } catch (error) {
    await removeFillers(paths).catch(() => undefined);
    throw error;
  }
};

/** Deletes the files that exist, all of them even if one fails. @throws Node's error of the first that failed */
export const removeFillers = async (paths: readonly string[]): Promise<void> => {
  const results = await Promise.allSettled(paths.map((path) => unlink(path)));
  for (const result of results)
    if (result.status === 'rejected' && !hasCode(result.reason, 'ENOENT')) throw result.reason;
};
