import { UefiError } from './uefi-error.ts';

/** Text of a GUID in lower case: `8be4df61-93ca-11d2-aa0d-00e098032b8c`. */
export type Guid = string;

export const GUID_BYTES = 16;

const TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where each byte of the text stands in the bytes: the first three fields are little-endian (UEFI, appendix A). */
const BYTE_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export const isGuid = (text: string): boolean => TEXT.test(text);

/**
 * The 16 bytes of a GUID's text in either case.
 * @throws {UefiError} BAD_GUID
 */
export const guidToBytes = (text: string): Uint8Array => {
  if (!isGuid(text))
    throw new UefiError('BAD_GUID', `${JSON.stringify(text.slice(0, 64))} is not the text of a GUID`);
  const plain = Buffer.from(text.replaceAll('-', ''), 'hex');
  const bytes = new Uint8Array(GUID_BYTES);
  for (const [from, to] of BYTE_ORDER.entries()) bytes[to] = plain[from] ?? 0;
  return bytes;
};

/**
 * The text, in lower case, of a GUID's 16 bytes.
 * @throws {UefiError} BAD_GUID unless there are 16
 */
export const guidFromBytes = (bytes: Uint8Array): Guid => {
  if (bytes.length !== GUID_BYTES)
    throw new UefiError('BAD_GUID', `a GUID has ${GUID_BYTES} bytes, these are ${bytes.length}`);
  let text = '';
  for (const [index, from] of BYTE_ORDER.entries()) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += HEX[bytes[from] ?? 0];
  }
  return text;
};
