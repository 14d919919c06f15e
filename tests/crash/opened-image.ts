import * as assert from 'uvu/assert';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createContentKeys } from '../lab/crash/content-key.ts';
import { createFatReader } from '../lab/crash/fat-reader.ts';
import type { FatEntry, FatReader, FatVolume } from '../lab/crash/fat-reader.ts';
import { createContentStore, createSectorImage } from '../lab/crash/sector-image.ts';
import type { ContentStore, SectorImage } from '../lab/crash/sector-image.ts';

/** An image to read and to damage. */
export type Opened = { store: ContentStore; reader: FatReader; image: SectorImage; volume: FatVolume };

/** Reads an image file. */
export const openImage = async (path: string): Promise<Opened> => {
  const store = createContentStore(await readFile(path));
  const reader = createFatReader(store, { keys: createContentKeys(store) });
  const image = createSectorImage(store);
  return { store, reader, image, volume: reader.read(image.ids) };
};

/** Changes bytes of the image's sectors. */
export const patch = ({ store, image }: Opened, at: number, bytes: readonly number[]): void => {
  const sector = Math.floor(at / 512);
  const content = Uint8Array.from(store.contentOf(image.ids[sector] ?? 0));
  content.set(bytes, at % 512);
  image.set(sector, store.intern(content));
};

/** Sets a FAT32 entry in every FAT. */
export const setFat = (opened: Opened, cluster: number, value: number): void => {
  const { geometry } = opened.volume;
  const bytes = [value, value >> 8, value >> 16, value >> 24].map((byte) => byte & 0xff);
  for (const start of geometry?.fatStarts ?? []) patch(opened, start * 512 + cluster * 4, bytes);
};

/** An entry as it was when the image was opened. */
export const entryOf = ({ volume }: Opened, path: string): FatEntry => {
  const entry = volume.entries.find((each) => each.path === path);
  assert.ok(entry, path);
  return entry;
};

/** Where an entry's slot begins on the disk; its directory has one cluster of one sector. */
export const slotOf = (opened: Opened, path: string): number => {
  const parent = entryOf(opened, dirname(path));
  const dataStart = opened.volume.geometry?.dataStart ?? 0;
  return (dataStart + parent.start - 2) * 512 + entryOf(opened, path).slot * 32;
};

/** Points an entry of a FAT32 directory somewhere else. */
export const setStart = (opened: Opened, path: string, start: number): void => {
  const slot = slotOf(opened, path);
  patch(opened, slot + 26, [start & 0xff, (start >> 8) & 0xff]);
  patch(opened, slot + 20, [(start >> 16) & 0xff, start >> 24]);
};

/** The findings as `kind path other`. */
export const described = ({ entries, findings }: FatVolume): string[] =>
  findings.map(({ kind, index, other }) =>
    [kind, entries[index]?.path, ...(other === null ? [] : [entries[other]?.path])].join(' '),
  );
