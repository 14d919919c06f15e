import { seededRandom, below } from '../lab/random.ts';
import type { Random } from '../lab/random.ts';
import type { SectorImage } from '../lab/crash/sector-image.ts';
import type { Window, WriteStream } from './write-stream.ts';

export type CacheModel = 'prefix' | 'volatile' | 'torn';

/** Called with the image as it would be found; it must leave the image as it is. */
export type Visit = (state: { model: CacheModel; position: number }) => void;

export type StateOptions = {
  /** Sectors of the FAT, of directories and the like: all their combinations are tried, of data only a few. */
  isMetadata: (sector: number) => boolean;
  seed?: number;
  /** Up to this many combinations a window is exhausted; 6 000 by default. */
  maxCombinations?: number;
  /** Otherwise this many states of it are sampled; 1 500 by default. */
  samples?: number;
};

/** A sector of a window and what it may hold: what it held before, then each version in order. */
type Choice = { sector: number; versions: number[] };

const MAX_COMBINATIONS = 6000;
const SAMPLES = 1500;
/** For the randomly mixed data; it changes once in this many samples, as there is much of it. */
const SAMPLES_PER_DATA = 25;

const apply = (image: SectorImage, stream: WriteStream, { from, to }: { from: number; to: number }): void => {
  for (let at = from; at < to; at += 1) image.set(stream.sectors[at] ?? 0, stream.ids[at] ?? 0);
};

/**
 * A drive whose cache keeps the order: a state for every prefix of the single-sector writes, from none to all. The
 * image is changed and left with all of them written.
 */
export const visitPrefixes = (image: SectorImage, stream: WriteStream, visit: Visit): void => {
  visit({ model: 'prefix', position: 0 });
  for (let at = 0; at < stream.sectors.length; at += 1) {
    apply(image, stream, { from: at, to: at + 1 });
    visit({ model: 'prefix', position: at + 1 });
  }
};

const choicesOf = (image: SectorImage, stream: WriteStream, window: Window): Choice[] => {
  const versions = new Map<number, number[]>();
  for (let at = window.from; at < window.to; at += 1) {
    const sector = stream.sectors[at] ?? 0;
    const id = stream.ids[at] ?? 0;
    const before = image.ids[sector];
    if (before === undefined) continue;
    // A write that was durable by itself leaves nothing older to find.
    if (window.pinned.includes(at)) versions.set(sector, [id]);
    else versions.set(sector, [...(versions.get(sector) ?? [before]), id]);
  }
  return [...versions]
    .map(([sector, all]) => ({ sector, versions: [...new Set(all)] }))
    .filter((choice) => choice.versions.length > 1 || image.ids[choice.sector] !== choice.versions[0]);
};

const newest = ({ versions }: Choice): number => versions.at(-1) ?? 0;
const oldest = ({ versions }: Choice): number => versions[0] ?? 0;

const setAll = (image: SectorImage, choices: readonly Choice[], of: (choice: Choice) => number): void => {
  for (const choice of choices) image.set(choice.sector, of(choice));
};

const randomOf =
  (random: Random) =>
  ({ versions }: Choice): number =>
    versions[below(random, versions.length)] ?? 0;

const combinationsOf = (choices: readonly Choice[]): number =>
  choices.reduce((product, { versions }) => product * versions.length, 1);

/** Counts like an odometer: most steps change one sector. */
const visitAll = (image: SectorImage, choices: readonly Choice[], found: () => void): void => {
  const digits = choices.map(() => 0);
  setAll(image, choices, oldest);
  for (;;) {
    found();
    let wheel = 0;
    for (; wheel < choices.length; wheel += 1) {
      const choice = choices[wheel];
      const next = ((digits[wheel] ?? 0) + 1) % (choice?.versions.length ?? 1);
      digits[wheel] = next;
      if (choice !== undefined) image.set(choice.sector, choice.versions[next] ?? 0);
      if (next !== 0) break;
    }
    if (wheel === choices.length) return;
  }
};

