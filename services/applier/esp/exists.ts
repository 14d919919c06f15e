import { lstat } from 'node:fs/promises';
import { hasCode } from '../../../lib/errors.ts';

/** True if the path names anything, a dangling symlink too. @throws Node's error: EACCES, EIO */
export const isThere = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return false;
    throw error;
  }
};
