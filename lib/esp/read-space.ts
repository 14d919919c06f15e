import { statfs } from '../sys/index.ts';

export type EspSpace = { clusterBytes: number; totalBytes: bigint; freeBytes: bigint };

/**
 * Space of the file system that `path` lies on. On vfat the free count is exact and lost clusters count as used.
 * @throws {SystemError} ENOENT, EIO
 */
export const espSpace = async (path: string): Promise<EspSpace> => {
  const status = await statfs(path);
  return { clusterBytes: status.blockBytes, totalBytes: status.totalBytes, freeBytes: status.availableBytes };
};
