import type { ContentKey } from '../lab/crash/content-key.ts';
import { UNREADABLE } from '../lab/crash/fat-findings.ts';
import type { Finding } from '../lab/crash/fat-findings.ts';
import type { FatEntry, FatVolume } from '../lab/crash/fat-reader.ts';
import type { KeyedExpectations, KeyedTree, KeyedUnit } from './expectations.ts';

export type StateClass = 'old' | 'new' | 'mixed' | 'broken';

export type Verdict = {
  /** `mixed`: every unit is complete, some old, some new. `broken`: firmware does not find a complete one. */
  class: StateClass;
  /** Why it is broken. */
  reasons: readonly string[];
  /** Damage that firmware does not meet: clean-up work for recovery, and dangerous if done wrongly. */
  needsRecovery: readonly string[];
  /** What is neither a unit's nor foreign, topmost paths only. */
  leftovers: readonly string[];
  lostClusters: number;
  /** Equal for states that a reader of the file system cannot tell apart, but for where things are. */
  fingerprint: string;
};

type Owner = KeyedUnit | 'foreign' | 'ancestor' | null;
type UnitState = 'old' | 'new' | 'same' | 'broken';

const ownerOf = (key: string, { units, foreign, ancestors, isDebris }: KeyedExpectations): Owner => {
  if (isDebris(key)) return null;
  const unit = units.find((each) => key === each.key || key.startsWith(`${each.key}/`));
  if (unit !== undefined) return unit;
  if (foreign.has(key)) return 'foreign';
  return ancestors.has(key) ? 'ancestor' : null;
};

const below = (entry: FatEntry, unit: KeyedUnit): string => entry.key.slice(unit.key.length + 1);

/** The first difference, or null. */
const differenceOf = (
  entries: readonly FatEntry[],
  unit: KeyedUnit,
  tree: KeyedTree | null,
): string | null => {
  if (tree === null) return entries.length === 0 ? null : 'is there';
  let files = 0;
  let directories = 0;
  for (const entry of entries) {
    const path = below(entry, unit);
    if (entry.isDirectory) {
      if (!tree.directories.has(path)) return `has directory ${path}`;
      directories += 1;
    } else {
      const wanted = tree.files.get(path);
      if (wanted === undefined) return `has ${path}`;
      if (wanted !== entry.content) return `${path || 'content'} differs (${entry.sizeBytes} bytes)`;
      files += 1;
    }
  }
  if (files !== tree.files.size) return `${tree.files.size - files} of its files missing`;
  return directories === tree.directories.size ? null : 'directories missing';
};

type JudgedUnit = { unit: KeyedUnit; state: UnitState; why: string };

const judgeUnit = (entries: readonly FatEntry[], unit: KeyedUnit): JudgedUnit => {
  const fromOld = differenceOf(entries, unit, unit.old);
  const fromNew = differenceOf(entries, unit, unit.new);
  if (fromOld === null) return { unit, state: fromNew === null ? 'same' : 'old', why: '' };
  if (fromNew === null) return { unit, state: 'new', why: '' };
  if (entries.length === 0) return { unit, state: 'broken', why: `${unit.path} is not there` };
  return { unit, state: 'broken', why: `${unit.path}: not old (${fromOld}), not new (${fromNew})` };
};

const judgeForeign = (
  foreign: ReadonlyMap<string, ContentKey>,
  byKey: ReadonlyMap<string, FatEntry>,
): string[] =>
  [...foreign].flatMap(([key, content]) => {
    const entry = byKey.get(key);
    if (entry === undefined) return [`foreign ${key} is not there`];
    return entry.content === content ? [] : [`foreign ${key} has changed`];
  });

const describe = ({ kind, index, other }: Finding, entries: readonly FatEntry[]): string => {
  const path = entries[index]?.path || '/';
  return other === null ? `${kind} ${path}` : `${kind} ${path} with ${entries[other]?.path || '/'}`;
};

/** A cross-link kills when firmware needs both; with a stage it is recovery's business. */
const isFatal = ({ kind, index, other }: Finding, owners: readonly Owner[]): boolean => {
  const isLive = owners[index] !== null;
  if (kind === 'cross-link') return isLive && other !== null && owners[other] !== null;
  return isLive && UNREADABLE.has(kind);
};

const classOf = (units: readonly JudgedUnit[], reasons: readonly string[]): StateClass => {
  if (reasons.length > 0) return 'broken';
  const states = new Set(units.map(({ state }) => state).filter((state) => state !== 'same'));
  if (states.size > 1) return 'mixed';
  return states.has('old') ? 'old' : 'new';
};

const labelOf = (entry: FatEntry, known: ReadonlySet<ContentKey>): string => {
  if (entry.isDirectory) return '/';
  if (entry.sizeBytes === 0) return '0';
  if (entry.content === null) return '!';
  return known.has(entry.content) ? entry.content : '?';
};

const topmost = (paths: readonly string[]): string[] =>
  paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));

const broken = (reason: string): Verdict => ({
  class: 'broken',
  reasons: [reason],
  needsRecovery: [],
  leftovers: [],
  lostClusters: 0,
  fingerprint: `broken ${reason}`,
});

const fingerprintOf = (volume: FatVolume, parts: readonly string[], others: readonly string[]): string => {
  const flags = [volume.lostClusters > 0, volume.fatDifferences > 0, volume.geometry?.isDirty === true];
  return [...parts, flags.map(Number).join(''), ...others].join('|');
};

/** What a state is worth: pure, from the reader's view of it. */
export const judge = (volume: FatVolume, expectations: KeyedExpectations): Verdict => {
  if (volume.problem !== null) return broken(volume.problem);
  const { entries, findings } = volume;
  const owners = entries.map(({ key }) => ownerOf(key, expectations));
  const byKey = new Map(entries.toReversed().map((entry) => [entry.key, entry]));
  const ownedBy = (owner: Owner): FatEntry[] => entries.filter((_, index) => owners[index] === owner);
  const units = expectations.units.map((unit) => judgeUnit(ownedBy(unit), unit));
  const reasons = [
    ...units.filter(({ state }) => state === 'broken').map(({ why }) => why),
    ...judgeForeign(expectations.foreign, byKey),
    ...findings.filter((finding) => isFatal(finding, owners)).map((finding) => describe(finding, entries)),
  ];
  const needsRecovery = findings
    .filter((finding) => !isFatal(finding, owners))
    .map((finding) => describe(finding, entries));
  const others = ownedBy(null);
  return {
    class: classOf(units, reasons),
    reasons,
    needsRecovery,
    lostClusters: volume.lostClusters,
    leftovers: topmost(others.map(({ path }) => path)),
    fingerprint: fingerprintOf(
      volume,
      [...units.map(({ state }) => state), ...reasons, ...needsRecovery],
      others.map((entry) => `${entry.path}=${labelOf(entry, expectations.known)}`),
    ),
  };
};
