/** A slot of a directory that names something: no deleted ones, no volume label, no part of a long name. */
export type FatDirent = {
  /** The long name if it has a valid one, else the 8.3 name. `.` and `..` are listed too. */
  name: string;
  /** For comparing, as firmware and Linux do: without regard to case. */
  key: string;
  isDirectory: boolean;
  start: number;
  sizeBytes: number;
  /** Of its 8.3 slot, within the directory. */
  slot: number;
};

export type FatDirectory = {
  dirents: readonly FatDirent[];
  /** Used slots after the one that ends the directory: Linux goes on reading there, firmware does not. */
  hasEntriesAfterEnd: boolean;
};

const SLOT_BYTES = 32;
const DELETED = 0xe5;
const LONG_NAME = 0x0f;
const VOLUME = 0x08;
const DIRECTORY = 0x10;
const LAST_LONG = 0x40;
const CHARS_PER_SLOT = 13;
const LOWER_NAME = 0x08;
const LOWER_EXTENSION = 0x10;
/** Byte offsets of a long name slot's 13 characters. */
const LONG_CHARS = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];

const checksumOf = (bytes: Uint8Array, at: number): number => {
  let sum = 0;
  for (let index = 0; index < 11; index += 1)
    sum = (((sum & 1) << 7) + (sum >> 1) + (bytes[at + index] ?? 0)) & 0xff;
  return sum;
};

const shortNameOf = (bytes: Uint8Array, at: number): string => {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset + at, 11).toString('latin1');
  const lower = bytes[at + 12] ?? 0;
  const base = raw.slice(0, 8).trimEnd().replace(/^\x05/, '\xe5');
  const extension = raw.slice(8).trimEnd();
  const name = lower & LOWER_NAME ? base.toLowerCase() : base;
  if (extension === '') return name;
  return `${name}.${lower & LOWER_EXTENSION ? extension.toLowerCase() : extension}`;
};

/** Long name slots come last part first; anything out of order makes all of them orphans, which everybody ignores. */
type LongName = { parts: string[]; next: number; checksum: number };

const takeLongSlot = (view: DataView, at: number, before: LongName | null): LongName | null => {
  const ordinal = view.getUint8(at);
  const checksum = view.getUint8(at + 13);
  const text = LONG_CHARS.map((offset) => String.fromCharCode(view.getUint16(at + offset, true))).join('');
  const number = ordinal & 0x3f;
  if (number === 0 || number > 20) return null;
  if (ordinal & LAST_LONG) return { parts: [text], next: number - 1, checksum };
  if (before === null || before.next !== number || before.checksum !== checksum) return null;
  return { parts: [text, ...before.parts], next: number - 1, checksum };
};

const longNameOf = (long: LongName | null, checksum: number): string | null => {
  if (long === null || long.next !== 0 || long.checksum !== checksum) return null;
  const [name = ''] = long.parts
    .join('')
    .slice(0, 20 * CHARS_PER_SLOT)
    .split('\0');
  return name === '' ? null : name;
};

const direntAt = (view: DataView, { at, name, isWide }: Found): FatDirent => ({
  name,
  key: name.toUpperCase(),
  isDirectory: (view.getUint8(at + 11) & DIRECTORY) !== 0,
  // Above the start's lower half FAT12 and FAT16 keep something else.
  start: ((isWide ? view.getUint16(at + 20, true) : 0) * 0x10000 + view.getUint16(at + 26, true)) >>> 0,
  sizeBytes: view.getUint32(at + 28, true),
  slot: at / SLOT_BYTES,
});

type Found = { at: number; name: string; isWide: boolean };

/**
 * Decodes a directory's bytes (Microsoft FAT specification 1.03, sections 6 and 7). Any bytes will do.
 * @param options.isFat32 whether start clusters have 32 bits
 */
export const parseDirectory = (bytes: Uint8Array, options: { isFat32: boolean }): FatDirectory => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dirents: FatDirent[] = [];
  let long: LongName | null = null;
  for (let at = 0; at + SLOT_BYTES <= bytes.length; at += SLOT_BYTES) {
    const first = view.getUint8(at);
    if (first === 0) return { dirents, hasEntriesAfterEnd: hasUsedSlot(bytes, at) };
    const attributes = view.getUint8(at + 11);
    if (first === DELETED) long = null;
    else if ((attributes & 0x3f) === LONG_NAME) long = takeLongSlot(view, at, long);
    else {
      const name = longNameOf(long, checksumOf(bytes, at)) ?? shortNameOf(bytes, at);
      long = null;
      if (!(attributes & VOLUME)) dirents.push(direntAt(view, { at, name, isWide: options.isFat32 }));
    }
  }
  return { dirents, hasEntriesAfterEnd: false };
};

const hasUsedSlot = (bytes: Uint8Array, from: number): boolean => {
  for (let at = from; at < bytes.length; at += SLOT_BYTES)
    if (bytes[at] !== 0 && bytes[at] !== DELETED) return true;
  return false;
};
