import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createContentStore, createSectorImage } from '../lab/crash/sector-image.ts';
import type { ContentStore, SectorImage } from '../lab/crash/sector-image.ts';
import type { LogEntry } from './log-writes.ts';
import { visitPrefixes, visitTorn, visitVolatile } from './states.ts';
import { buildStream } from './write-stream.ts';

const states = suite('crash states');

const SECTORS = 32;
const FLUSH: LogEntry = { kind: 'flush' };
/** Sector n of the base is full of 100 + n; a write fills it with one byte. */
const base = Buffer.concat(Array.from({ length: SECTORS }, (_, at) => Buffer.alloc(512, 100 + at)));
const write = (sector: number, byte: number, isFua = false): LogEntry => ({
  kind: 'write',
  sector,
  data: Buffer.alloc(512, byte),
  isFua,
});

const newImage = (): { store: ContentStore; image: SectorImage } => {
  const store = createContentStore(base);
  return { store, image: createSectorImage(store) };
};

/** The first bytes of some sectors, as `1,102`. */
const look = (store: ContentStore, image: SectorImage, sectors: readonly number[]): string =>
  sectors.map((sector) => store.contentOf(image.ids[sector] ?? 0)[0]).join(',');

const volatileOf = (entries: readonly LogEntry[], sectors: readonly number[], options = {}): Set<string> => {
  const { store, image } = newImage();
  const found = new Set<string>();
  const visit = (): void => void found.add(look(store, image, sectors));
  visitVolatile(image, buildStream(entries, store), { isMetadata: () => true, visit, ...options });
  return found;
};

states('states - every prefix once, multi-sector writes split', () => {
  const { store, image } = newImage();
  const wide: LogEntry = { kind: 'write', sector: 4, data: Buffer.alloc(1024, 9), isFua: false };
  const found: string[] = [];
  visitPrefixes(image, buildStream([write(1, 7), FLUSH, wide], store), ({ position }) =>
    found.push(`${position}:${look(store, image, [1, 4, 5])}`),
  );
  assert.equal(found, ['0:101,104,105', '1:7,104,105', '2:7,9,105', '3:7,9,9']);
});

states('states - a volatile cache keeps any version of what was not flushed, and all of what was', () => {
  const entries = [write(1, 7), FLUSH, write(2, 8), write(3, 9), write(2, 10)];
  assert.equal(
    [...volatileOf(entries, [1, 2, 3])].toSorted(),
    ['101,102,103', '7,102,103', '7,8,103', '7,10,103', '7,102,9', '7,8,9', '7,10,9'].toSorted(),
  );
});

states('states - after a FUA write nothing is found without it', () => {
  const found = volatileOf([write(1, 7), write(2, 8, true), write(3, 9)], [1, 2, 3]);
  assert.ok(found.has('7,102,103'));
  assert.ok(found.has('101,8,9'));
  assert.not.ok(found.has('101,102,9'));
  assert.is(found.size, 6);
});

states('states - data is all there, not there, and mixed', () => {
  const entries = Array.from({ length: 16 }, (_, at) => write(at, 50 + at));
  const sectors = entries.map((_, at) => at);
  const found = volatileOf(entries, sectors, { isMetadata: (sector: number) => sector === 0 });
  assert.is(found.size, 6);
  assert.ok(found.has(sectors.map((at) => 50 + at).join(',')));
  assert.ok(found.has(sectors.map((at) => 100 + at).join(',')));
});

states('states - too many combinations are sampled: seeded, and never without the edges', () => {
  const entries = Array.from({ length: 20 }, (_, at) => write(at, 50 + at));
  const sectors = entries.map((_, at) => at);
  const found = volatileOf(entries, sectors, { samples: 500 });
  assert.ok(found.size > 400, `${found.size} states`);
  for (const at of sectors) {
    const alone = sectors.map((each) => (each === at ? 50 + each : 100 + each)).join(',');
    const missing = sectors.map((each) => (each === at ? 100 + each : 50 + each)).join(',');
    assert.ok(found.has(alone) && found.has(missing), `sector ${at}`);
  }
  assert.equal(volatileOf(entries, sectors, { samples: 500 }), found);
  assert.not.equal(volatileOf(entries, sectors, { samples: 500, seed: 2 }), found);
});

states('states - a torn physical sector is garbage in all its eight sectors', () => {
  const { store, image } = newImage();
  const garbage = [store.intern(Buffer.alloc(512, 200))];
  const found: string[] = [];
  visitTorn(image, buildStream([write(9, 1), write(1, 2)], store), {
    garbage,
    visit: () => found.push(look(store, image, [1, 7, 8, 9, 15, 16])),
  });
  assert.equal(found, ['101,107,200,200,200,116', '200,200,108,1,115,116']);
  assert.is(look(store, image, [1, 7, 8, 9, 15, 16]), '2,107,108,1,115,116');
});

states('sector image - equal contents have equal keys, whatever the way there', () => {
  const { store, image } = newImage();
  const other = image.clone();
  const [one, two] = [store.intern(Buffer.alloc(512, 1)), store.intern(Buffer.alloc(512, 2))];
  const untouched = image.key();
  image.set(3, one);
  image.set(4, two);
  other.set(4, one);
  other.set(4, two);
  assert.is.not(image.key(), other.key());
  other.set(3, store.intern(Uint8Array.from(Buffer.alloc(512, 1))));
  assert.is(image.key(), other.key());
  assert.equal([...image.overlay()], [3, one, 4, two]);
  image.set(3, store.baseIds[3] ?? -1);
  image.set(4, store.intern(Buffer.alloc(512, 104)));
  assert.is(image.key(), untouched);
  assert.is(image.overlay().length, 0);
});

states('sector image - what lies behind the ESP makes no state of its own', () => {
  const store = createContentStore(base);
  const image = createSectorImage(store, { keySectors: 16 });
  const before = image.key();
  image.set(20, 0);
  assert.is(image.key(), before);
  image.set(15, 0);
  assert.is.not(image.key(), before);
});

states.run();
