/** Small FAT volumes made by mkfs.vfat and mtools, and patched by hand: none of it by the code under test. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFat } from '../../../lib/esp/fat/index.ts';
import type { FatVolume, ReadAt } from '../../../lib/esp/fat/index.ts';
import { makeEspImage, putTree } from '../esp-image.ts';
import { runToolOrThrow } from '../tools.ts';
import { writeTree } from '../trees.ts';
import { lacking } from '../skip.ts';

export type ImageKind = 12 | 16 | 32;

/** Why these tests cannot run here. */
export const missing = lacking('mkfs.vfat', 'mcopy', 'fsck.vfat', 'mshowfat');

/** By path; content as text, or so many bytes of it. */
export type Files = Readonly<Record<string, string | number>>;

const contentOf = (path: string, content: string | number): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.alloc(content, path);

export type ImageOptions = {
  directory: string;
  kind?: ImageKind;
  files?: Files;
  sectorSizeBytes?: 512 | 4096;
  name?: string;
};

/** 5 MiB of FAT16 are looked at in a tenth of the time that the least FAT32 takes. */

const SIZE_MIB = { 12: 2, 16: 5, 32: 34 } as const;

/** An image with these files, in the order of their names; clusters of one sector. */
export const makeImage = async ({ directory, ...options }: ImageOptions): Promise<string> => {
  const { kind = 16, files = {}, sectorSizeBytes = 512, name = 'esp' } = options;
  const image = join(directory, `${name}.img`);
  const tree = join(directory, `${name}.tree`);
  if (kind === 12) {
    await writeFile(image, Buffer.alloc(SIZE_MIB[12] * 1024 * 1024));
    await runToolOrThrow('mkfs.vfat', ['--invariant', '-F', '12', '-s', '1', '-f', '2', '-n', 'ESP', image]);
  } else {
    const sizeMiB = SIZE_MIB[kind] * (sectorSizeBytes / 512);
    await makeEspImage({ path: image, fat: kind, sizeMiB, sectorsPerCluster: 1, sectorSizeBytes });
  }
  const contents = Object.entries(files).map(([path, content]) => [path, contentOf(path, content)] as const);
  await writeTree(tree, new Map(contents));
  if (Object.keys(files).length > 0) await putTree(image, { directory: tree });
  return image;
};

export const memoryReader =
  (bytes: Uint8Array): ReadAt =>
  (offset, length) =>
    Promise.resolve(bytes.subarray(offset, offset + length));

export const openImage = async (path: string): Promise<FatVolume> =>
  openFat(memoryReader(await readFile(path)));

/** `BOOTX64.EFI` as an 8.3 slot has it. */
const padded = (name: string): Buffer => {
  const [base = '', extension = ''] = name.split('.');
  return Buffer.from(base.padEnd(8) + extension.padEnd(3));
};

/** Where the 8.3 slot of this name lies, looked for in all of the image; the first one of several. */
export const slotOffset = (image: Buffer, name: string): number => {
  for (let at = image.indexOf(padded(name)); at >= 0; at = image.indexOf(padded(name), at + 1)) {
    if (at % 32 === 0 && [0x10, 0x20].includes(image.readUInt8(at + 11))) return at;
  }
  throw new Error(`no slot of ${name} in the image`);
};

export const startOf = (image: Buffer, name: string): number => {
  const at = slotOffset(image, name);
  return image.readUInt16LE(at + 26) + image.readUInt16LE(at + 20) * 65_536;
};

export const setStart = (image: Buffer, name: string, cluster: number): void => {
  const at = slotOffset(image, name);
  image.writeUInt16LE(cluster & 0xffff, at + 26);
  image.writeUInt16LE(Math.floor(cluster / 65_536), at + 20);
};

/** What a sync mount writes first of an exchange: the stage's slot has the live one's content; name and case stay. */
export const crossLink = (image: Buffer, live: string, stage: string): void => {
  const [from, to] = [slotOffset(image, live), slotOffset(image, stage)];
  image.copy(image, to + 13, from + 13, from + 32);
};

type Layout = { sectorBytes: number; is32: boolean; tableAt: number; tableBytes: number; dataAt: number };

/** Of FAT16 or FAT32, by the bytes of the boot sector. */
const layoutOf = (image: Buffer): Layout => {
  const sectorBytes = image.readUInt16LE(11);
  const is32 = image.readUInt16LE(22) === 0;
  const tableBytes = (is32 ? image.readUInt32LE(36) : image.readUInt16LE(22)) * sectorBytes;
  const tableAt = image.readUInt16LE(14) * sectorBytes;
  const dataAt = tableAt + tableBytes * image.readUInt8(16) + image.readUInt16LE(17) * 32;
  return { sectorBytes, is32, tableAt, tableBytes, dataAt };
};

/** Marks of FAT32; those of FAT16 are their lower halves. */
export const BAD = 0x0fff_fff7;
export const LAST = 0x0fff_ffff;

/** Writes an entry of each FAT of a FAT16 or FAT32 volume. */
export const setLink = (image: Buffer, cluster: number, value: number): void => {
  const { is32, tableAt, tableBytes } = layoutOf(image);
  for (let fat = 0; fat < image.readUInt8(16); fat += 1) {
    const at = tableAt + fat * tableBytes;
    if (is32) image.writeUInt32LE(value, at + cluster * 4);
    else image.writeUInt16LE(value & 0xffff, at + cluster * 2);
  }
};

/** Where the bytes of a cluster of a FAT16 or FAT32 volume lie. */
export const clusterAt = (image: Buffer, cluster: number): number => {
  const { dataAt, sectorBytes } = layoutOf(image);
  return dataAt + (cluster - 2) * image.readUInt8(13) * sectorBytes;
};

export const patchImage = async (path: string, patch: (image: Buffer) => void): Promise<void> => {
  const image = await readFile(path);
  patch(image);
  await writeFile(path, image);
};
