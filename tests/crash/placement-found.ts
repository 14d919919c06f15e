import { createContentKeys } from '../lab/crash/content-key.ts';
import { createFatReader } from '../lab/crash/fat-reader.ts';
import type { FatEntry } from '../lab/crash/fat-reader.ts';
import type { ScenarioResult } from './scenario.ts';
import { buildStream } from './write-stream.ts';

export type FoundPlacement =
  | 'same sector, behind'
  | 'same sector, before'
  | 'other sector, behind'
  | 'other sector, before';

const SLOTS_PER_SECTOR = 16;

const entriesAtEnd = ({ bench, recording }: ScenarioResult): readonly FatEntry[] => {
  const image = bench.newImage();
  const stream = buildStream(recording.entries, bench.store);
  stream.sectors.forEach((sector, at) => image.set(sector, stream.ids[at] ?? 0));
  const keys = createContentKeys(bench.store);
  return createFatReader(bench.store, { keys, deviceSectors: bench.espSectors }).read(image.ids).entries;
};

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const startOf = (path: string): string => nameOf(path).slice(0, 3).toUpperCase();

/** A stage lies beside its target and has its first letters. */
const isStageOf = (path: string, target: string): boolean =>
  path.endsWith('.BSW') && parentOf(path) === parentOf(target) && startOf(path) === startOf(target);

/** Where the tree or file that was exchanged with each target lies at the end of the recorded run. */
export const placementsOf = (result: ScenarioResult, targets: readonly string[]): FoundPlacement[] => {
  const entries = entriesAtEnd(result);
  return targets.flatMap((target) => {
    const live = entries.find(({ path }) => path === target);
    const stage = entries.find(({ path }) => isStageOf(path, target));
    if (live === undefined || stage === undefined) return [];
    const [one, other] = [live.slot, stage.slot].map((slot) => Math.floor(slot / SLOTS_PER_SECTOR));
    const order = stage.slot > live.slot ? 'behind' : 'before';
    return [`${one === other ? 'same' : 'other'} sector, ${order}` as const];
  });
};
