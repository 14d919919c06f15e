import { ByteReader } from '../bytes/byte-reader.ts';
import { deviceNode } from './device-path-node.ts';
import type { DevicePathNode } from './device-path-node.ts';
import { UefiError } from '../bytes/uefi-error.ts';

/** The nodes of one path, its end node among them. */
export type DevicePath = DevicePathNode[];

const HEAD_BYTES = 4;
const MAX_NODES = 1024; // real paths have five to ten

const isEnd = (node: DevicePathNode): boolean =>
  node.meaning?.kind === 'end' && node.meaning.scope === 'entire';

const readNode = (reader: ByteReader): DevicePathNode => {
  const type = reader.u8();
  const subtype = reader.u8();
  const length = reader.u16();
  if (length < HEAD_BYTES)
    throw new UefiError('BAD_LENGTH', `device path: a node of ${length} bytes is shorter than its head`);
  return deviceNode(type, subtype, reader.bytes(length - HEAD_BYTES));
};

const readPath = (reader: ByteReader, maxNodes: number): DevicePath => {
  const path: DevicePath = [];
  for (;;) {
    if (path.length >= maxNodes)
      throw new UefiError('TOO_LARGE', `device path: more than ${MAX_NODES} nodes`);
    const node = readNode(reader);
    path.push(node);
    if (isEnd(node)) return path;
  }
};

/**
 * The device paths that follow each other in `bytes`, each with the node that ends it (UEFI 2.11, 10.2). The data of
 * nodes shares memory with `bytes`. At most 1024 nodes.
 * @throws {UefiError} TOO_LARGE, TRUNCATED (also if the last path has no end), BAD_LENGTH
 */
export const parseDevicePaths = (bytes: Uint8Array): DevicePath[] => {
  const reader = new ByteReader(bytes, 'device path');
  const paths: DevicePath[] = [];
  for (let nodes = 0; reader.remaining > 0; nodes += paths.at(-1)?.length ?? 0)
    paths.push(readPath(reader, MAX_NODES - nodes));
  return paths;
};

/**
 * The file that a path names on its volume, in the form of ESP paths (`EFI/debian/shimx64.efi`), or null if it names
 * none. Several file nodes are steps of one path. Separators may be repeated, and `.` and `..` are followed, as EDK2's
 * FAT driver does.
 */
export const filePathOf = (path: DevicePath): string | null => {
  const files = path.flatMap(({ meaning }) => (meaning?.kind === 'file' ? [meaning.path] : []));
  return files.length === 0 ? null : normalizeFilePath(files.join('\\'));
};

/** A path as firmware and shim write it (`\EFI\debian\shimx64.efi`) in the form of ESP paths: `EFI/debian/shimx64.efi`. */
export const normalizeFilePath = (path: string): string => {
  const segments: string[] = [];
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
};
