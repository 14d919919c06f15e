import { ByteReader, utf16Text } from '../bytes/byte-reader.ts';
import { GUID_BYTES, guidFromBytes } from '../bytes/guid.ts';
import type { Guid } from '../bytes/guid.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** What a node says, if it is of a kind known here and its data is what that kind demands. */
export type NodeMeaning =
  /** `partUuid` as Linux writes it in /dev/disk/by-partuuid: the GUID (GPT) or `<disk signature>-<number>` (MBR). */
  | {
      kind: 'hard-drive';
      partition: number;
      startLba: bigint;
      sizeLba: bigint;
      partUuid: string | null;
    }
  | { kind: 'file'; path: string }
  | { kind: 'end'; scope: 'entire' | 'instance' }
  /** PciRoot(uid) if `hid` is PNP0A03 (0x0a0341d0). */
  | { kind: 'acpi'; hid: number; uid: number }
  | { kind: 'pci'; device: number; fn: number }
  | { kind: 'sata'; port: number; multiplierPort: number; lun: number }
  | { kind: 'nvme'; namespace: number; eui64: bigint }
  | { kind: 'firmware-volume'; guid: Guid }
  | { kind: 'firmware-file'; guid: Guid }
  | { kind: 'vendor'; category: 'hardware' | 'messaging' | 'media'; guid: Guid; data: Uint8Array };

/** `type`, `subtype` and `data` (what follows the node's head) are the node; `meaning` is derived from them. */
export type DevicePathNode = { type: number; subtype: number; data: Uint8Array; meaning: NodeMeaning | null };

type NodeReader = (reader: ByteReader) => NodeMeaning | null;

const vendor =
  (category: 'hardware' | 'messaging' | 'media'): NodeReader =>
  (reader) => ({
    kind: 'vendor',
    category,
    guid: guidFromBytes(reader.bytes(GUID_BYTES)),
    data: reader.rest(),
  });

const partUuidOf = (
  signature: Uint8Array,
  { type, partition }: { type: number; partition: number },
): string | null => {
  if (type === 2) return guidFromBytes(signature);
  if (type !== 1) return null;
  const disk = new ByteReader(signature, 'MBR signature').u32();
  return `${disk.toString(16).padStart(8, '0')}-${partition.toString(16).padStart(2, '0')}`;
};

const hardDrive: NodeReader = (reader) => {
  const partition = reader.u32();
  const startLba = reader.u64();
  const sizeLba = reader.u64();
  const signature = reader.bytes(GUID_BYTES);
  reader.u8(); // partition format: the type of the signature tells enough
  const partUuid = partUuidOf(signature, { type: reader.u8(), partition });
  return { kind: 'hard-drive', partition, startLba, sizeLba, partUuid };
};

/** EDK2 calls a path invalid if this node does not end in a NUL (IsDevicePathValid); the text ends at the first. */
const file: NodeReader = (reader) => {
  const bytes = reader.rest();
  const text = utf16Text(bytes);
  if (bytes.length % 2 !== 0 || !text.endsWith('\0')) return null;
  return { kind: 'file', path: text.slice(0, text.indexOf('\0')) };
};

const key = (type: number, subtype: number): number => type * 256 + subtype;

/** UEFI 2.11, 10.3; PI 1.8, III-8.3 for the firmware volumes. */
const READERS: ReadonlyMap<number, NodeReader> = new Map<number, NodeReader>([
  [key(0x01, 0x01), (reader) => ({ kind: 'pci', fn: reader.u8(), device: reader.u8() })],
  [key(0x01, 0x04), vendor('hardware')],
  [key(0x02, 0x01), (reader) => ({ kind: 'acpi', hid: reader.u32(), uid: reader.u32() })],
  [key(0x03, 0x0a), vendor('messaging')],
  [
    key(0x03, 0x12),
    (reader) => ({ kind: 'sata', port: reader.u16(), multiplierPort: reader.u16(), lun: reader.u16() }),
  ],
  [key(0x03, 0x17), (reader) => ({ kind: 'nvme', namespace: reader.u32(), eui64: reader.u64() })],
  [key(0x04, 0x01), hardDrive],
  [key(0x04, 0x03), vendor('media')],
  [key(0x04, 0x04), file],
  [key(0x04, 0x06), (reader) => ({ kind: 'firmware-file', guid: guidFromBytes(reader.bytes(GUID_BYTES)) })],
  [key(0x04, 0x07), (reader) => ({ kind: 'firmware-volume', guid: guidFromBytes(reader.bytes(GUID_BYTES)) })],
  [key(0x7f, 0x01), () => ({ kind: 'end', scope: 'instance' })],
  [key(0x7f, 0xff), () => ({ kind: 'end', scope: 'entire' })],
]);

const meaningOf = (type: number, subtype: number, data: Uint8Array): NodeMeaning | null => {
  const read = READERS.get(key(type, subtype));
  if (read === undefined) return null;
  const reader = new ByteReader(data, 'device path node');
  try {
    const meaning = read(reader);
    return reader.remaining === 0 ? meaning : null;
  } catch (error) {
    if (error instanceof UefiError) return null;
    throw error;
  }
};

/** A node of these bytes; its meaning is null if the kind is unknown here or the data does not fit it. */
export const deviceNode = (type: number, subtype: number, data: Uint8Array): DevicePathNode => ({
  type,
  subtype,
  data,
  meaning: meaningOf(type, subtype, data),
});
