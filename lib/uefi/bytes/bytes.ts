import { UefiError } from './uefi-error.ts';

/** The same memory as a Buffer; nothing is copied. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * `length` bytes from `offset`, sharing memory.
 * @throws {UefiError} TRUNCATED if they are not completely in `bytes`
 */
export const slice = (bytes: Buffer, offset: number, length: number): Buffer => {
  if (offset < 0 || length < 0 || offset + length > bytes.length) {
    const wanted = `${length} bytes at offset ${offset}`;
    throw new UefiError('TRUNCATED', `${wanted} are wanted, but there are only ${bytes.length} bytes in all`);
  }
  return bytes.subarray(offset, offset + length);
};

/** Little-endian. @throws {UefiError} TRUNCATED */
export const readU16 = (bytes: Buffer, offset: number): number => slice(bytes, offset, 2).readUInt16LE(0);

/** Little-endian. @throws {UefiError} TRUNCATED */
export const readU32 = (bytes: Buffer, offset: number): number => slice(bytes, offset, 4).readUInt32LE(0);

export const alignUp = (value: number, to: number): number => Math.ceil(value / to) * to;

export const isAllZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** The bytes before the first NUL at or after `offset`, or up to the end if there is none. */
export const untilNul = (bytes: Buffer, offset: number): Buffer => {
  const end = bytes.indexOf(0, offset);
  return bytes.subarray(offset, end === -1 ? bytes.length : end);
};
