/** Proves one way of carrying out an update: every state in which a power cut may leave the ESP. Pure. */
import { foldFatName } from '../../esp/fat-names.ts';
import { verdict } from '../../uefi/index.ts';
import type { BootFile, BootFiles, Firmware, Verdict } from '../../uefi/index.ts';
import type { FileChange, Sha256Hex, Swap } from '../../wire/types.ts';
import { judgeState } from './prove-state.ts';
import type { Bystander, StateProblem } from './prove-state.ts';

/** A host as a proof needs it. */
export type ProofHost = {
  /** All of the ESP that an update may touch, and what its loaders read: by path, as the host spells it. */
  before: BootFiles;
  firmware: Firmware;
  /** COFF machine of the firmware. */
  machine: number;
  /** PARTUUID of the ESP, if it is known. */
  partUuid?: string | undefined;
  /** Kernels that are not on the ESP, by path. */
  kernels: BootFiles;
};

/** The parsed content of a new file; null if there is no record of it. */
export type BootFileOf = (path: string, sha256: Sha256Hex) => BootFile | null;

/** Exchanges in their order. */
export type Candidate = { scope: 'file' | 'directory' | 'esp'; swaps: readonly Swap[] };

export type CandidateProblem = StateProblem & {
  /** How many exchanges are done when it shows. */
  exchanges: number;
  /** The SBAT level that an earlier boot has left; null: as it is now. */
  leftLevel: string | null;
};

export type CandidateProof = {
  /** After 1, 2, … n exchanges. */
  states: Verdict[];
  problems: CandidateProblem[];
  bystanders: Bystander[];
};

/** Of one host and payload: remembers each state it has judged, for candidates share most of them. */
export type Judge = {
  /** Today's tree with today's firmware. */
  today: Verdict;
  /** `firmware` as `ProofHost.firmware` by default. */
  judge: (changes: readonly FileChange[], firmware?: Firmware) => Verdict;
  firmware: Firmware;
};

const isChange = ({ action }: FileChange): boolean => action !== 'keep';

/** The tree with these changes made. */
export const treeAfter = (
  before: BootFiles,
  changes: readonly FileChange[],
  bootFileOf: BootFileOf,
): BootFiles => {
  const tree = new Map(before);
  for (const { path, afterSha256 } of changes) {
    const file = afterSha256 === '' ? null : bootFileOf(path, afterSha256);
    if (afterSha256 === '') tree.delete(path);
    else tree.set(path, file ?? { kind: 'broken', detail: 'no record of this file' });
  }
  return tree;
};

const firmwareKey = ({ sbatLevel, sbatPolicy, bootNext }: Firmware): string =>
  JSON.stringify([sbatLevel, sbatPolicy, bootNext]);

export const createJudge = (
  host: ProofHost,
  { bootFileOf, onVerdict }: { bootFileOf: BootFileOf; onVerdict?: (() => void) | undefined },
): Judge => {
  const { before, firmware, machine, partUuid, kernels } = host;
  const known = new Map<string, Verdict>();
  const judge = (changes: readonly FileChange[], of: Firmware = firmware): Verdict => {
    const told = changes.filter(isChange).map(({ path, afterSha256 }) => `${path}=${afterSha256}`);
    const key = `${firmwareKey(of)}\n${told.sort().join('\n')}`;
    const judged = known.get(key) ?? evaluate(changes, of);
    known.set(key, judged);
    return judged;
  };
  const evaluate = (changes: readonly FileChange[], of: Firmware): Verdict => {
    onVerdict?.();
    // `previous` is what the variables were captured with: else the next shim would trust what the old one mirrored.
    const options = { machine, partUuid, kernels, previous: before };
    return verdict(treeAfter(before, changes.filter(isChange), bootFileOf), of, options);
  };
  return { today: judge([]), judge, firmware };
};

/** As a later boot finds it: the level raised, what was asked for once gone. */
export const afterABoot = (firmware: Firmware, sbatLevel: string | null): Firmware => ({
  ...firmware,
  sbatLevel,
  sbatPolicy: null,
  bootNext: null,
});

type Level = string | null;

