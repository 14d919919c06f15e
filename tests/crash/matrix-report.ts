import type { Failure } from './matrix-run.ts';
import type { JobOutcome } from './matrix-jobs.ts';
import type { FoundPlacement } from './placement-found.ts';
import { markdownTable, totalOf } from './table.ts';
import type { RowDetails } from './table.ts';

/** What goes onto docs/power-loss.md, as Markdown. */
export type MatrixReport = { rows: string; controls: string; summary: string };

type RowResult = Extract<JobOutcome, { kind: 'row' }>;
type ControlResult = Extract<JobOutcome, { kind: 'control' }>;

const isRow = (outcome: JobOutcome): outcome is RowResult => outcome.kind === 'row';
const isControl = (outcome: JobOutcome): outcome is ControlResult => outcome.kind === 'control';

/** A line of progress. */
export const lineOf = (outcome: JobOutcome): string => {
  const { id, name, seconds, kind } = outcome;
  if (kind === 'error') return `FAIL ${id} ${name}: ${outcome.message}`;
  const { states, broken, unrecovered, brokenByFsck, recoveries } = outcome.row;
  const mark = faultsOf(outcome).length === 0 ? 'ok' : 'FAIL';
  const counts = `${states} states, ${broken} broken, ${unrecovered} unrecovered, ${brokenByFsck} broken by fsck`;
  return `${mark} ${id} ${name}: ${counts}, ${recoveries} recoveries, ${seconds} s`;
};

const describe = ({ kind, states, where, why, output }: Failure): string =>
  `  ${kind}, ${states} alike, ${where}\n    ${why.join('; ').replaceAll('\n', ' ')}\n    ${output.trim().replaceAll('\n', '\n    ')}`;

/** What must not be: empty is a success. A directory that fsck destroyed is no failure of ours, and is in the summary. */
export const faultsOf = (outcome: JobOutcome): string[] => {
  const { id, name, kind } = outcome;
  if (kind === 'error') return [`${id} ${name} could not be carried out: ${outcome.message}`];
  if (kind === 'control')
    return outcome.isSeen ? [] : [`${id} ${name}: the laboratory did not find it ${outcome.mustBe}`];
  const { row, failures } = outcome;
  const hasRun = !failures.some((failure) => failure.kind === 'run');
  if (row.broken === 0 && row.unrecovered === 0 && hasRun) return [];
  const counts = `${row.broken} broken, ${row.unrecovered} unrecovered`;
  return [[`${id} ${name}: ${counts}`, ...failures.map(describe)].join('\n')];
};

const sum = (rows: readonly RowDetails[], of: (row: RowDetails) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

const thousands = (value: number): string => value.toLocaleString('en').replaceAll(',', ' ');

const placementLine = (outcomes: readonly RowResult[]): string => {
  const counts = new Map<FoundPlacement, number>();
  for (const place of outcomes.flatMap(({ placements }) => placements))
    counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].map(([place, count]) => `${count} × ${place}`).join('; ');
};

const summaryOf = (outcomes: readonly RowResult[]): string => {
  const rows = outcomes.map(({ row }) => row);
  const torn = sum(rows, (row) => row.torn?.states ?? 0);
  const tornBroken = sum(rows, (row) => row.torn?.broken ?? 0);
  return [
    `${thousands(sum(rows, ({ states }) => states))} different states in ${rows.length} scenarios,`,
    `${thousands(sum(rows, ({ needsRecovery }) => needsRecovery))} of them with damage beside the live trees.`,
    `They fall into ${thousands(sum(rows, ({ groups }) => groups))} groups of equal damage and equal state directory;`,
    `${thousands(sum(rows, ({ recoveries }) => recoveries))} recoveries were run, and \`fsck.vfat -a\` on`,
    `${thousands(sum(rows, ({ fscked }) => fscked))} states, of which it left`,
    `${thousands(sum(rows, ({ brokenByFsck }) => brokenByFsck))} broken (see "What remains").`,
    `Where the stage's entry lay, seen from the live one: ${placementLine(outcomes)}.`,
    `Torn 4 KiB sectors, not part of the table: ${thousands(tornBroken)} of ${thousands(torn)} states broken (see "Against what").`,
  ].join('\n');
};

const controlTable = (controls: readonly ControlResult[]): string => {
  const lines = controls.map(({ name, row, mustBe }) => {
    const share = `${Math.round((1000 * row.broken) / Math.max(1, row.states)) / 10} %`;
    const wanted = mustBe === 'proven' ? 'nothing' : mustBe;
    return `| ${name} | ${row.states} | ${row.broken} | ${share} | ${row.unrecovered} | ${wanted} |\n`;
  });
  return [
    '| control | states | broken | share | unrecovered | must show |\n',
    '|---|---:|---:|---:|---:|---|\n',
    ...lines,
  ].join('');
};

/** The result tables of a run. */
export const reportOf = (outcomes: readonly JobOutcome[]): MatrixReport => {
  const rows = outcomes.filter(isRow).map(({ row }) => row);
  return {
    rows: markdownTable([...rows, totalOf(rows)]),
    summary: summaryOf(outcomes.filter(isRow)),
    controls: controlTable(outcomes.filter(isControl)),
  };
};
