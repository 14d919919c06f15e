import { CrashError } from './crash-error.ts';

export const SECTOR_BYTES = 512;

/** Every different sector content of a base image and all that was written on it, once, by number; 0 is zeros. */
export type ContentStore = {
  /** The number of some 512 bytes, the same for the same bytes. */
  intern: (bytes: Uint8Array) => number;
  contentOf: (id: number) => Uint8Array;
  baseIds: Uint32Array;
};

const ZEROS = Buffer.alloc(SECTOR_BYTES);
/** With more of them, reading all again is no slower. */
const MAX_CHANGES = 64;
const ZERO_CHUNK = Buffer.alloc(64 * 1024);

const internAll = (base: Buffer, intern: (bytes: Uint8Array) => number): Uint32Array => {
  const ids = new Uint32Array(base.length / SECTOR_BYTES);
  const perChunk = ZERO_CHUNK.length / SECTOR_BYTES;
  for (let at = 0; at < base.length; at += ZERO_CHUNK.length) {
    const chunk = base.subarray(at, at + ZERO_CHUNK.length);
    if (chunk.equals(ZERO_CHUNK.subarray(0, chunk.length))) continue;
    const first = (at / ZERO_CHUNK.length) * perChunk;
    for (let sector = 0; sector < chunk.length / SECTOR_BYTES; sector += 1)
      ids[first + sector] = intern(chunk.subarray(sector * SECTOR_BYTES, (sector + 1) * SECTOR_BYTES));
  }
  return ids;
};

/**
 * Gives every different sector a number, so that states are compared, hashed and deduplicated by numbers. The bytes
 * themselves are the map's keys (as Latin-1): two contents can never share a number.
 * @throws {CrashError} IMAGE_BAD_SIZE
 */
export const createContentStore = (base: Uint8Array): ContentStore => {
  if (base.length === 0 || base.length % SECTOR_BYTES !== 0)
    throw new CrashError('IMAGE_BAD_SIZE', `an image of ${base.length} bytes is not whole sectors`);
  const contents: Uint8Array[] = [ZEROS];
  const numbers = new Map<string, number>([[ZEROS.toString('latin1'), 0]]);
  const intern = (bytes: Uint8Array): number => {
    const key = Buffer.from(bytes.buffer, bytes.byteOffset, SECTOR_BYTES).toString('latin1');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, contents.length);
    return contents.push(Uint8Array.from(bytes)) - 1;
  };
  const baseIds = internAll(Buffer.from(base.buffer, base.byteOffset, base.length), intern);
  return { intern, contentOf: (id) => contents[id] ?? ZEROS, baseIds };
};

const scramble = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};
const mixLow = (sector: number, id: number): number =>
  scramble(Math.imul(sector, 0x9e3779b1) ^ Math.imul(id, 0x7feb352d));
const mixHigh = (sector: number, id: number): number =>
  scramble(Math.imul(id, 0x846ca68b) + Math.imul(sector, 0xc2b2ae3d));

/** A changeable disk: its sectors' contents by number, with a hash that follows every change. */
export type SectorImage = {
  /** The content's number in the store, by sector. */
  readonly ids: Uint32Array;
  set: (sector: number, id: number) => void;
  /** 53 bits over all sectors below `keySectors`: equal contents, equal keys. */
  key: () => number;
  clone: () => SectorImage;
  /** Sectors set since the last call; null if unknown, because they are many or it is the first call. */
  takeChanges: () => readonly number[] | null;
  /** Every sector that differs from the base image, as sector, id, sector, id. */
  overlay: () => Uint32Array;
};

export type ImageOptions = {
  /** Of a disk whose rest is no ESP: only these sectors make the key. All by default. */
  keySectors?: number;
};

type Start = { ids: Uint32Array; low: number; high: number; dirty: Set<number> };

const imageFrom = (store: ContentStore, keySectors: number, start: Start): SectorImage => {
  const { ids, dirty } = start;
  let { low, high } = start;
  let changes: number[] | null = null;
  const set = (sector: number, id: number): void => {
    const before = ids[sector];
    if (before === id || before === undefined) return;
    ids[sector] = id;
    changes?.push(sector);
    if (changes !== null && changes.length > MAX_CHANGES) changes = null;
    if (id === store.baseIds[sector]) dirty.delete(sector);
    else dirty.add(sector);
    if (sector >= keySectors) return;
    low ^= mixLow(sector, before) ^ mixLow(sector, id);
    high ^= mixHigh(sector, before) ^ mixHigh(sector, id);
  };
  return {
    ids,
    set,
    takeChanges: () => {
      const taken = changes;
      changes = [];
      return taken;
    },
    key: () => (high & 0x1fffff) * 2 ** 32 + (low >>> 0),
    clone: () => imageFrom(store, keySectors, { ids: ids.slice(), low, high, dirty: new Set(dirty) }),
    overlay: () =>
      Uint32Array.from([...dirty].toSorted((a, b) => a - b).flatMap((each) => [each, ids[each] ?? 0])),
  };
};

/** The store's base image, to be changed. */
export const createSectorImage = (store: ContentStore, options: ImageOptions = {}): SectorImage =>
  imageFrom(store, options.keySectors ?? store.baseIds.length, {
    ids: store.baseIds.slice(),
    low: 0,
    high: 0,
    dirty: new Set(),
  });

/** Puts an `overlay()` on an image. */
export const applyOverlay = (image: SectorImage, overlay: Uint32Array): void => {
  for (let at = 0; at < overlay.length; at += 2) image.set(overlay[at] ?? 0, overlay[at + 1] ?? 0);
};
