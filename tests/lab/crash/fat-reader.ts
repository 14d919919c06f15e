import { createChainWalker } from './fat-chain.ts';
import type { ChainWalker } from './fat-chain.ts';
import type { ContentKey, ContentKeys } from './content-key.ts';
import { parseDirectory } from './fat-directory.ts';
import type { FatDirectory, FatDirent } from './fat-directory.ts';
import type { Finding } from './fat-findings.ts';
import { parseGeometry } from './fat-geometry.ts';
import type { FatGeometry } from './fat-geometry.ts';
import { SECTOR_BYTES } from './sector-image.ts';
import type { ContentStore } from './sector-image.ts';

export type FatEntry = {
  /** From the root, `EFI/BOOT/BOOTX64.EFI`; empty for the root itself. */
  path: string;
  /** `path` without regard to case. */
  key: string;
  isDirectory: boolean;
  sizeBytes: number;
  start: number;
  clusters: number;
  /** Null for directories and for files that cannot be read to their end. */
  content: ContentKey | null;
  /** Of its 8.3 slot in its directory, for tests of placement; -1 for the root. */
  slot: number;
};

export type FatVolume = {
  /** Why nothing of it can be read. */
  problem: string | null;
  /** The root first, parents before children, in the order of the slots. */
  entries: readonly FatEntry[];
  findings: readonly Finding[];
  lostClusters: number;
  allocatedClusters: number;
  /** Sectors in which another FAT differs from the first. */
  fatDifferences: number;
  geometry: FatGeometry | null;
};

export type FatReader = {
  /**
   * Never throws, whatever the sectors hold.
   * @param changed the only sectors that differ from what `ids`, the same array, held at the call before
   */
  read: (ids: Uint32Array, changed?: readonly number[] | null) => FatVolume;
  /** Whether a sector lies in the FATs or, in any state read so far, in a directory. */
  isMetadata: (sector: number) => boolean;
};

export type FatReaderOptions = {
  keys: ContentKeys;
  /** The partition's size; what lies behind it is not looked at. */
  deviceSectors?: number;
};

/** What is kept from one state to the next. */
type Memory = {
  store: ContentStore;
  keys: ContentKeys;
  deviceSectors: number;
  directories: Map<ContentKey, FatDirectory>;
  geometries: Map<number, ReturnType<typeof parseGeometry>>;
  layout: Layout | null;
  last: { pass: Pass; volume: FatVolume } | null;
};

type Layout = { geometry: FatGeometry; walker: ChainWalker; directoryClusters: Uint8Array };
type Pass = {
  memory: Memory;
  ids: Uint32Array;
  layout: Layout;
  entries: FatEntry[];
  findings: Finding[];
  /** Of the files that can be read to their end, by index. */
  chains: Map<number, readonly number[]>;
};
type Place = { index: number; entry: FatEntry; ancestors: readonly number[] };

const MAX_ENTRIES = 20_000;
const MAX_DEPTH = 16;

const ROOT: FatEntry = {
  path: '',
  key: '',
  isDirectory: true,
  sizeBytes: 0,
  start: 0,
  clusters: 0,
  content: null,
  slot: -1,
};

/** What is read of a volume of which nothing can be read. */
export const unreadable = (problem: string): FatVolume => ({
  problem,
  entries: [],
  findings: [],
  lostClusters: 0,
  allocatedClusters: 0,
  fatDifferences: 0,
  geometry: null,
});

const isSameLayout = (one: FatGeometry, other: FatGeometry): boolean =>
  JSON.stringify({ ...one, isDirty: false }) === JSON.stringify({ ...other, isDirty: false });

const differencesOf = (ids: Uint32Array, { fatStarts, fatSectors }: FatGeometry): number => {
  const [first = 0, ...copies] = fatStarts;
  let count = 0;
  for (const copy of copies)
    for (let at = 0; at < fatSectors; at += 1) if (ids[first + at] !== ids[copy + at]) count += 1;
  return count;
};

