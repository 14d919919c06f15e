import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SECTOR_BYTES, applyOverlay } from '../lab/crash/sector-image.ts';
import type { Bench } from './judge-states.ts';

/** A state's ESP as a file, for tools that want one. Best in memory. */
export type WorkImage = {
  path: string;
  /** Makes the file the base image with an overlay. Writes only what differs from before. */
  load: (overlay: Uint32Array) => Promise<void>;
  /** The overlay of what the file holds now, every sector looked at. */
  readBack: () => Uint32Array;
  close: () => Promise<void>;
};

const PIECE_BYTES = 256 * 1024;

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

/** In pieces that fit the processor's cache, and without a thread's detour for each: twice as fast as all at once. */
const readBack = ({ bench, bytes, ids, file }: Mirror, piece: Buffer): Uint32Array => {
  for (let at = 0; at < bytes.length; at += piece.length) {
    const found = piece.subarray(0, readSync(file.fd, piece, 0, piece.length, at));
    if (found.equals(bytes.subarray(at, at + found.length))) continue;
    for (let offset = 0; offset < found.length; offset += SECTOR_BYTES) {
      const id = bench.store.intern(found.subarray(offset, offset + SECTOR_BYTES));
      put({ bench, bytes, ids, file }, (at + offset) / SECTOR_BYTES, id);
    }
  }
  const image = bench.newImage();
  for (let sector = 0; sector < ids.length; sector += 1) image.set(sector, ids[sector] ?? 0);
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
  const piece = Buffer.alloc(PIECE_BYTES);
  return {
    path,
    load: (overlay) => load(mirror, overlay),
    readBack: () => readBack(mirror, piece),
    close: () => file.close(),
  };
};
