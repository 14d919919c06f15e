import { createContentKeys } from '../lab/crash/content-key.ts';
import { createFatReader } from '../lab/crash/fat-reader.ts';
import type { FatVolume } from '../lab/crash/fat-reader.ts';
import {
  SECTOR_BYTES,
  applyOverlay,
  createContentStore,
  createSectorImage,
} from '../lab/crash/sector-image.ts';
import { seededRandom, below } from '../lab/random.ts';
import type { ContentStore, SectorImage } from '../lab/crash/sector-image.ts';
import { keyExpectations } from './expectations.ts';
import type { Expectations } from './expectations.ts';
import { judge } from './judge.ts';
import type { StateClass, Verdict } from './judge.ts';
import type { LogEntry } from './log-writes.ts';
import { visitPrefixes, visitTorn, visitVolatile } from './states.ts';
import type { CacheModel, StateOptions, Visit } from './states.ts';
import { buildStream, versionsBehind } from './write-stream.ts';
import type { WriteStream } from './write-stream.ts';

export type Counts = Record<StateClass, number> & {
  /** Different states. */
  states: number;
  /** Of these, with damage that firmware does not meet. */
  needsRecovery: number;
};

/** A state to look at more closely, kept as what differs from the laboratory's base image. */
export type JudgedState = {
  model: CacheModel;
  /** Single-sector writes that had been given to the drive. */
  position: number;
  overlay: Uint32Array;
  verdict: Verdict;
  /** Of the state directory that is behind the ESP on some disks: equal for equal fingerprints of one moment. */
  group: string;
  /** How many different states its group has, itself among them. */
  alike: number;
};

export type JudgedRecording = {
  counts: Partial<Record<CacheModel, Counts>>;
  /** Of every group some states: of each fingerprint, and of each version of the state directory with it. */
  representatives: readonly JudgedState[];
  groups: number;
  elapsedMs: number;
};

/** One base image with everything that is known of it: judges that share it can share states. */
export type Bench = {
  store: ContentStore;
  judgeImage: (image: SectorImage) => Verdict;
  /** The ESP's, which come first on the disk. */
  espSectors: number;
  isMetadata: (sector: number) => boolean;
  newImage: () => SectorImage;
};

export type BenchOptions = { expectations: Expectations; espSectors?: number };

/**
 * @param base the disk before the run; sectors from `espSectors` on are not the ESP's and are not judged
 * @throws {CrashError} IMAGE_BAD_SIZE
 */
export const createBench = (base: Uint8Array, options: BenchOptions): Bench => {
  const store = createContentStore(base);
  const keys = createContentKeys(store);
  const keyed = keyExpectations(options.expectations, keys);
  const espSectors = options.espSectors ?? store.baseIds.length;
  const reader = createFatReader(store, { keys, deviceSectors: espSectors });
  const verdicts = new WeakMap<FatVolume, Verdict>();
  return {
    store,
    espSectors,
    judgeImage: (image) => {
      const volume = reader.read(image.ids, image.takeChanges());
      const verdict = verdicts.get(volume) ?? judge(volume, keyed);
      verdicts.set(volume, verdict);
      return verdict;
    },
    isMetadata: (sector) => sector < espSectors && reader.isMetadata(sector),
    newImage: () => createSectorImage(store, { keySectors: espSectors }),
  };
};

export type JudgeOptions = Omit<StateOptions, 'isMetadata'> & {
  /** Both of a drive's usual caches by default. */
  models?: readonly CacheModel[];
  /** The state that the recorded run began with; the base image by default. */
  begin?: Uint32Array;
  /** How many states of each group are kept; 1 by default. */
  representatives?: number;
};

const MODELS: readonly CacheModel[] = ['prefix', 'volatile'];
const GARBAGE_SECTORS = 64;

const newCounts = (): Counts => ({ states: 0, old: 0, new: 0, mixed: 0, broken: 0, needsRecovery: 0 });

type Run = { bench: Bench; stream: WriteStream; options: JudgeOptions };

