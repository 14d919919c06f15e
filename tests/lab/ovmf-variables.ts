import { guidFromBytes, guidToBytes } from '../../lib/uefi/bytes/guid.ts';
import type { Guid } from '../../lib/uefi/bytes/guid.ts';
import { LabError } from './lab-error.ts';

/** A variable as EDK2 keeps it in flash. Attributes: 1 NV, 2 BS, 4 RT, 0x20 time-based authenticated. */
export type StoredVariable = { name: string; guid: Guid; attributes: number; data: Uint8Array };

// MdePkg's FirmwareVolumeHeader and MdeModulePkg's VariableFormat.h: AUTHENTICATED_VARIABLE_HEADER.
const VOLUME_HEADER_LENGTH_AT = 48;
const STORE_HEADER_BYTES = 28;
const VARIABLE_HEADER_BYTES = 60;
const START_ID = 0x55aa;
const STATE_ADDED = 0x3f;
const AUTH_STORE = 'aaf32c78-947b-439a-a180-2e144ec37792';
const ALIGNMENT = 4;

type Store = { start: number; end: number };

const findStore = (flash: Buffer): Store => {
  const header = flash.readUInt16LE(VOLUME_HEADER_LENGTH_AT);
  if (guidFromBytes(flash.subarray(header, header + 16)) !== AUTH_STORE)
    throw new LabError('FIRMWARE_UNAVAILABLE', 'the variable store is not of the kind that OVMF has');
  const size = flash.readUInt32LE(header + 16);
  return { start: header + STORE_HEADER_BYTES, end: header + size };
};

const align = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

type Entry = StoredVariable & { header: Buffer; isLive: boolean };

const readEntries = (flash: Buffer): Entry[] => {
  const { start, end } = findStore(flash);
  const entries: Entry[] = [];
  let at = start;
  while (at + VARIABLE_HEADER_BYTES < end && flash.readUInt16LE(at) === START_ID) {
    const header = flash.subarray(at, at + VARIABLE_HEADER_BYTES);
    const nameBytes = header.readUInt32LE(36);
    const dataBytes = header.readUInt32LE(40);
    const dataAt = at + VARIABLE_HEADER_BYTES + nameBytes;
    const name = flash.toString('utf16le', at + VARIABLE_HEADER_BYTES, dataAt - 2);
    entries.push({
      header,
      isLive: header[2] === STATE_ADDED,
      name,
      guid: guidFromBytes(header.subarray(44)),
      attributes: header.readUInt32LE(4),
      data: Uint8Array.from(flash.subarray(dataAt, dataAt + dataBytes)),
    });
    at = align(dataAt + dataBytes);
  }
  return entries;
};

/** The variables of an OVMF_VARS file, those with boot-service access only included. */
export const readVariables = (flash: Buffer): StoredVariable[] =>
  readEntries(flash)
    .filter(({ isLive }) => isLive)
    .map(({ name, guid, attributes, data }) => ({ name, guid, attributes, data }));

const encode = ({ header, name, guid, attributes, data }: StoredVariable & { header: Buffer }): Buffer => {
  const nameBytes = Buffer.from(`${name}\0`, 'utf16le');
  const head = Buffer.from(header);
  head.writeUInt32LE(attributes, 4);
  head.writeUInt32LE(nameBytes.length, 36);
  head.writeUInt32LE(data.length, 40);
  head.set(guidToBytes(guid), 44);
  const entry = Buffer.concat([head, nameBytes, data]);
  return Buffer.concat([entry, Buffer.alloc(align(entry.length) - entry.length, 0xff)]);
};

const freshHeader = (): Buffer => {
  const header = Buffer.alloc(VARIABLE_HEADER_BYTES);
  header.writeUInt16LE(START_ID, 0);
  header[2] = STATE_ADDED;
  return header;
};

/** `name` and `guid` say which one to change; null takes it away. */
export type VariableChange = Pick<StoredVariable, 'name' | 'guid'> & {
  value: Pick<StoredVariable, 'attributes' | 'data'> | null;
};

/** A copy of an OVMF_VARS file with other variables; the store is written anew, without what was deleted. */
export const withVariables = (flash: Buffer, changes: readonly VariableChange[]): Buffer => {
  const changeOf = ({ name, guid }: Pick<StoredVariable, 'name' | 'guid'>): VariableChange | undefined =>
    changes.find((change) => change.name === name && change.guid === guid);
  const live = readEntries(flash).filter(({ isLive }) => isLive);
  const kept = live.flatMap((entry) => {
    const change = changeOf(entry);
    if (change === undefined) return [entry];
    return change.value === null ? [] : [{ ...entry, ...change.value }];
  });
  const added = changes.flatMap(({ name, guid, value }) =>
    value === null || live.some((entry) => entry.name === name && entry.guid === guid)
      ? []
      : [{ name, guid, ...value, header: freshHeader() }],
  );
  const { start, end } = findStore(flash);
  const body = Buffer.concat([...kept, ...added].map(encode));
  if (start + body.length > end) throw new LabError('FIRMWARE_UNAVAILABLE', 'the variable store is full');
  const result = Buffer.from(flash);
  result.fill(0xff, start, end);
  body.copy(result, start);
  return result;
};
