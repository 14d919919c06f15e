import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MIB = 1024 * 1024;

/** Where files of `memoryMiB` in all go fastest: /dev/shm, but containers often have 64 MiB there. */
export const memoryDir = (memoryMiB: number): string => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > memoryMiB * MIB ? '/dev/shm' : tmpdir();
  } catch {
    return tmpdir();
  }
};
