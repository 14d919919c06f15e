import { childrenOf, decodeOid, expectTag, TAG } from './der.ts';
import type { DerNode } from './der.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** RFC 4514, 3 (the first nine), and what openssl calls the others that occur in boot certificates. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const MAX_PARTS = 64;

const refuse = (message: string): never => {
  throw new UefiError('BAD_DER', message);
};

const utf16BigEndian = (content: Buffer): string => {
  if (content.length % 2 !== 0) refuse(`a BMPString of ${content.length} octets`);
  return Buffer.from(content).swap16().toString('utf16le');
};

const utf32BigEndian = (content: Buffer): string => {
  if (content.length % 4 !== 0) refuse(`a UniversalString of ${content.length} octets`);
  const points = Array.from({ length: content.length / 4 }, (_, index) => content.readUInt32BE(index * 4));
  if (points.some((point) => point > 0x10ffff)) refuse('a UniversalString beyond Unicode');
  return points.map((point) => String.fromCodePoint(point)).join('');
};

/** How the octets of each string type are text (X.680, 41); TeletexString as Latin-1, as everybody does. */
const DECODERS: ReadonlyMap<number, (content: Buffer) => string> = new Map([
  [0x0c, (content) => content.toString('utf8')],
  [0x12, (content) => content.toString('latin1')],
  [0x13, (content) => content.toString('latin1')],
  [0x14, (content) => content.toString('latin1')],
  [0x16, (content) => content.toString('latin1')],
  [0x1a, (content) => content.toString('latin1')],
  [0x1c, utf32BigEndian],
  [0x1e, utf16BigEndian],
]);

/** RFC 4514, 2.4; control characters as \XX of their UTF-8, so that a name is always one printable line. */
const escape = (text: string): string => {
  const escaped = text
    .replaceAll(/["+,;<>\\]/g, (character) => `\\${character}`)
    .replaceAll(/[\x00-\x1f\x7f]/g, (character) => {
      const hex = Buffer.from(character).toString('hex').toUpperCase();
      return `\\${hex}`;
    });
  return escaped.replace(/^[ #]/, (first) => `\\${first}`).replace(/ $/, '\\ ');
};

/** A value of an unknown type, or of one that is no string, is written as the hex of its encoding. */
const formatPart = (part: DerNode): string => {
  const [type, value] = childrenOf(expectTag(part, TAG.sequence));
  const oid = decodeOid(type);
  if (value === undefined) return refuse('a name with a type and no value');
  const name = SHORT_NAMES[oid];
  const decode = DECODERS.get(value.tag);
  if (name === undefined || decode === undefined)
    return `${name ?? oid}=#${value.raw.toString('hex').toUpperCase()}`;
  return `${name}=${escape(decode(value.content))}`;
};

/**
 * A Name as RFC 4514 writes it: the last part first, `CN=Debian Secure Boot CA` or `CN=…,O=…,C=US`.
 * @throws {UefiError} BAD_DER
 */
export const formatName = (name: DerNode): string => {
  const parts = childrenOf(expectTag(name, TAG.sequence));
  if (parts.length > MAX_PARTS) refuse(`a name of ${parts.length} parts`);
  return parts
    .toReversed()
    .map((set) => childrenOf(expectTag(set, TAG.set)).map(formatPart).join('+'))
    .join(',');
};
