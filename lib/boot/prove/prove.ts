/**
 * Finds the narrowest way to carry out an update that leaves a host bootable wherever it is cut off, or says why there
 * is none. Pure.
 */
import { foldFatName } from '../../esp/fat-names.ts';
import type { BootFile, Reason, Verdict } from '../../uefi/index.ts';
import type { Swap } from '../../wire/types.ts';
import { createJudge, proveCandidate } from './prove-candidate.ts';
import type {
  BootFileOf,
  Candidate,
  CandidateProblem,
  CandidateProof,
  ProofHost,
} from './prove-candidate.ts';
import { remedyFor } from './prove-remedies.ts';
import type { Bystander } from './prove-state.ts';

export type { BootFileOf, Candidate, ProofHost } from './prove-candidate.ts';

/** Why a candidate before the one that was taken is not safe: `EFI/BOOT new with EFI/debian old: …`. */
export type Unsafe = { scope: Candidate['scope']; swaps: readonly Swap[]; why: string };

export type Proved = {
  kind: 'proved';
  candidate: Candidate;
  /** The ESP after 1, 2, … n exchanges, with the firmware as it is now. */
  states: Verdict[];
  /** What was tried before; the first is the usual order of the narrowest scope. */
  unsafe: Unsafe[];
  bystanders: Bystander[];
};
export type NotProved = {
  kind: 'not-proved';
  code: 'WOULD_NOT_BOOT' | 'VERDICT_UNKNOWN';
  /** What is wrong with the widest candidate, and what would make it pass. */
  detail: string;
  reasons: Reason[];
  remedies: string[];
};

export type ProveOptions = {
  /** Of every file that a candidate writes and a verdict looks into. */
  bootFileOf: BootFileOf;
  /** Called for each verdict that is evaluated, and not for one that is remembered. */
  onVerdict?: () => void;
};

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

const listed = (targets: readonly string[]): string => targets.join(' and ');

/** `EFI/debian new with EFI/BOOT old`; after an undo, or at the end, as that. */
const describeState = ({ swaps }: Pick<Candidate, 'swaps'>, { exchanges, leftLevel }: CandidateProblem) => {
  const targets = swaps.map(({ target }) => target);
  const [fresh, old] = [targets.slice(0, exchanges), targets.slice(exchanges)];
  const level = leftLevel === null ? '' : ', at an SBAT level that an earlier boot may leave';
  if (old.length === 0) return `${listed(fresh)} new${level}`;
  if (fresh.length === 0) return `all directories old again${level}`;
  return `${listed(fresh)} new with ${listed(old)} old${level}`;
};

const describeReasons = (reasons: readonly Reason[]): string =>
  unique(reasons.map(({ code, path, detail }) => `${path === '' ? '' : `${path}: `}${detail} (${code})`))
    .slice(0, 3)
    .join('; ');

const describeProblem = (candidate: Candidate, problem: CandidateProblem): string => {
  const way = problem.entry === '' ? '' : ` by ${problem.entry}`;
  return `${describeState(candidate, problem)}${way}: ${describeReasons(problem.reasons)}`;
};

const fileAt = (
  host: ProofHost,
  { swaps }: Candidate,
  { path, bootFileOf }: { path: string; bootFileOf: BootFileOf },
): BootFile | null => {
  const folded = foldFatName(path);
  const change = swaps.flatMap(({ files }) => files).find((each) => foldFatName(each.path) === folded);
  if (change !== undefined && change.action !== 'keep')
    return change.afterSha256 === '' ? null : bootFileOf(change.path, change.afterSha256);
  const found = [...host.before, ...host.kernels].find(([each]) => foldFatName(each) === folded);
  return found?.[1] ?? null;
};

/** Refusals first: an unknown beside them is not what stands in the way. */
const byWeight = (reasons: readonly Reason[]): Reason[] =>
  reasons.toSorted((a, b) => Number(a.severity !== 'refusal') - Number(b.severity !== 'refusal'));

type Failed = { candidate: Candidate; proof: CandidateProof };

/** Every candidate ends in the same tree: what speaks against that one no other order or scope can mend. */
const finalProblems = ({ candidate, proof }: Failed): CandidateProblem[] =>
  proof.problems.filter(
    ({ exchanges, leftLevel }) => exchanges === candidate.swaps.length && leftLevel === null,
  );

const distinct = (reasons: readonly Reason[]): Reason[] => [
  ...new Map(reasons.map((each) => [`${each.code}\n${each.path}\n${each.detail}`, each])).values(),
];

const refuse = (host: ProofHost, failed: Failed, bootFileOf: BootFileOf): NotProved => {
  const { candidate, proof } = failed;
  const final = finalProblems(failed);
  const all = final.length > 0 ? final : proof.problems;
  const hard = all.filter(({ answer }) => answer === 'refuses');
  const problems = hard.length > 0 ? hard : all;
  const reasons = distinct(byWeight(problems.flatMap((problem) => problem.reasons)));
  const remedies = unique(
    problems
      .flatMap(({ reasons: own, leftLevel }) => own.map((reason) => ({ reason, leftLevel })))
      .map(({ reason, leftLevel }) => {
        const levelThen = leftLevel ?? proof.states.at(-1)?.sbatLevelAfter ?? null;
        const file = fileAt(host, candidate, { path: reason.path, bootFileOf });
        return remedyFor({ reason, file, sbatLevel: levelThen, machine: host.machine });
      })
      .filter((text) => text !== ''),
  );
  const [first] = problems;
  const what =
    first === undefined ? '' : describeProblem(candidate, { ...first, reasons: byWeight(first.reasons) });
  const remedy = remedies.length === 0 ? '' : `. Remedy: ${remedies.slice(0, 3).join('; ')}`;
  const code = hard.length > 0 ? 'WOULD_NOT_BOOT' : 'VERDICT_UNKNOWN';
  return { kind: 'not-proved', code, detail: `${what}${remedy}`, reasons, remedies };
};

/**
 * The first candidate that passes, narrowest first. All lead to the same tree in the end: if that does not boot, it is
 * what speaks against the update; else it is what speaks against the widest, which is the last. Candidates are asked for only until one passes.
 */
export const prove = (
  host: ProofHost,
  candidates: Iterable<Candidate>,
  { bootFileOf, onVerdict }: ProveOptions,
): Proved | NotProved => {
  const judge = createJudge(host, { bootFileOf, onVerdict });
  const unsafe: Unsafe[] = [];
  let failed: Failed | null = null;
  for (const candidate of candidates) {
    const proof = proveCandidate(candidate, judge);
    const [problem] = proof.problems;
    const { states, bystanders } = proof;
    if (problem === undefined) return { kind: 'proved', candidate, states, unsafe, bystanders };
    unsafe.push({ ...candidate, why: describeProblem(candidate, problem) });
    failed = { candidate, proof };
    if (finalProblems(failed).length > 0) break;
  }
  if (failed === null) throw new RangeError('there is no candidate to prove');
  return refuse(host, failed, bootFileOf);
};
