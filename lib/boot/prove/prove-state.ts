/** What speaks against one state of an ESP, in view of how the host boots today. Pure. */
import { foldFatName } from '../../esp/fat-names.ts';
import { reason } from '../../uefi/index.ts';
import type { EntryVerdict, Reason, Verdict } from '../../uefi/index.ts';

export type StateProblem = {
  answer: 'refuses' | 'unknown';
  /** Whose way it is: `Boot0004`, `removable`; '' for the way that decides. */
  entry: string;
  /** Those that decide, never none. */
  reasons: Reason[];
};

/** An entry that does not boot today either, or is not known to, and that the plan makes no worse. */
export type Bystander = { name: string; path: string };

export type StateJudgement = { problems: StateProblem[]; bystanders: Bystander[] };

const keyOf = ({ name, turn, path }: EntryVerdict): string => JSON.stringify([name, turn, foldFatName(path)]);

const isWeighty = ({ severity }: Reason): boolean => severity === 'refusal' || severity === 'unknown';

/** Every file that an outcome hangs on. */
const pathsOf = ({ path, files, reasons }: EntryVerdict): string[] =>
  [path, ...files, ...reasons.filter(isWeighty).map((each) => each.path)].map(foldFatName);

type Comparison = {
  /** The verdict on today's tree, with the firmware as it is. */
  today: Verdict;
  /** Folded paths of all files that are otherwise than today. */
  changedPaths: ReadonlySet<string>;
};

/** The only unknown is a program that bootswap does not examine (fwupd), and shim still starts it. */
const startsUnknownLoader = ({ verdict, class: bootClass, reasons }: EntryVerdict): boolean =>
  verdict === 'unknown' &&
  bootClass === 'ok' &&
  reasons.filter(isWeighty).every(({ code }) => code === 'LOADER_UNKNOWN');

const weightyPathsOf = ({ reasons }: EntryVerdict): string =>
  JSON.stringify(reasons.filter(isWeighty).map(({ path }) => foldFatName(path)));

/** It led to the same file of that kind, or nowhere: no way to an operating system is lost. */
const isNoLessKnown = (entry: EntryVerdict, before: EntryVerdict): boolean =>
  startsUnknownLoader(entry) &&
  (before.verdict === 'refuses' ||
    (startsUnknownLoader(before) && weightyPathsOf(before) === weightyPathsOf(entry)));

/** It is as bad as it was, and nothing of it is touched; or as little known. */
const isBystander = (
  entry: EntryVerdict,
  before: EntryVerdict | undefined,
  { changedPaths }: Comparison,
): boolean =>
  before !== undefined &&
  before.verdict !== 'boots' &&
  (isNoLessKnown(entry, before) ||
    (before.class === entry.class &&
      ![...pathsOf(before), ...pathsOf(entry)].some((path) => changedPaths.has(path))));

const problemOf = (entry: EntryVerdict): StateProblem => ({
  answer: entry.verdict === 'refuses' ? 'refuses' : 'unknown',
  entry: entry.name,
  reasons: entry.reasons.filter(isWeighty),
});

/** Firmware lists an entry for any volume only where its file is: taken away, the way is lost. */
const lostEntries = (entries: readonly EntryVerdict[], { today }: Comparison): StateProblem[] => {
  const left = new Set(entries.map(keyOf));
  return today.entries
    .filter((entry) => entry.verdict === 'boots' && !left.has(keyOf(entry)) && entry.turn !== 'next')
    .map(({ name, path }) => ({
      answer: 'refuses',
      entry: name,
      reasons: [reason('LOADER_MISSING', 'refusal', { path, detail: 'the file no longer exists' })],
    }));
};

/** The way that firmware takes must boot by all that is known of the host, not only by its own files. */
const decisiveProblem = ({ verdict, reasons }: Verdict): StateProblem[] =>
  verdict === 'boots' ? [] : [{ answer: verdict, entry: '', reasons: reasons.filter(isWeighty) }];

const isDecisive = ({ isReached, ...entry }: EntryVerdict): boolean =>
  isReached && entry.class !== 'fallthrough';

/**
 * A state passes if it boots, and every way into it does: but for one that does not boot today either, or is not known
 * to, and that the plan makes no worse. `mustBoot` false: for a state that did not boot before, where nothing may get worse.
 */
export const judgeState = (
  state: Verdict,
  comparison: Comparison,
  { mustBoot = true }: { mustBoot?: boolean } = {},
): StateJudgement => {
  const before = new Map(comparison.today.entries.map((entry) => [keyOf(entry), entry]));
  const failing = state.entries.filter((entry) => entry.verdict !== 'boots');
  const isExcused = (entry: EntryVerdict): boolean =>
    isBystander(entry, before.get(keyOf(entry)), comparison);
  const decisive = mustBoot ? decisiveProblem(state) : [];
  const own = failing
    .filter((entry) => !isExcused(entry) && !(decisive.length > 0 && isDecisive(entry)))
    .map(problemOf);
  return {
    problems: [...decisive, ...own, ...lostEntries(state.entries, comparison)],
    bystanders: failing.filter(isExcused).map(({ name, path }) => ({ name, path })),
  };
};
