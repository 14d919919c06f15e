import { applierScenario } from './applier-scenario.ts';
import type { JudgedState } from './judge-states.ts';
import { keepImages } from './keep-images.ts';
import type { MatrixRow } from './matrix.ts';
import { placementsOf } from './placement-found.ts';
import type { FoundPlacement } from './placement-found.ts';
import type { RecoveredState } from './recover-in-guest.ts';
import { targetsOf } from './row-files.ts';
import { runScenario } from './scenario.ts';
import type { ScenarioOptions, ScenarioResult } from './scenario.ts';
import { rowOf } from './table.ts';
import type { RowDetails } from './table.ts';

/** A kind of state that should not be, with one of its states. */
export type Failure = {
  kind: 'run' | 'broken' | 'unrecovered' | 'broken by fsck';
  /** States like it. */
  states: number;
  where: string;
  why: readonly string[];
  /** The end of what the command printed. */
  output: string;
};

export type RowOutcome = {
  row: RowDetails;
  failures: readonly Failure[];
  /** Of each exchange. */
  placements: readonly FoundPlacement[];
};

const MAX_FAILURES = 12;
const OUTPUT_CHARACTERS = 600;

const whereOf = ({ model, position, verdict }: JudgedState): string =>
  `${model} ${position} ${verdict.class}: ${[...verdict.needsRecovery, ...verdict.leftovers].join(', ')}`;

const runFailure = ({ recording: { run } }: ScenarioResult): Failure[] => {
  if (run.exitCode === 0) return [];
  const output = run.output.slice(-OUTPUT_CHARACTERS);
  return [{ kind: 'run', states: 1, where: 'the recorded run', why: [`exit code ${run.exitCode}`], output }];
};

const brokenFailures = ({ judged, cuts }: ScenarioResult): Failure[] =>
  [judged, ...cuts]
    .flatMap(({ representatives }) => representatives)
    .filter(({ model, verdict }) => model !== 'torn' && verdict.class === 'broken')
    .map((state) => ({
      kind: 'broken',
      states: state.alike,
      where: whereOf(state),
      why: state.verdict.reasons,
      output: '',
    }));

/** What is wrong, whatever it is wrong with: paths and numbers left out. */
const sameness = (why: readonly string[]): string => {
  const kinds = why.map((each) =>
    each.replace(/^(fsck\.vfat -n):[^]*$/, '$1').replaceAll(/\d+|\S*\/\S*/g, ''),
  );
  return [...new Set(kinds.map((kind) => kind.trim()))].toSorted().join('; ');
};

type Tried = RecoveredState & { after: string };

/** After fsck the group's name says so, see `asFound`. */
const afterOf = ({ state: { group } }: RecoveredState): string =>
  group.endsWith(' after fsck') ? 'after fsck, ' : '';

type UnrecoveredKind = { first: Tried; states: number };

const unrecoveredKinds = ({ recovered, recoveredAgain }: ScenarioResult): UnrecoveredKind[] => {
  const kinds = new Map<string, UnrecoveredKind>();
  const tried: Tried[] = [
    ...recovered.map((each) => ({ ...each, after: afterOf(each) })),
    ...recoveredAgain.map((each) => ({ ...each, after: 'after a cut in a recovery, ' })),
  ];
  for (const each of tried.filter(({ complaints }) => complaints.length > 0)) {
    const key = each.after + sameness(each.complaints);
    const kind = kinds.get(key) ?? { first: each, states: 0 };
    kinds.set(key, { ...kind, states: kind.states + each.state.alike });
  }
  return [...kinds.values()];
};

const unrecoveredFailures = (result: ScenarioResult): Failure[] =>
  unrecoveredKinds(result).map(({ first, states }) => ({
    kind: 'unrecovered',
    states,
    where: first.after + whereOf(first.state),
    why: first.complaints,
    output: first.run.output.slice(-OUTPUT_CHARACTERS),
  }));

const fsckFailures = ({ fscked }: ScenarioResult): Failure[] =>
  fscked
    .filter(({ state, verdict }) => verdict.class === 'broken' && state.verdict.class !== 'broken')
    .map(({ state, verdict, exitCodes }) => ({
      kind: 'broken by fsck',
      states: state.alike,
      where: whereOf(state),
      why: verdict.reasons,
      output: `fsck.vfat -a: ${exitCodes.join(', ')}`,
    }));

/** The biggest first. */
export const failuresOf = (result: ScenarioResult): Failure[] =>
  [...runFailure(result), ...brokenFailures(result), ...unrecoveredFailures(result), ...fsckFailures(result)]
    .toSorted((a, b) => b.states - a.states)
    .slice(0, MAX_FAILURES);

/**
 * Prepares a row's ESP, records the real applier on it, judges, fscks, recovers, cuts the recoveries.
 * @throws {CrashError} {LabError} as `makeMatrixEsp` and `runScenario`
 */
export const runRow = async (
  row: MatrixRow,
  options: ScenarioOptions & { keep?: string | undefined },
): Promise<RowOutcome> => {
  const scenario = await applierScenario(row, options.directory);
  const result = await runScenario(scenario, { ...options, directory: `${options.directory}/run` });
  const placements = placementsOf(result, targetsOf(row));
  if (options.keep !== undefined) {
    const states = unrecoveredKinds(result).map(({ first }) => first);
    await keepImages(result, states, options.keep);
  }
  return { row: rowOf(result), failures: failuresOf(result), placements };
};
