import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { flock } from '../../../lib/sys/index.ts';
import { ApplyError } from '../apply-error.ts';

/** One writer per ESP. Lasts until `release`, or until the process ends in any way. */
export type EspLock = {
  /** The open root directory of the ESP, which is locked and used for barriers. A new one after `whileUnlocked`. */
  directory: FileHandle;
  /** Paths that must not be looked up, with the reason: a lookup could turn the ESP read-only. */
  unsafe: ReadonlyMap<string, string>;
  /** Closes the ESP during the work, so that it can be unmounted; bootupd stays locked out. */
  whileUnlocked: <T>(work: () => Promise<T>) => Promise<T>;
  release: () => Promise<void>;
};

export type LockOptions = {
  /** bootupd holds a lock on this file while it writes to the ESP; ignored where its directory does not exist. */
  bootupdLockPath?: string | undefined;
  /** How long to wait for each lock, 5 s by default; 0 tries once. */
  patienceMs?: number | undefined;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
};

/** An audit holds the ESP, shared, for the second that it takes to measure it. */
const PATIENCE_MS = 5000;

const BOOTUPD_LOCK = '/run/bootupd-lock';

const processName = async (pid: string): Promise<string> =>
  readFile(`/proc/${pid}/comm`, 'utf8').then(
    (name) => `process ${pid} (${name.trim()})`,
    () => `process ${pid}`,
  );

/** Who holds a flock on the file: `1: FLOCK  ADVISORY  WRITE 708 fe:00:1234 0 EOF` (proc_locks(5)). */
const holderOf = async (handle: FileHandle): Promise<string> => {
  const { ino } = await handle.stat({ bigint: true });
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  for (const line of locks.split('\n')) {
    const [, kind, , , pid, file] = line.trim().split(/\s+/);
    if (kind === 'FLOCK' && pid !== undefined && file?.endsWith(`:${ino}`) === true) return processName(pid);
  }
  return 'another process';
};

/** False if another process holds it for longer than we wait. */
const tryLock = async ({ fd }: FileHandle, { patienceMs = PATIENCE_MS, signal }: LockOptions) => {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(patienceMs);
  const how =
    patienceMs === 0
      ? { nonBlocking: true }
      : { signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) };
  try {
    await flock(fd, 'exclusive', how);
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if (hasCode(error, 'EAGAIN') || timeout.aborted) return false;
    throw error;
  }
};

type Lockable = { what: string; flags: number };

const openLocked = async (
  path: string,
  { what, flags }: Lockable,
  options: LockOptions,
): Promise<FileHandle> => {
  const handle = await open(path, flags, 0o600);
  try {
    if (await tryLock(handle, options)) return handle;
    throw new ApplyError('BUSY', `${what} is locked by ${await holderOf(handle)}: try again later`);
  } catch (error) {
    await handle.close();
    throw error;
  }
};
const openEspRoot = async (espRoot: string, options: LockOptions): Promise<FileHandle> => {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY;
  try {
    return await openLocked(espRoot, { what: `the ESP at ${espRoot}`, flags }, options);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT') && !hasCode(cause, 'ENOTDIR')) throw cause;
    throw new ApplyError('NOT_MOUNTED', `no such directory: ${espRoot}: ${messageOf(cause)}`, { cause });
  }
};

const lockBootupd = async (options: LockOptions): Promise<FileHandle | null> => {
  const path = options.bootupdLockPath ?? BOOTUPD_LOCK;
  const flags = constants.O_RDWR | constants.O_CREAT;
  try {
    return await openLocked(path, { what: `bootupd's lock ${path}`, flags }, options);
  } catch (error) {
    // A process that may not open it may not write to bootupd's ESP either.
    if (['ENOENT', 'EACCES', 'EROFS'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
};

/**
 * Locks the ESP against other appliers, whatever their state directory, against audits, and against bootupd.
 * @throws {ApplyError} BUSY, naming the holder where /proc/locks tells; NOT_MOUNTED if the directory is not there;
 * the signal's reason. So does `whileUnlocked`, afterwards.
 */
export const lockEsp = async (espRoot: string, options: LockOptions = {}): Promise<EspLock> => {
  const directory = await openEspRoot(espRoot, options);
  try {
    const bootupd = await lockBootupd(options);
    const lock: EspLock = {
      directory,
      unsafe: new Map(),
      whileUnlocked: async (work) => {
        await lock.directory.close();
        try {
          return await work();
        } finally {
          lock.directory = await openEspRoot(espRoot, options);
        }
      },
      release: async () => {
        await bootupd?.close();
        await lock.directory.close();
      },
    };
    return lock;
  } catch (error) {
    await directory.close();
    throw error;
  }
};

/** How an applier that is configured so takes the lock. */
export const lockOptionsOf = (
  {
    bootupdLockPath,
    lockPatienceMs,
  }: Pick<LockOptions, 'bootupdLockPath'> & { lockPatienceMs?: number | undefined },
  signal?: AbortSignal,
): LockOptions => ({ bootupdLockPath, patienceMs: lockPatienceMs, signal });
