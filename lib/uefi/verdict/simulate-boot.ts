import type { BootFile, BootTree } from '../loader/boot-tree.ts';
import type { BootTrust } from './boot-trust.ts';
import type { StartedImage, Walk } from './boot-walk.ts';
import type { EntryPath } from './entry-paths.ts';
import type { SbatLevel } from '../image/sbat-level.ts';
import { answerOf } from './verdict-reason.ts';
import type { BootAnswer, BootClass, Reason } from './verdict-reason.ts';
import { startByFirmware } from './walk-firmware.ts';

/** What one entry path leads to by itself, whatever firmware would try before it. */
export type PathOutcome = {
  entry: EntryPath;
  /** False if firmware comes to it only when what it tries before is lost. */
  isReached: boolean;
  answer: BootAnswer;
  bootClass: BootClass;
  reasons: readonly Reason[];
  images: readonly StartedImage[];
  /** The SBAT level after it. */
  level: SbatLevel | null;
};

export type Simulation = {
  outcomes: PathOutcome[];
  /** The one that decides: the first that does not fall through, else the first that names a file or finds one. */
  decisive: PathOutcome | null;
  /** The SBAT level when firmware is done. */
  level: SbatLevel | null;
};

/** Its file is missing: nothing ran, and firmware tries the next entry. */
export const isMissing = ({ reasons, entry }: PathOutcome): boolean =>
  reasons.some(({ code, path }) => code === 'LOADER_MISSING' && path === entry.path);

export type SimulationInput = {
  tree: BootTree;
  kernels: ReadonlyMap<string, BootFile>;
  trust: BootTrust;
  machine: number;
};

const walkEntry = (
  input: SimulationInput,
  entry: EntryPath,
  level: SbatLevel | null,
): Omit<PathOutcome, 'isReached'> => {
  const walk: Walk = {
    ...input,
    level,
    reasons: [],
    images: [],
    fallbackTrust: null,
    isInFallback: false,
    start: (path, options) => startByFirmware(walk, path, options),
  };
  const bootClass = walk.start(entry.path, { loadOptions: entry.loadOptions, by: 'firmware' });
  const { reasons, images } = walk;
  return {
    entry,
    answer: answerOf(bootClass, reasons),
    bootClass,
    reasons,
    images,
    level: walk.level,
  };
};

/** Several entries often lead to one file, the removable path above all: each distinct way is walked once. */
const rememberingWalker = (input: SimulationInput) => {
  const known = new Map<string, ReturnType<typeof walkEntry>>();
  return (entry: EntryPath, level: SbatLevel | null): ReturnType<typeof walkEntry> => {
    const key = JSON.stringify([entry.path, entry.loadOptions, level?.text]);
    const outcome = known.get(key) ?? walkEntry(input, entry, level);
    known.set(key, outcome);
    return { ...outcome, entry };
  };
};

/**
 * Boots a tree by every entry path. Firmware goes down the list until one does not fall through; what a shim on the way
 * did to the SBAT level stays. Entries behind that one are walked too, from the level before any: they are what is left
 * if firmware loses its entries.
 */
export const simulateBoot = (input: SimulationInput, paths: readonly EntryPath[]): Simulation => {
  const walk = rememberingWalker(input);
  const outcomes: PathOutcome[] = [];
  let decisive: PathOutcome | null = null;
  let { level } = input.trust;
  for (const entry of paths) {
    const isReached: boolean = decisive === null;
    const outcome: PathOutcome = {
      ...walk(entry, isReached ? level : input.trust.level),
      isReached,
    };
    outcomes.push(outcome);
    if (!isReached) continue;
    level = outcome.level;
    if (outcome.bootClass !== 'fallthrough') decisive = outcome;
  }
  const failing = outcomes.find((outcome) => !outcome.entry.isRemovable || !isMissing(outcome));
  return { outcomes, decisive: decisive ?? failing ?? outcomes.at(-1) ?? null, level };
};