/** `.` and `..` must come first and lead to the directory itself and to its parent, 0 if that is the root. */
const hasGoodDots = ([dot, dotdot]: readonly FatDirent[], place: Place): boolean => {
  const { start } = place.entry;
  const parent = place.ancestors.length < 2 ? 0 : (place.ancestors.at(-1) ?? 0);
  return dot?.name === '.' && dot.start === start && dotdot?.name === '..' && dotdot.start === parent;
};

const directoryOf = (
  { directories, keys, store }: Memory,
  sectors: Uint32Array,
  isFat32: boolean,
): FatDirectory => {
  const key = `${isFat32 ? 'w' : 'n'}${keys.ofSectors(sectors, sectors.length * SECTOR_BYTES)}`;
  const known = directories.get(key);
  if (known !== undefined) return known;
  const parsed = parseDirectory(Buffer.concat(Array.from(sectors, store.contentOf)), { isFat32 });
  directories.set(key, parsed);
  return parsed;
};

const layoutOf = (memory: Memory, geometry: FatGeometry): Layout => {
  const { layout, store } = memory;
  if (layout !== null && isSameLayout(layout.geometry, geometry)) return layout;
  const directoryClusters = new Uint8Array(geometry.clusterCount + 2);
  memory.layout = { geometry, walker: createChainWalker(geometry, store), directoryClusters };
  return memory.layout;
};

const sectorsOfDirectory = (pass: Pass, { index, entry }: Place): Uint32Array => {
  const { geometry, walker, directoryClusters } = pass.layout;
  if (index === 0 && geometry.rootSectors > 0)
    return pass.ids.subarray(geometry.rootStart, geometry.rootStart + geometry.rootSectors);
  const chain = walker.walk({ index, start: entry.start, neededClusters: null });
  for (const cluster of chain.clusters) directoryClusters[cluster] = 1;
  entry.clusters = chain.clusters.length;
  return walker.sectorsOf(pass.ids, chain.clusters);
};

const readFile = ({ memory, layout, ids, chains }: Pass, index: number, entry: FatEntry): void => {
  const { geometry, walker } = layout;
  const clusterBytes = geometry.sectorsPerCluster * SECTOR_BYTES;
  const neededClusters = Math.ceil(entry.sizeBytes / clusterBytes);
  const chain = walker.walk({ index, start: entry.start, neededClusters });
  entry.clusters = chain.clusters.length;
  if (chain.clusters.length < neededClusters || !chain.isWhole) return;
  chains.set(index, chain.clusters);
  entry.content = memory.keys.ofSectors(walker.sectorsOf(ids, chain.clusters), entry.sizeBytes);
};

const joined = (above: string, name: string): string => (above === '' ? name : `${above}/${name}`);

const entryFor = (above: FatEntry, dirent: FatDirent): FatEntry => ({
  path: joined(above.path, dirent.name),
  key: joined(above.key, dirent.key),
  isDirectory: dirent.isDirectory,
  sizeBytes: dirent.sizeBytes,
  start: dirent.start,
  clusters: 0,
  content: null,
  slot: dirent.slot,
});

const addChild = (pass: Pass, parent: Place, dirent: FatDirent): void => {
  const entry = entryFor(parent.entry, dirent);
  const index = pass.entries.push(entry) - 1;
  if (!dirent.isDirectory) {
    readFile(pass, index, entry);
    return;
  }
  const ancestors = [...parent.ancestors, parent.entry.start];
  if (ancestors.includes(entry.start) && entry.start !== 0)
    pass.findings.push({ kind: 'directory-loop', index, other: null });
  else if (ancestors.length > MAX_DEPTH) pass.findings.push({ kind: 'too-deep', index, other: null });
  else readDirectory(pass, { index, entry, ancestors });
};

const isTooMuch = ({ entries, layout }: Pass): boolean =>
  entries.length >= MAX_ENTRIES || layout.walker.isExhausted();

const readDirectory = (pass: Pass, place: Place): void => {
  const { index } = place;
  const note = (kind: Finding['kind']): void => void pass.findings.push({ kind, index, other: null });
  const sectors = sectorsOfDirectory(pass, place);
  const isFat32 = pass.layout.geometry.fatBits === 32;
  const { dirents, hasEntriesAfterEnd } = directoryOf(pass.memory, sectors, isFat32);
  if (hasEntriesAfterEnd) note('entries-after-end');
  if (index !== 0 && sectors.length > 0 && !hasGoodDots(dirents, place)) note('dots-wrong');
  const names = new Set<string>();
  for (const dirent of dirents) {
    if (dirent.name === '.' || dirent.name === '..') continue;
    if (names.has(dirent.key)) note('duplicate-name');
    names.add(dirent.key);
    if (isTooMuch(pass)) return;
    addChild(pass, place, dirent);
  }
};