/** One sector alone, one sector missing: what a uniform sample of many sectors hardly ever brings. */
const visitEdges = (
  image: SectorImage,
  choices: readonly Choice[],
  visit: { found: () => void; limit: number },
) => {
  let left = visit.limit;
  for (const [rest, other] of [[oldest, newest] as const, [newest, oldest] as const]) {
    setAll(image, choices, rest);
    visit.found();
    for (const choice of choices.slice(0, Math.max(0, left))) {
      image.set(choice.sector, other(choice));
      visit.found();
      image.set(choice.sector, rest(choice));
      left -= 1;
    }
  }
  return visit.limit - left;
};

type Sampling = { found: () => void; random: Random; samples: number };

const visitSamples = (image: SectorImage, parts: Parts, { found, random, samples }: Sampling): void => {
  for (const of of [newest, oldest]) {
    setAll(image, parts.data, of);
    visitEdges(image, parts.metadata, { found, limit: samples / 4 });
  }
  for (let sample = 0; sample < samples; sample += 1) {
    const mode = Math.floor(sample / SAMPLES_PER_DATA) % 3;
    if (sample % SAMPLES_PER_DATA === 0)
      setAll(image, parts.data, [newest, oldest, randomOf(random)][mode] ?? newest);
    // Not only even odds: mostly kept and mostly lost happen, too.
    const odds = [0.5, 0.9, 0.1][sample % 3] ?? 0.5;
    setAll(image, parts.metadata, (choice) =>
      random() < odds ? randomOf(random)(choice) : random() < 0.5 ? oldest(choice) : newest(choice),
    );
    found();
  }
};

type Parts = { metadata: Choice[]; data: Choice[] };

const visitWindow = (
  image: SectorImage,
  parts: Parts,
  options: StateOptions & { found: () => void },
): void => {
  const { found, maxCombinations = MAX_COMBINATIONS, samples = SAMPLES } = options;
  const random = seededRandom(options.seed ?? 1);
  if (combinationsOf(parts.metadata) > maxCombinations) {
    visitSamples(image, parts, { found, random, samples });
    return;
  }
  const modes = parts.data.length === 0 ? [newest] : [newest, oldest, randomOf(random)];
  for (const of of modes) {
    setAll(image, parts.data, of);
    visitAll(image, parts.metadata, found);
  }
};

/**
 * A drive with a volatile cache: for every window between two flushes, any version of each sector written since the
 * last flush. The image is changed and left with all writes done.
 */
export const visitVolatile = (
  image: SectorImage,
  stream: WriteStream,
  options: StateOptions & { visit: Visit },
): void => {
  const { visit, isMetadata, seed = 1 } = options;
  let durable = 0;
  for (const [index, window] of stream.windows.entries()) {
    apply(image, stream, { from: durable, to: window.from });
    durable = window.from;
    const choices = choicesOf(image, stream, window);
    const before = new Map(choices.map(({ sector }) => [sector, image.ids[sector] ?? 0]));
    const metadata = choices.filter(({ sector }) => isMetadata(sector));
    const parts = { metadata, data: choices.filter(({ sector }) => !isMetadata(sector)) };
    const found = (): void => visit({ model: 'volatile', position: window.to });
    visitWindow(image, parts, { ...options, seed: seed * 1000 + index, found });
    for (const [sector, id] of before) image.set(sector, id);
  }
  apply(image, stream, { from: durable, to: stream.sectors.length });
};

const TORN_SECTORS = 8;

/**
 * A drive with 4 KiB physical sectors that a power cut leaves unreadable or full of garbage in the middle of a
 * rewrite: every prefix, with the whole physical sector of the next write lost. More than any ESP can survive
 * everywhere: reported apart.
 */
export const visitTorn = (
  image: SectorImage,
  stream: WriteStream,
  options: { visit: Visit; garbage: readonly number[] },
): void => {
  const { visit, garbage } = options;
  for (let at = 0; at < stream.sectors.length; at += 1) {
    const first = Math.floor((stream.sectors[at] ?? 0) / TORN_SECTORS) * TORN_SECTORS;
    const before = image.ids.slice(first, first + TORN_SECTORS);
    before.forEach((_, index) => image.set(first + index, garbage[(at + index) % garbage.length] ?? 0));
    visit({ model: 'torn', position: at });
    before.forEach((id, index) => image.set(first + index, id));
    apply(image, stream, { from: at, to: at + 1 });
  }
};
