import { ByteReader, boundBytes } from '../bytes/byte-reader.ts';
import { GUID_BYTES, guidFromBytes, guidToBytes } from '../bytes/guid.ts';
import type { Guid } from '../bytes/guid.ts';
import { UefiError } from '../bytes/uefi-error.ts';

export type KnownSignatureType = 'x509' | 'sha256' | 'sha1' | 'x509-sha256';
export type SignatureType = KnownSignatureType | { guid: Guid };

/** `data`: DER of a certificate (x509), a digest, or digest of its TBS part and EFI_TIME of revocation (x509-sha256). */
export type SignatureEntry = { owner: Guid; data: Uint8Array };

/**
 * One EFI_SIGNATURE_LIST. All entries of a list are of one size. `header` is empty for every known type;
 * `signatureBytes` (owner and data) says what an empty list claimed.
 */
export type SignatureList = {
  type: SignatureType;
  signatureBytes: number;
  header: Uint8Array;
  entries: SignatureEntry[];
};

const MAX_BYTES = 1 << 18; // Microsoft's dbx of 2025 has 24 kB
const HEAD_BYTES = GUID_BYTES + 12;

type TypeRule = { type: KnownSignatureType; guid: Guid; dataBytes: number | null };

/** UEFI 2.11, 32.4.1; a certificate may have any size. */
const TYPES: readonly TypeRule[] = [
  { type: 'x509', guid: 'a5c059a1-94e4-4aa7-87b5-ab155c2bf072', dataBytes: null },
  { type: 'sha256', guid: 'c1c41626-504c-4092-aca9-41f936934328', dataBytes: 32 },
  { type: 'sha1', guid: '826ca512-cf10-4ac9-b187-be01496631bd', dataBytes: 20 },
  { type: 'x509-sha256', guid: '3bd2a492-96c0-4079-b420-fcf98ef103ed', dataBytes: 48 },
];

const WHAT = 'signature list';

const badLength = (detail: string): UefiError => new UefiError('BAD_LENGTH', `${WHAT}: ${detail}`);

const checkSizes = (
  rule: TypeRule | undefined,
  sizes: { header: number; signature: number; body: number },
): void => {
  if (sizes.header > sizes.body) throw badLength(`a header of ${sizes.header} bytes is larger than the list`);
  if (sizes.signature < GUID_BYTES)
    throw badLength(`${sizes.signature} bytes a signature leave no room for its owner`);
  if ((sizes.body - sizes.header) % sizes.signature !== 0)
    throw badLength(`${sizes.body - sizes.header} bytes are no multiple of ${sizes.signature}`);
  if (rule === undefined) return;
  const data = sizes.signature - GUID_BYTES;
  if (sizes.header !== 0) throw badLength(`type ${rule.type} has no header, this has ${sizes.header} bytes`);
  if (data === 0 || (rule.dataBytes !== null && data !== rule.dataBytes))
    throw badLength(`${data} bytes are no data of type ${rule.type}`);
};

const readList = (reader: ByteReader): SignatureList => {
  const guid = guidFromBytes(reader.bytes(GUID_BYTES));
  const listBytes = reader.u32();
  const headerBytes = reader.u32();
  const signatureBytes = reader.u32();
  if (listBytes < HEAD_BYTES) throw badLength(`${listBytes} bytes are less than a list's head`);
  const body = new ByteReader(reader.bytes(listBytes - HEAD_BYTES), WHAT);
  const rule = TYPES.find((type) => type.guid === guid);
  checkSizes(rule, { header: headerBytes, signature: signatureBytes, body: body.remaining });
  const header = body.bytes(headerBytes);
  const entries: SignatureEntry[] = [];
  while (body.remaining > 0)
    entries.push({
      owner: guidFromBytes(body.bytes(GUID_BYTES)),
      data: body.bytes(signatureBytes - GUID_BYTES),
    });
  return { type: rule?.type ?? { guid }, signatureBytes, header, entries };
};

/**
 * The EFI_SIGNATURE_LISTs that follow each other in db, dbx, KEK, PK, MokListRT or shim's vendor_db and vendor_dbx
 * (UEFI 2.11, 32.4.1). No bytes are no lists. As firmware does before it accepts such a variable, refuses the whole if
 * any length is wrong. At most 256 KiB. The data shares memory with `bytes`.
 * @throws {UefiError} TOO_LARGE, TRUNCATED, BAD_LENGTH
 */
export const parseSignatureLists = (bytes: Uint8Array): SignatureList[] => {
  const reader = new ByteReader(boundBytes(bytes, MAX_BYTES, WHAT), WHAT);
  const lists: SignatureList[] = [];
  while (reader.remaining > 0) lists.push(readList(reader));
  return lists;
};

const guidOf = (type: SignatureType): Guid =>
  typeof type === 'object' ? type.guid : (TYPES.find((rule) => rule.type === type)?.guid ?? '');

const encodeList = ({ type, signatureBytes, header, entries }: SignatureList): Uint8Array => {
  const head = Buffer.alloc(12);
  head.writeUInt32LE(HEAD_BYTES + header.length + entries.length * signatureBytes, 0);
  head.writeUInt32LE(header.length, 4);
  head.writeUInt32LE(signatureBytes, 8);
  const body = entries.flatMap(({ owner, data }) => {
    if (data.length + GUID_BYTES === signatureBytes) return [guidToBytes(owner), data];
    throw badLength(`an entry of ${data.length + GUID_BYTES} bytes in a list of ${signatureBytes} each`);
  });
  return Buffer.concat([guidToBytes(guidOf(type)), head, header, ...body]);
};

/**
 * The inverse of `parseSignatureLists`, byte for byte.
 * @throws {UefiError} BAD_LENGTH if an entry is not of its list's size, BAD_GUID
 */
export const encodeSignatureLists = (lists: readonly SignatureList[]): Uint8Array =>
  new Uint8Array(Buffer.concat(lists.map(encodeList)));
