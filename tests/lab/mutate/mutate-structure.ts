import { below, pick } from '../random.ts';
import type { Random } from '../random.ts';

/** What the bytes are made of, so that harm can be done where it is not caught at once. */
export type Structure = 'image' | 'der' | 'binary' | 'utf16' | 'text';

export type StructuredMutation = (bytes: Buffer, random: Random) => Buffer;

/** Copies of a piece, up to 64 KiB: many more items than a real file has. */
export const MAX_REPEATED_BYTES = 64 * 1024;

export const repeatPiece: StructuredMutation = (bytes, random) => {
  const from = below(random, bytes.length);
  const piece = bytes.subarray(from, from + 1 + below(random, 96));
  const copies = below(random, Math.floor(MAX_REPEATED_BYTES / piece.length));
  return Buffer.concat([
    bytes.subarray(0, from),
    ...Array.from({ length: copies }, () => piece),
    bytes.subarray(from),
  ]);
};

/** The head of one and the tail of the other, aligned or not. */
export const splice = (bytes: Buffer, other: Uint8Array, random: Random): Buffer => {
  const at = below(random, bytes.length + 1);
  const from = random() < 0.5 ? Math.min(at, other.length) : below(random, other.length + 1);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from)]);
};

/** A little-endian number that may be a length, an offset or a count: not 0 and not more than the bytes. */
const findLength = (bytes: Buffer, random: Random): { at: number; width: 2 | 4 } | null => {
  const width = random() < 0.5 ? 2 : 4;
  const reach = Math.min(bytes.length, random() < 0.5 ? 1024 : bytes.length) - width;
  for (let tries = 24; tries > 0 && reach >= 0; tries -= 1) {
    const at = below(random, reach + 1);
    const value = bytes.readUIntLE(at, width);
    if (value > 0 && value <= bytes.length) return { at, width };
  }
  return null;
};

/** A length that is a little or very wrong, or one that just reaches the end. */
export const changeLength: StructuredMutation = (bytes, random) => {
  const found = findLength(bytes, random);
  if (found === null) return bytes;
  const { at, width } = found;
  const value = bytes.readUIntLE(at, width);
  const left = bytes.length - at - width;
  const changed = pick(random, [
    value + 1,
    value - 1,
    value + 8,
    value * 2,
    value >> 1,
    left,
    left + 1,
    0,
    2 ** 31,
    -1,
  ]);
  bytes.writeUIntLE((changed >>> 0) % 2 ** (8 * width), at, width);
  return bytes;
};

const PE_POINTER_AT = 0x3c;
const SECTION_BYTES = 40;

type Fields = { numbers: number[]; sections: number[] };

/** Where the fields of a PE file's headers lie, if its beginning is still one. */
const fieldsOfImage = (bytes: Buffer): Fields | null => {
  if (bytes.length < 256) return null;
  const coff = bytes.readUInt32LE(PE_POINTER_AT) + 4;
  if (coff + 300 > bytes.length) return null;
  const optional = coff + 20;
  const directories = optional + (bytes.readUInt16LE(optional) === 0x10b ? 96 : 112);
  const table = optional + bytes.readUInt16LE(coff + 16);
  const count = Math.min(16, bytes.readUInt16LE(coff + 2));
  const sections = Array.from({ length: count }, (_, index) => table + index * SECTION_BYTES);
  return {
    numbers: [
      coff + 8,
      coff + 12,
      optional + 56,
      optional + 60,
      directories - 4,
      directories + 32,
      directories + 36,
    ],
    sections: sections.filter((at) => at + SECTION_BYTES <= bytes.length),
  };
};

const NAMES = [
  '.sbat',
  '.sbatlevel',
  '.vendor_cert',
  '.db',
  '.sbata',
  '.sbatl',
  '/4',
  '.linux',
  '.text',
] as const;

const changeSection = (bytes: Buffer, sections: readonly number[], random: Random): void => {
  const at = sections[below(random, sections.length)];
  const other = sections[below(random, sections.length)];
  if (at === undefined || other === undefined) return;
  const field = pick(random, [8, 12, 16, 20, 24] as const);
  const act = pick(random, ['overlap', 'rename', 'number', 'copy'] as const);
  if (act === 'overlap')
    bytes.writeUInt32LE((bytes.readUInt32LE(other + 20) + below(random, 64)) >>> 0, at + 20);
  if (act === 'rename') bytes.fill(0, at, at + 8).write(pick(random, NAMES), at, 8, 'latin1');
  if (act === 'number')
    bytes.writeUInt32LE(
      pick(random, [0, 1, 7, bytes.length, bytes.length + 1, 0x7fffffff, 0xffffffff]),
      at + field,
    );
  if (act === 'copy') bytes.copyWithin(at, other, other + SECTION_BYTES);
};

/** Sections that overlap, swap names, point elsewhere; counts and sizes in the headers. */
export const changeImage: StructuredMutation = (bytes, random) => {
  const fields = fieldsOfImage(bytes);
  if (fields === null) return bytes;
  if (random() < 0.7) {
    changeSection(bytes, fields.sections, random);
    return bytes;
  }
  const at = fields.numbers[below(random, fields.numbers.length)] ?? 0;
  const numbers = [0, 1, 16, 17, 0x200, bytes.length - 8, bytes.length, 0x7fffffff, 0xffffffff] as const;
  if (at + 4 <= bytes.length) bytes.writeUInt32LE(pick(random, numbers) >>> 0, at);
  return bytes;
};

const LINES = [
  ',',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  ',,',
  ' ',
  '\t',
  'sbat,1\n',
  '65536',
  '-1',
  '"',
  '{',
  '[',
  '\\',
  '../',
  '\ud800',
] as const;

/** Separators and numbers where they do not belong. */
export const changeText =
  (encoding: 'utf16le' | 'utf8'): StructuredMutation =>
  (bytes, random) => {
    const unit = encoding === 'utf16le' ? 2 : 1;
    const at = below(random, Math.floor(bytes.length / unit) + 1) * unit;
    const copies = random() < 0.05 ? below(random, MAX_REPEATED_BYTES / unit) : 1;
    const inserted = Buffer.from(pick(random, LINES).repeat(copies), encoding).subarray(
      0,
      MAX_REPEATED_BYTES,
    );
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  };
