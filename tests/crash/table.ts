import type { Counts, JudgedRecording } from './judge-states.ts';
import type { RecoveredState } from './recover-in-guest.ts';
import type { ScenarioResult } from './scenario.ts';

export type Row = {
  scenario: string;
  /** Different states, those of cuts during recoveries included. */
  states: number;
  old: number;
  new: number;
  mixed: number;
  broken: number;
  /** States like one that recovery could not clean. */
  unrecovered: number;
  seconds: number;
};

export type RowDetails = Row & {
  /** States with damage that firmware does not meet. */
  needsRecovery: number;
  /** Of the states that fsck was let at: complete before, broken after it. */
  fscked: number;
  brokenByFsck: number;
  /** Different groups of states, and recoveries that really ran. */
  groups: number;
  recoveries: number;
  /** Of the model of 4 KiB sectors torn to garbage; not part of `states`. */
  torn: Counts | null;
};

const COLUMNS = ['scenario', 'states', 'old', 'new', 'mixed', 'broken', 'unrecovered', 'seconds'] as const;

const sumOf = (judged: readonly JudgedRecording[], of: keyof Counts): number =>
  judged.reduce((sum, { counts }) => sum + (counts.prefix?.[of] ?? 0) + (counts.volatile?.[of] ?? 0), 0);

/** A group with one failure counts with all its states. */
const unrecoveredOf = (recovered: readonly RecoveredState[]): number => {
  const failed = new Map<string, number>();
  for (const { state, complaints } of recovered)
    if (complaints.length > 0) failed.set(state.group, state.alike);
  return [...failed.values()].reduce((sum, alike) => sum + alike, 0);
};

/** A scenario's line of the result table. */
export const rowOf = (result: ScenarioResult): RowDetails => {
  const { judged, cuts, recovered, recoveredAgain, fscked } = result;
  const all = [judged, ...cuts];
  return {
    scenario: result.name,
    states: sumOf(all, 'states'),
    old: sumOf(all, 'old'),
    new: sumOf(all, 'new'),
    mixed: sumOf(all, 'mixed'),
    broken: sumOf(all, 'broken'),
    unrecovered: unrecoveredOf(recovered) + unrecoveredOf(recoveredAgain),
    seconds: Math.round(result.elapsedMs / 100) / 10,
    needsRecovery: sumOf(all, 'needsRecovery'),
    fscked: fscked.length,
    brokenByFsck: fscked.filter(
      ({ state, verdict }) => verdict.class === 'broken' && state.verdict.class !== 'broken',
    ).length,
    groups: judged.groups,
    recoveries: recovered.length + recoveredAgain.length,
    torn: judged.counts.torn ?? null,
  };
};

/** The line below all others. */
export const totalOf = (rows: readonly Row[]): Row => {
  const sum = (of: Exclude<keyof Row, 'scenario'>): number => rows.reduce((total, row) => total + row[of], 0);
  return {
    scenario: 'all',
    states: sum('states'),
    old: sum('old'),
    new: sum('new'),
    mixed: sum('mixed'),
    broken: sum('broken'),
    unrecovered: sum('unrecovered'),
    seconds: Math.round(sum('seconds') * 10) / 10,
  };
};

const cell = (value: string | number): string => String(value).replaceAll('|', '\\|');

/** The rows as a Markdown table, numbers to the right. */
export const markdownTable = (rows: readonly Row[]): string => {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  const rule = `|${COLUMNS.map((name) => (name === 'scenario' ? '---' : '---:')).join('|')}|\n`;
  return [line(COLUMNS), rule, ...rows.map((row) => line(COLUMNS.map((name) => row[name])))].join('');
};