/** Of each group the first state, then a fair sample. */
const createKeeper = (limit: number, seed: number) => {
  const random = seededRandom(seed);
  const kept = new Map<string, { seen: number; states: JudgedState[] }>();
  return {
    has: (group: string): boolean => kept.has(group),
    take: (group: string, make: () => JudgedState): void => {
      const entry = kept.get(group) ?? { seen: 0, states: [] };
      kept.set(group, entry);
      entry.seen += 1;
      const place = entry.seen <= limit ? entry.seen - 1 : below(random, entry.seen);
      // The first one stays: it is the earliest cut that leads there.
      if (place < limit && (place > 0 || entry.seen === 1)) entry.states[place] = make();
    },
    states: (): JudgedState[] =>
      [...kept.values()].flatMap(({ seen, states }) => states.map((state) => ({ ...state, alike: seen }))),
    groups: (): number => kept.size,
  };
};

const createTally = ({ bench, stream, options }: Run) => {
  const seen = new Set<number>();
  const counts: Partial<Record<CacheModel, Counts>> = {};
  const keeper = createKeeper(options.representatives ?? 1, options.seed ?? 1);
  const versionAt = versionsBehind(stream, bench.espSectors);
  const count = (model: CacheModel, verdict: Verdict): void => {
    const all = (counts[model] ??= newCounts());
    all.states += 1;
    all[verdict.class] += 1;
    if (verdict.needsRecovery.length > 0) all.needsRecovery += 1;
  };
  const visitOf =
    (image: SectorImage): Visit =>
    ({ model, position }) => {
      const key = image.key();
      const isNew = !seen.has(key);
      const hasStatePart = image.ids.length > bench.espSectors;
      if (!isNew && !hasStatePart) return;
      seen.add(key);
      const verdict = bench.judgeImage(image);
      if (isNew) count(model, verdict);
      const group = `${verdict.fingerprint}#${hasStatePart ? versionAt(position) : 0}`;
      // The same ESP beside a later state directory is no other state, but recovery may treat it otherwise.
      if (isNew || !keeper.has(group))
        keeper.take(group, () => ({ model, position, overlay: image.overlay(), verdict, group, alike: 1 }));
    };
  return { visitOf, counts, keeper };
};

const garbageIds = (store: ContentStore, seed: number): number[] => {
  const random = seededRandom(seed);
  const sector = (): Uint8Array => Uint8Array.from({ length: SECTOR_BYTES }, () => below(random, 256));
  return Array.from({ length: GARBAGE_SECTORS }, () => store.intern(sector()));
};

const visitModel = (
  model: CacheModel,
  image: SectorImage,
  { bench, stream, options, visit }: Run & { visit: Visit },
) => {
  const { store, isMetadata } = bench;
  if (model === 'prefix') visitPrefixes(image, stream, visit);
  else if (model === 'torn')
    visitTorn(image, stream, { visit, garbage: garbageIds(store, options.seed ?? 1) });
  else visitVolatile(image, stream, { ...options, isMetadata, visit });
};

/** So that the reader has met every directory before metadata is told from data. */
const meetDirectories = ({ bench, stream }: Run, image: SectorImage): void =>
  visitPrefixes(image, stream, ({ position }) => {
    if (position % 8 === 0) bench.judgeImage(image);
  });

/** Judges every state that a cut during a recorded run may have left; each different state once. */
export const judgeStates = (
  bench: Bench,
  entries: readonly LogEntry[],
  options: JudgeOptions = {},
): JudgedRecording => {
  const begun = performance.now();
  const run = { bench, stream: buildStream(entries, bench.store), options };
  const tally = createTally(run);
  const newImage = (): SectorImage => {
    const image = bench.newImage();
    applyOverlay(image, options.begin ?? new Uint32Array());
    return image;
  };
  const models = options.models ?? MODELS;
  if (!models.includes('prefix')) meetDirectories(run, newImage());
  for (const model of models) {
    const image = newImage();
    visitModel(model, image, { ...run, visit: tally.visitOf(image) });
  }
  return {
    counts: tally.counts,
    representatives: tally.keeper.states(),
    groups: tally.keeper.groups(),
    elapsedMs: performance.now() - begun,
  };
};
