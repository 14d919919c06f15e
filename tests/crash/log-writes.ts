import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { CrashError } from '../lab/crash/crash-error.ts';
import { SECTOR_BYTES } from '../lab/crash/sector-image.ts';

/** In 512-byte sectors. A flush that carries data is two entries: the flush, then the write. */
export type LogEntry =
  | { kind: 'write'; sector: number; data: Uint8Array; isFua: boolean }
  | { kind: 'flush' }
  | { kind: 'discard'; sector: number; sectorCount: number }
  | { kind: 'mark'; name: string };

/** Reads `length` bytes at `offset`; fewer only at the end. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

const MAGIC = 0x6a736677736872n; // drivers/md/dm-log-writes.c, WRITE_LOG_MAGIC
const VERSION = 1n;
const FLUSH = 1n;
const FUA = 2n;
const DISCARD = 4n;
const MARK = 8n;
const SUPER_BYTES = 28;
const ENTRY_BYTES = 32;
const MAX_SECTOR_BYTES = 4096;
const MAX_ENTRIES = 10_000_000;
/** A bio holds at most 256 pages and merging stops long before this. */
const MAX_ENTRY_BYTES = 64 * 1024 * 1024;
const MAX_SECTOR = 2 ** 40;

type Super = { entryCount: number; sectorBytes: number };

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const exactly = async (readAt: ReadAt, at: { offset: number; length: number; what: string }) => {
  const bytes = await readAt(at.offset, at.length);
  if (bytes.length === at.length) return bytes;
  throw new CrashError(
    'LOG_TRUNCATED',
    `the log ends within ${at.what}, at byte ${at.offset + bytes.length}`,
  );
};

const readSuper = async (readAt: ReadAt): Promise<Super> => {
  const view = viewOf(await exactly(readAt, { offset: 0, length: SUPER_BYTES, what: 'its super block' }));
  if (view.getBigUint64(0, true) !== MAGIC || view.getBigUint64(8, true) !== VERSION)
    throw new CrashError('LOG_NOT_A_LOG', 'no dm-log-writes super block of version 1 at the beginning');
  const entryCount = view.getBigUint64(16, true);
  const sectorBytes = view.getUint32(24, true);
  const isPower = (sectorBytes & (sectorBytes - 1)) === 0;
  if (entryCount > MAX_ENTRIES || !isPower || sectorBytes < SECTOR_BYTES || sectorBytes > MAX_SECTOR_BYTES)
    throw new CrashError('LOG_NOT_A_LOG', `super block with ${entryCount} entries, ${sectorBytes} B sectors`);
  return { entryCount: Number(entryCount), sectorBytes };
};

type Header = { sector: number; sectorCount: number; flags: bigint; dataBytes: number };

const checkedHeader = (view: DataView, index: number): Header => {
  const [sector, count, flags, dataBytes] = [0, 8, 16, 24].map((at) => view.getBigUint64(at, true));
  const values = [sector, count, dataBytes].map(Number);
  const [at = 0, sectorCount = 0, length = 0] = values;
  if (values.some((value) => value > MAX_SECTOR))
    throw new CrashError('LOG_BAD_ENTRY', `entry ${index}: ${sectorCount} sectors at ${at}`);
  return { sector: at, sectorCount, flags: flags ?? 0n, dataBytes: length };
};

/** dm-log-writes puts a mark's text behind the header, in the header's own sector. */
const markOf = (headerSector: Uint8Array, { dataBytes }: Header, index: number): LogEntry => {
  if (dataBytes > headerSector.length - ENTRY_BYTES)
    throw new CrashError('LOG_BAD_ENTRY', `entry ${index}: a mark of ${dataBytes} bytes`);
  const text = headerSector.subarray(ENTRY_BYTES, ENTRY_BYTES + dataBytes);
  return { kind: 'mark', name: Buffer.from(text).toString('utf8').replace(/\0+$/, '') };
};

type Place = { index: number; offset: number; sectorBytes: number };

const readEntry = async (readAt: ReadAt, { index, offset, sectorBytes }: Place) => {
  const what = `entry ${index}`;
  const first = await exactly(readAt, { offset, length: sectorBytes, what });
  const header = checkedHeader(viewOf(first), index);
  const { sector, sectorCount, flags } = header;
  const next = offset + sectorBytes;
  const scale = sectorBytes / SECTOR_BYTES;
  if (flags & MARK) return { entries: [markOf(first, header, index)], next };
  const entries: LogEntry[] = flags & FLUSH ? [{ kind: 'flush' }] : [];
  if (flags & DISCARD) {
    entries.push({ kind: 'discard', sector: sector * scale, sectorCount: sectorCount * scale });
    return { entries, next };
  }
  if (sectorCount === 0) return { entries, next };
  const length = sectorCount * sectorBytes;
  if (length > MAX_ENTRY_BYTES) throw new CrashError('LOG_BAD_ENTRY', `${what}: ${sectorCount} sectors`);
  const data = await exactly(readAt, { offset: next, length, what });
  entries.push({ kind: 'write', sector: sector * scale, data, isFua: (flags & FUA) !== 0n });
  return { entries, next: next + length };
};

/**
 * Every entry of a log in the format of dm-log-writes, which QEMU's blklogwrites writes too (drivers/md/dm-log-writes.c).
 * @throws {CrashError} LOG_NOT_A_LOG, LOG_TRUNCATED, LOG_BAD_ENTRY
 */
export const parseLog = async (readAt: ReadAt): Promise<LogEntry[]> => {
  const { entryCount, sectorBytes } = await readSuper(readAt);
  const all: LogEntry[] = [];
  let offset = sectorBytes;
  for (let index = 0; index < entryCount; index += 1) {
    const { entries, next } = await readEntry(readAt, { index, offset, sectorBytes });
    all.push(...entries);
    offset = next;
  }
  return all;
};

const readFrom =
  (file: FileHandle): ReadAt =>
  async (offset, length) => {
    const bytes = Buffer.allocUnsafe(length);
    const { bytesRead } = await file.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  };

/**
 * As `parseLog`, from a file.
 * @throws {CrashError} as `parseLog`
 */
export const readLog = async (path: string): Promise<LogEntry[]> => {
  const file = await open(path, 'r');
  try {
    return await parseLog(readFrom(file));
  } finally {
    await file.close();
  }
};
