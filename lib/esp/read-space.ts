import { statfs } from 'node:fs/promises';

export type EspSpace = { clusterBytes: number; totalBytes: bigint; freeBytes: bigint };

/**
 * Space of the file system that `path` is on. On vfat the free count is exact and lost clusters count as used.
 * @throws Node's error: ENOENT, EIO
 */
export const espSpace = async (path: string): Promise<EspSpace> => {
  const { bsize, blocks, bavail } = await statfs(path, { bigint: true });
  return { clusterBytes: Number(bsize), totalBytes: blocks * bsize, freeBytes: bavail * bsize };
};
