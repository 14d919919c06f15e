/** Writes what lib/uefi reads of a host's boot options: variables, load options and their device paths. */
import { plainBytes } from '../../../lib/uefi/bytes/byte-reader.ts';
import { deviceNode } from '../../../lib/uefi/firmware/device-path-node.ts';
import type { DevicePathNode } from '../../../lib/uefi/firmware/device-path-node.ts';
import type { DevicePath } from '../../../lib/uefi/firmware/device-path.ts';
import type { EfiVariable } from '../../../lib/uefi/firmware/efi-variable.ts';
import { guidToBytes } from '../../../lib/uefi/bytes/guid.ts';
import type { Guid } from '../../../lib/uefi/bytes/guid.ts';
import type { LoadOption } from '../../../lib/uefi/firmware/load-option.ts';
import { UefiError } from '../../../lib/uefi/bytes/uefi-error.ts';

const HEAD_BYTES = 4;
const MAX_NODE_BYTES = 0xffff;

/** UTF-16LE with a NUL at the end: the inverse of `ByteReader.utf16z`. */
const utf16zBytes = (text: string): Uint8Array => plainBytes(Buffer.from(`${text}\0`, 'utf16le'));

/** The node that ends a path. */
export const endNode = (): DevicePathNode => deviceNode(0x7f, 0xff, new Uint8Array(0));

/** A file on the volume that the nodes before name: `\EFI\debian\shimx64.efi`, with backslashes. */
export const fileNode = (path: string): DevicePathNode => deviceNode(0x04, 0x04, utf16zBytes(path));

/**
 * A GPT partition. Firmware finds it by its GUID; start and size (in blocks) are what was true when it was written.
 * @throws {UefiError} BAD_GUID
 */
export const gptPartitionNode = (partition: {
  number: number;
  startLba: bigint;
  sizeLba: bigint;
  guid: Guid;
}): DevicePathNode => {
  const data = Buffer.alloc(38);
  data.writeUInt32LE(partition.number, 0);
  data.writeBigUInt64LE(partition.startLba, 4);
  data.writeBigUInt64LE(partition.sizeLba, 12);
  data.set(guidToBytes(partition.guid), 20);
  data.set([2, 2], 36); // GPT, signature is a GUID
  return deviceNode(0x04, 0x01, new Uint8Array(data));
};

const encodeNode = ({ type, subtype, data }: DevicePathNode): Uint8Array => {
  const length = HEAD_BYTES + data.length;
  if (length > MAX_NODE_BYTES)
    throw new UefiError(
      'TOO_LARGE',
      `device path: a node of ${length} bytes, more than ${MAX_NODE_BYTES} cannot be`,
    );
  return Buffer.concat([Buffer.from([type, subtype, length & 0xff, length >> 8]), data]);
};

/**
 * The inverse of `parseDevicePaths`, byte for byte; nothing is added, so end each path with `endNode()`.
 * @throws {UefiError} TOO_LARGE
 */
export const encodeDevicePaths = (paths: readonly DevicePath[]): Uint8Array =>
  new Uint8Array(Buffer.concat(paths.flat().map(encodeNode)));

/**
 * The inverse of `parseLoadOption`, byte for byte: the data of a Boot#### variable.
 * @throws {UefiError} TOO_LARGE; BAD_TEXT if the description contains a NUL
 */
export const encodeLoadOption = ({
  attributes,
  description,
  paths,
  optionalData,
}: LoadOption): Uint8Array => {
  if (description.includes('\0'))
    throw new UefiError('BAD_TEXT', `load option: the description contains a NUL, which would end it`);
  const path = encodeDevicePaths(paths);
  if (path.length > 0xffff)
    throw new UefiError('TOO_LARGE', `load option: ${path.length} bytes of device paths, more than 65535`);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(attributes, 0);
  head.writeUInt16LE(path.length, 4);
  return new Uint8Array(Buffer.concat([head, utf16zBytes(description), path, optionalData]));
};

/** The inverse: what to write to efivarfs in one write(2). */
export const encodeEfiVariable = ({ attributes, data }: EfiVariable): Uint8Array => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(attributes, 0);
  return new Uint8Array(Buffer.concat([head, data]));
};
