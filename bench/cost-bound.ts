/**
 * The least that an update can write: the clusters whose content must change. Looked up in the file allocation table of
 * the ESP before and after it, by the reader of the crash laboratory, which shares no code with the applier: the clusters of
 * each file whose bytes differ, and nothing else. No directory, no FAT, no boot sector.
 */
import { readFile } from 'node:fs/promises';
import { createContentKeys } from '../tests/lab/crash/content-key.ts';
import { createFatReader } from '../tests/lab/crash/fat-reader.ts';
import type { FatEntry } from '../tests/lab/crash/fat-reader.ts';
import { createContentStore, createSectorImage } from '../tests/lab/crash/sector-image.ts';

const SECTOR_BYTES = 512;
const CHUNK_BYTES = 64 * 1024;

export type Bound = {
  bytes: number;
  /** Files whose content changed; sorted. */
  changed: string[];
};

const filesOf = (entries: readonly FatEntry[]): Map<string, FatEntry> =>
  new Map(entries.filter(({ isDirectory }) => !isDirectory).map((entry) => [entry.key, { ...entry }]));

const eachChange = (before: Buffer, after: Buffer, found: (sector: number, bytes: Buffer) => void): void => {
  for (let at = 0; at < after.length; at += CHUNK_BYTES) {
    const chunk = after.subarray(at, at + CHUNK_BYTES);
    if (chunk.equals(before.subarray(at, at + CHUNK_BYTES))) continue;
    for (let offset = 0; offset < chunk.length; offset += SECTOR_BYTES)
      found((at + offset) / SECTOR_BYTES, chunk.subarray(offset, offset + SECTOR_BYTES));
  }
};

/** @throws Node's error; {CrashError}; an Error if either image has no whole FAT file system or another set of files */
export const boundOf = async (beforePath: string, afterPath: string): Promise<Bound> => {
  const [before, after] = [await readFile(beforePath), await readFile(afterPath)];
  const store = createContentStore(before);
  const image = createSectorImage(store);
  const reader = createFatReader(store, { keys: createContentKeys(store) });
  const old = filesOf(reader.read(image.ids).entries);
  eachChange(before, after, (sector, bytes) => image.set(sector, store.intern(bytes)));
  const { entries, findings, lostClusters, geometry } = reader.read(image.ids);
  if (geometry === null || findings.length > 0 || lostClusters > 0)
    throw new Error(`${afterPath}: ${findings.length} findings, ${lostClusters} lost clusters`);
  const files = filesOf(entries);
  if ([...files.keys()].toSorted().join() !== [...old.keys()].toSorted().join())
    throw new Error(`${afterPath} has other files than before: ${[...files.keys()].join(' ')}`);
  const changed = [...files.values()].filter(({ key, content }) => content !== old.get(key)?.content);
  const clusters = changed.reduce((sum, entry) => sum + entry.clusters, 0);
  return {
    bytes: clusters * geometry.sectorsPerCluster * SECTOR_BYTES,
    changed: changed.map(({ path }) => path).toSorted(),
  };
};
