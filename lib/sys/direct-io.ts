import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { hasCode } from '../errors.ts';
import { libc } from './libc.ts';

/** What O_DIRECT asks of memory and offsets on every disk (4Kn included). */
const ALIGNMENT = 4096;

/** A zeroed buffer whose bytes start where O_DIRECT wants them, at a multiple of 4096 in memory. */
export const alignedBuffer = (length: number): Buffer => {
  const whole = Buffer.from(new ArrayBuffer(length + ALIGNMENT));
  const over = Number(libc().addressOf(whole) % BigInt(ALIGNMENT));
  const start = (ALIGNMENT - over) % ALIGNMENT;
  return whole.subarray(start, start + length);
};

export type RawDevice = {
  handle: FileHandle;
  /** The page cache is passed by: reads come from the device, writes are on it. */
  isDirect: boolean;
};

export type OpenRawOptions = { mode: 'read' | 'write' };

/**
 * Opens a block device, or an image file, for whole sectors without the page cache (O_DIRECT), each write durable when
 * it returns (O_DSYNC, which sends the FLUSH). For writing, the device is ours alone (O_EXCL): the kernel refuses while
 * it is mounted in any mount namespace, and refuses every mount while it is open. A file system without O_DIRECT
 * (older tmpfs) gives a buffered handle.
 * @throws Node's error: EBUSY if the device is mounted, ENOENT, EACCES, EROFS
 */
export const openRaw = async (path: string, { mode }: OpenRawOptions): Promise<RawDevice> => {
  const access =
    mode === 'read' ? constants.O_RDONLY : constants.O_RDWR | constants.O_EXCL | constants.O_DSYNC;
  try {
    return { handle: await open(path, access | constants.O_DIRECT), isDirect: true };
  } catch (error) {
    if (!hasCode(error, 'EINVAL')) throw error;
    return { handle: await open(path, access), isDirect: false };
  }
};