/** A shim's level is one of two, and a revocations file's: more than these come of no real ESP. */
const MAX_LEVELS = 16;

const levelsLeftBy = ({ sbatLevelAfter, entries }: Verdict): Level[] => [
  sbatLevelAfter,
  ...entries.map((entry) => entry.sbatLevelAfter),
];

/** Every SBAT level that boots of these states, any of them and any number of times, may leave in the firmware. */
const levelsLeft = (
  states: readonly (readonly FileChange[])[],
  { judge, firmware }: Judge,
  from: readonly Level[] = [],
): Level[] => {
  const leftAt = (level: Level): Level[] =>
    states.flatMap((changes) => levelsLeftBy(judge(changes, afterABoot(firmware, level))));
  const left = new Set<Level>();
  let added = [...states.flatMap((changes) => levelsLeftBy(judge(changes))), ...from.flatMap(leftAt)];
  while (added.length > 0 && left.size < MAX_LEVELS) {
    const fresh = [...new Set(added)].filter((level) => !left.has(level));
    for (const level of fresh) left.add(level);
    added = fresh.flatMap(leftAt);
  }
  return [...left];
};

const changedPathsOf = (changes: readonly FileChange[]): Set<string> =>
  new Set(changes.filter(isChange).map(({ path }) => foldFatName(path)));

type Place = { changes: readonly FileChange[]; exchanges: number; leftLevel?: string | null | undefined };

const judgePlace = (
  { changes, exchanges, leftLevel }: Place,
  { judge, firmware, today }: Judge,
): { problems: CandidateProblem[]; bystanders: Bystander[] } => {
  const isLater = leftLevel !== undefined;
  const state = judge(changes, isLater ? afterABoot(firmware, leftLevel) : firmware);
  const comparison = { today, changedPaths: changedPathsOf(changes) };
  // Going back to a tree that does not boot today cannot be asked to make it boot.
  const mustBoot = exchanges > 0 || today.verdict === 'boots';
  const { problems, bystanders } = judgeState(state, comparison, { mustBoot });
  const where = { exchanges, leftLevel: leftLevel ?? null };
  return { problems: problems.map((problem) => ({ ...problem, ...where })), bystanders };
};

/** The ESP after 0, 1, … n exchanges, as changes to its present files. */
const statesOf = (swaps: readonly Swap[]): FileChange[][] =>
  [...Array(swaps.length + 1).keys()].map((count) => swaps.slice(0, count).flatMap(({ files }) => files));

/**
 * Judges the tree after each exchange with the firmware as it is; the last one also as its own first boot leaves the
 * firmware. A boot of a half-way state may raise SbatLevel, and recovery then goes on or back: so every state, today's
 * too, must boot with each level that such boots may leave. (Back from the last state only rollback goes, and that asks
 * the verdict again.)
 */
export const proveCandidate = ({ swaps }: Pick<Candidate, 'swaps'>, judge: Judge): CandidateProof => {
  const trees = statesOf(swaps);
  const last = trees.at(-1) ?? [];
  const halfway = trees.slice(1, -1);
  const midLevels = levelsLeft(halfway, judge);
  const lastLevels = levelsLeft([last], judge, midLevels).filter((level) => !midLevels.includes(level));
  const places: Place[] = [
    ...trees.slice(1).map((changes, index) => ({ changes, exchanges: index + 1 })),
    ...midLevels.flatMap((leftLevel) => [
      ...trees.slice(1).map((changes, index) => ({ changes, exchanges: index + 1, leftLevel })),
      { changes: [], exchanges: 0, leftLevel },
    ]),
    ...lastLevels.map((leftLevel) => ({ changes: last, exchanges: swaps.length, leftLevel })),
  ];
  const judged = places.map((place) => judgePlace(place, judge));
  const bystanders = new Map(
    judged.flatMap((each) => each.bystanders).map((each) => [`${each.name}\n${each.path}`, each]),
  );
  return {
    states: trees.slice(1).map((changes) => judge.judge(changes)),
    problems: judged.flatMap(({ problems }) => problems),
    bystanders: [...bystanders.values()],
  };
};
