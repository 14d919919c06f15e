import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Bench } from './judge-states.ts';
import { SECTOR_BYTES } from './log-writes.ts';
import { applyOverlay } from './sector-image.ts';

/** A state's ESP as a file, for tools that want one. Best in memory. */
export type WorkImage = {
  path: string;
  /** Makes the file the base image with an overlay. Writes only what differs from before. */
  load: (overlay: Uint32Array) => Promise<void>;
  /** The overlay of what the file holds now, every sector looked at. */
  readBack: () => Promise<Uint32Array>;
  close: () => Promise<void>;
};

const CHUNK_SECTORS = 256;

/** Consecutive numbers of a sorted list as first and count. */
export const runsOf = (
  sectors: readonly number[],
  maxCount = Infinity,
): { first: number; count: number }[] => {
  const runs: { first: number; count: number }[] = [];
  for (const sector of sectors) {
    const last = runs.at(-1);
    if (last !== undefined && last.first + last.count === sector && last.count < maxCount) last.count += 1;
    else runs.push({ first: sector, count: 1 });
  }
  return runs;
};

type Mirror = { bench: Bench; bytes: Buffer; ids: Uint32Array; file: FileHandle };

const put = ({ bench, bytes, ids }: Mirror, sector: number, id: number): void => {
  ids[sector] = id;
  bytes.set(bench.store.contentOf(id), sector * SECTOR_BYTES);
};

const write = async ({ bytes, file }: Mirror, sectors: readonly number[]): Promise<void> => {
  for (const { first, count } of runsOf(sectors))
    await file.write(bytes, first * SECTOR_BYTES, count * SECTOR_BYTES, first * SECTOR_BYTES);
};

const load = async (mirror: Mirror, overlay: Uint32Array): Promise<void> => {
  const image = mirror.bench.newImage();
  applyOverlay(image, overlay);
  const changed: number[] = [];
  for (let sector = 0; sector < mirror.ids.length; sector += 1)
    if (mirror.ids[sector] !== image.ids[sector]) changed.push(sector);
  for (const sector of changed) put(mirror, sector, image.ids[sector] ?? 0);
  await write(mirror, changed);
};

const readBack = async (mirror: Mirror, found: Buffer): Promise<Uint32Array> => {
  const { bench, bytes, ids, file } = mirror;
  await file.read(found, 0, found.length, 0);
  const chunkBytes = CHUNK_SECTORS * SECTOR_BYTES;
  for (let at = 0; at < found.length; at += chunkBytes) {
    if (found.compare(bytes, at, at + chunkBytes, at, at + chunkBytes) === 0) continue;
    const end = Math.min(at + chunkBytes, found.length);
    for (let offset = at; offset < end; offset += SECTOR_BYTES)
      put(mirror, offset / SECTOR_BYTES, bench.store.intern(found.subarray(offset, offset + SECTOR_BYTES)));
  }
  const image = bench.newImage();
  ids.forEach((id, sector) => image.set(sector, id));
  return image.overlay();
};

/** Makes the file; it holds the bench's base image. */
export const createWorkImage = async (path: string, bench: Bench): Promise<WorkImage> => {
  const sectors = bench.espSectors;
  const bytes = Buffer.alloc(sectors * SECTOR_BYTES);
  const file = await open(path, 'w+');
  await file.truncate(bytes.length);
  const mirror: Mirror = { bench, bytes, ids: new Uint32Array(sectors), file };
  await load(mirror, new Uint32Array());
  const found = Buffer.alloc(bytes.length);
  return {
    path,
    load: (overlay) => load(mirror, overlay),
    readBack: () => readBack(mirror, found),
    close: () => file.close(),
  };
};
