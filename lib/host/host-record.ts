import { link, readFile, unlink } from 'node:fs/promises';
import { hasCode, messageOf } from '../errors.ts';
import { writeFileDurably } from '../sys/index.ts';
import { formatHostRecord, freshHostRecord, HostRecordError, parseHostRecord } from './host-record-json.ts';
import type { StateDirectory } from './state-directory.ts';
import type { HostRecord } from './types.ts';

/**
 * Why the record that was read is a fresh one although there was a file.
 * @errors host state
 */
export type HostRecordWarningCode =
  /**
   * The host's record was damaged and has been set aside. bootswap no longer knows which files it brought.
   * @remedy Check the disk of the state directory. The next update writes a new record.
   */
  'HOST_RECORD_CORRUPT';

export type HostRecordWarning = { code: HostRecordWarningCode; detail: string; movedTo: string | null };
export type HostRecordRead = { record: HostRecord; warning: HostRecordWarning | null };

export type ReadHostRecordOptions = {
  /** Move a damaged file to `host.json.corrupt-<n>`. For the applier, which writes the record; others only read. */
  moveCorruptAside?: boolean;
};

const MAX_ASIDE = 1000;

/** link(2) fails if the name exists; a crash between the two calls leaves both names, which is harmless. */
const moveAside = async (path: string): Promise<string | null> => {
  for (let number = 1; number <= MAX_ASIDE; number += 1) {
    const aside = `${path}.corrupt-${number}`;
    try {
      await link(path, aside);
      await unlink(path);
      return aside;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
  return null;
};

const readText = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
};

/**
 * Reads what the host knows of itself. No file is a fresh record; a damaged file is a fresh record and a warning,
 * so that a host with a bad disk sector is repaired by recovery and not stopped by it.
 * @throws {HostRecordError} VERSION, as a newer bootswap's record must not be overwritten; Node's error: EACCES, EIO
 */
export const readHostRecord = async (
  state: StateDirectory,
  options: ReadHostRecordOptions = {},
): Promise<HostRecordRead> => {
  const text = await readText(state.hostRecordPath);
  if (text === null) return { record: freshHostRecord(), warning: null };
  try {
    return { record: parseHostRecord(text), warning: null };
  } catch (error) {
    if (!(error instanceof HostRecordError) || error.code === 'VERSION') throw error;
    const movedTo = options.moveCorruptAside === true ? await moveAside(state.hostRecordPath) : null;
    const warning: HostRecordWarning = { code: 'HOST_RECORD_CORRUPT', detail: messageOf(error), movedTo };
    return { record: freshHostRecord(), warning };
  }
};

/** Replaces the record; it is durable when this resolves. @throws Node's error: ENOSPC, EIO, EROFS */
export const writeHostRecord = (state: StateDirectory, record: HostRecord): Promise<void> =>
  writeFileDurably(state.hostRecordPath, formatHostRecord(record), { mode: 0o640 });
