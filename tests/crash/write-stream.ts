import { SECTOR_BYTES } from '../lab/crash/sector-image.ts';
import type { ContentStore } from '../lab/crash/sector-image.ts';
import type { LogEntry } from './log-writes.ts';

/** A run of writes between two flushes: a volatile cache may have kept any of them and lost the others. */
export type Window = {
  /** Positions in the stream; all before `from` is durable. */
  from: number;
  to: number;
  /** Positions within, of writes that were durable by themselves (FUA) before the window's last ones were issued. */
  pinned: readonly number[];
};

/** The log as single-sector writes, in the order in which the drive was given them. */
export type WriteStream = {
  sectors: Uint32Array;
  ids: Uint32Array;
  windows: readonly Window[];
  marks: readonly { name: string; position: number }[];
};

/** Discarded sectors read as anything; zeros stand for it. */
const DISCARDED = 0;

type Builder = {
  sectors: number[];
  ids: number[];
  windows: Window[];
  marks: { name: string; position: number }[];
  from: number;
  pinned: number[];
};

const closeWindow = (build: Builder): void => {
  const to = build.sectors.length;
  if (to > build.from) build.windows.push({ from: build.from, to, pinned: [...build.pinned] });
};

const flush = (build: Builder): void => {
  closeWindow(build);
  build.from = build.sectors.length;
  build.pinned = [];
};

const takeWrite = (build: Builder, store: ContentStore, entry: LogEntry & { kind: 'write' }): void => {
  // Until a FUA write is done it may be missing, afterwards it may not: two windows.
  if (entry.isFua) closeWindow(build);
  for (let at = 0; at < entry.data.length; at += SECTOR_BYTES) {
    if (entry.isFua) build.pinned.push(build.sectors.length);
    build.sectors.push(entry.sector + at / SECTOR_BYTES);
    build.ids.push(store.intern(entry.data.subarray(at, at + SECTOR_BYTES)));
  }
};

const takeDiscard = (build: Builder, entry: LogEntry & { kind: 'discard' }, sectorCount: number): void => {
  const end = Math.min(entry.sector + entry.sectorCount, sectorCount);
  for (let sector = entry.sector; sector < end; sector += 1) {
    build.sectors.push(sector);
    build.ids.push(DISCARDED);
  }
};

/** Splits a log into sectors and flush windows. Sectors beyond the store's image are kept and have no effect. */
export const buildStream = (entries: readonly LogEntry[], store: ContentStore): WriteStream => {
  const build: Builder = { sectors: [], ids: [], windows: [], marks: [], from: 0, pinned: [] };
  for (const entry of entries) {
    if (entry.kind === 'flush') flush(build);
    else if (entry.kind === 'mark') build.marks.push({ name: entry.name, position: build.sectors.length });
    else if (entry.kind === 'write') takeWrite(build, store, entry);
    else takeDiscard(build, entry, store.baseIds.length);
  }
  flush(build);
  const { windows, marks } = build;
  return { sectors: Uint32Array.from(build.sectors), ids: Uint32Array.from(build.ids), windows, marks };
};

/**
 * How many windows with a write at or behind `sector` were over when a number of writes had been given to the drive: of
 * a disk with a state directory behind the ESP, which of its versions is durable.
 */
export const versionsBehind = (stream: WriteStream, sector: number): ((position: number) => number) => {
  const ends = stream.windows
    .filter(({ from, to }) => stream.sectors.subarray(from, to).some((each) => each >= sector))
    .map(({ to }) => to);
  return (position) => ends.filter((end) => end <= position).length;
};

/** The entries between the marks `begin-N` and `end-N` of a recording of many runs, by N. */
export const splitRuns = (entries: readonly LogEntry[]): Map<number, LogEntry[]> => {
  const runs = new Map<number, LogEntry[]>();
  let current: LogEntry[] | null = null;
  for (const entry of entries) {
    const [, edge, number] = entry.kind === 'mark' ? (/^(begin|end)-(\d+)$/.exec(entry.name) ?? []) : [];
    if (edge === 'begin') runs.set(Number(number), (current = []));
    else if (edge === 'end') current = null;
    else current?.push(entry);
  }
  return runs;
};
