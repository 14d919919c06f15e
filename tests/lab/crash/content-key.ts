import { SECTOR_BYTES } from './sector-image.ts';
import type { ContentStore } from './sector-image.ts';

/** Names a file's content within one store: equal keys, equal bytes (96 bits over numbers that stand for exact bytes). */
export type ContentKey = string;

export type ContentKeys = {
  /** Of the first `sizeBytes` of some sectors. */
  ofSectors: (ids: Uint32Array, sizeBytes: number) => ContentKey;
  ofBytes: (bytes: Uint8Array) => ContentKey;
};

type Lanes = { a: number; b: number; c: number };

const step = (lanes: Lanes, id: number): void => {
  lanes.a = Math.imul(lanes.a ^ id, 0x85ebca6b) + (lanes.a >>> 15);
  lanes.b = Math.imul(lanes.b + id, 0x9e3779b1) ^ (lanes.b >>> 13);
  lanes.c = Math.imul(lanes.c, 0x01000193) ^ Math.imul(id + 0x165667b1, 0xc2b2ae35);
};

const keyOf = ({ a, b, c }: Lanes, sizeBytes: number): ContentKey => `${sizeBytes}:${a}:${b}:${c}`;

/**
 * Keys of whole files, made of the numbers of their sectors: some microseconds for megabytes, where SHA-256 would take
 * most of the time of every judgement. What lies in the last sector behind the file's end does not count.
 */
export const createContentKeys = (store: ContentStore): ContentKeys => {
  const tails = new Map<number, number>();
  const tailOf = (id: number, bytes: number): number => {
    const known = tails.get(id * SECTOR_BYTES + bytes);
    if (known !== undefined) return known;
    const cut = new Uint8Array(SECTOR_BYTES);
    cut.set(store.contentOf(id).subarray(0, bytes));
    const tail = store.intern(cut);
    tails.set(id * SECTOR_BYTES + bytes, tail);
    return tail;
  };
  const ofSectors = (ids: Uint32Array, sizeBytes: number): ContentKey => {
    const lanes = { a: 1, b: 2, c: 3 };
    const whole = Math.floor(sizeBytes / SECTOR_BYTES);
    for (let at = 0; at < whole; at += 1) step(lanes, ids[at] ?? 0);
    const rest = sizeBytes % SECTOR_BYTES;
    if (rest > 0) step(lanes, tailOf(ids[whole] ?? 0, rest));
    return keyOf(lanes, sizeBytes);
  };
  const ofBytes = (bytes: Uint8Array): ContentKey => {
    const padded = new Uint8Array(Math.ceil(bytes.length / SECTOR_BYTES) * SECTOR_BYTES);
    padded.set(bytes);
    const count = padded.length / SECTOR_BYTES;
    const ids = Uint32Array.from({ length: count }, (_, at) =>
      store.intern(padded.subarray(at * SECTOR_BYTES, (at + 1) * SECTOR_BYTES)),
    );
    return ofSectors(ids, bytes.length);
  };
  return { ofSectors, ofBytes };
};
