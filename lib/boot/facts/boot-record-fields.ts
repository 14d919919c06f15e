/** Kinds of field that only the records of boot files have, and the bounds of their lists. */
import type { Codec } from '../../wire/codec.ts';
import { FieldProblem, list } from '../../wire/codec.ts';
import { bytes, uint32 } from '../../wire/fields.ts';

/** Of one file. More than any real one has; the whole must fit into a message besides. */
export const recordLimits = {
  textBytes: 128 * 1024,
  certificateBytes: 64 * 1024,
  vendorBytes: 256 * 1024,
  certificates: 512,
  embedded: 64,
  signatures: 64,
  faults: 64,
  sbat: 4096,
  digests: 8192,
  findings: 256,
  csv: 32_768,
  images: 4096,
} as const;

const raw = bytes({ maxBytes: recordLimits.textBytes, optional: true });

/** Text that a file chose itself, which need not be well-formed Unicode: its UTF-16 code units, lossless. */
export const units: Codec<string> = {
  read: (value) => {
    const read = raw.read(value);
    if (read.length % 2 !== 0)
      throw new FieldProblem('BAD_FIELD', `has ${read.length} bytes, not whole units`);
    return Buffer.from(read).toString('utf16le');
  },
  write: (value) => {
    if (typeof value !== 'string')
      throw new FieldProblem('BAD_FIELD', `is a ${typeof value}, must be a string`);
    return raw.write(Buffer.from(value, 'utf16le'));
  },
};

/** A digest of `byteCount` bytes in lower-case hex; `optional`: none is ''. */
export const hexDigest = (byteCount: number, { optional = false } = {}): Codec<string> => {
  const field = bytes({ maxBytes: byteCount, optional });
  const check = (value: Uint8Array): Uint8Array => {
    if (value.length === byteCount || (optional && value.length === 0)) return value;
    throw new FieldProblem('BAD_FIELD', `has ${value.length} bytes, must have ${byteCount}`);
  };
  return {
    read: (value) => Buffer.from(check(field.read(value))).toString('hex'),
    write: (value) => field.write(check(Buffer.from(String(value), 'hex'))),
  };
};

export const SHA256_BYTES = 32;
export const SHA1_BYTES = 20;

/** Places in a list of certificates, from 1. */
export const places = (maxItems: number): Codec<number[]> => list(uint32, { maxItems });