const readAll = (memory: Memory, ids: Uint32Array): FatVolume => {
  const { store, geometries, deviceSectors } = memory;
  const boot = ids[0] ?? 0;
  const parsed = geometries.get(boot) ?? parseGeometry(store.contentOf(boot), deviceSectors);
  geometries.set(boot, parsed);
  memory.last = null;
  if ('problem' in parsed) return unreadable(parsed.problem);
  const { geometry } = parsed;
  const layout = layoutOf(memory, geometry);
  const root = { ...ROOT, start: geometry.rootCluster };
  const pass: Pass = { memory, ids, layout, entries: [root], findings: [], chains: new Map() };
  layout.walker.begin(ids, pass.findings);
  readDirectory(pass, { index: 0, entry: root, ancestors: [] });
  const volume: FatVolume = {
    problem: isTooMuch(pass) ? 'directories lead in circles or hold garbage: reading was given up' : null,
    entries: pass.entries,
    findings: pass.findings,
    geometry,
    ...layout.walker.totals(),
    fatDifferences: differencesOf(ids, geometry),
  };
  memory.last = { pass, volume };
  return volume;
};

const isMetadata = ({ layout }: Memory, sector: number): boolean => {
  if (layout === null || sector < layout.geometry.dataStart) return true;
  const { dataStart, sectorsPerCluster } = layout.geometry;
  return layout.directoryClusters[Math.floor((sector - dataStart) / sectorsPerCluster) + 2] === 1;
};

/** The files that some sectors belong to; null if one is no file's data. */
const touchedBy = (memory: Memory, pass: Pass, changed: readonly number[]): Set<number> | null => {
  const { geometry, walker } = pass.layout;
  const touched = new Set<number>();
  for (const sector of changed) {
    if (isMetadata(memory, sector)) return null;
    const owner = walker.ownerOf(Math.floor((sector - geometry.dataStart) / geometry.sectorsPerCluster) + 2);
    if (owner !== null) touched.add(owner);
  }
  return touched;
};

/** If only data changed, all else is as it was; null if that is not so. */
const readAgain = (memory: Memory, ids: Uint32Array, changed: readonly number[]): FatVolume | null => {
  const { last, keys } = memory;
  // A cluster of two owners is known by the first only.
  if (last === null || last.pass.ids !== ids || last.volume.findings.length > 0) return null;
  const { pass, volume } = last;
  const touched = touchedBy(memory, pass, changed);
  if (touched === null || touched.size === 0) return touched === null ? null : volume;
  const entries = [...volume.entries];
  for (const index of touched) {
    const [entry, chain] = [entries[index], pass.chains.get(index)];
    if (entry === undefined || chain === undefined) return null;
    const content = keys.ofSectors(pass.layout.walker.sectorsOf(ids, chain), entry.sizeBytes);
    entries[index] = { ...entry, content };
  }
  last.volume = { ...volume, entries };
  return last.volume;
};

/**
 * A reader of FAT12, FAT16 and FAT32 written for the tests alone, from the specification and from what Linux and EDK2
 * are known to do. It keeps what it decoded from one state to the next, so reading a state that differs in few sectors
 * costs some tens of microseconds.
 */
export const createFatReader = (store: ContentStore, options: FatReaderOptions): FatReader => {
  const memory: Memory = {
    store,
    keys: options.keys,
    deviceSectors: options.deviceSectors ?? store.baseIds.length,
    directories: new Map(),
    geometries: new Map(),
    layout: null,
    last: null,
  };
  return {
    read: (ids, changed = null) =>
      (changed === null ? null : readAgain(memory, ids, changed)) ?? readAll(memory, ids),
    isMetadata: (sector) => isMetadata(memory, sector),
  };
};
