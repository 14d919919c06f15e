import { seededRandom, below } from '../lab/random.ts';

/** What may vary, and how. */
export type Axes = Readonly<Record<string, readonly string[]>>;
export type RowOf<A extends Axes> = { readonly [Name in keyof A]: A[Name][number] };

/** Values that do not occur together, and why. */
export type Impossible<A extends Axes> = { why: string; when: Partial<RowOf<A>> };

export type PairwiseOptions<A extends Axes> = {
  impossible?: readonly Impossible<A>[];
  seed?: number;
};

type Cell = readonly [name: string, value: string];
type Draft = Readonly<Record<string, string>>;
type Uncovered = Map<string, readonly [Cell, Cell]>;

const CANDIDATES = 60;

const keyOf = (one: Cell, other: Cell): string =>
  one[0] < other[0] ? `${one.join('=')}&${other.join('=')}` : `${other.join('=')}&${one.join('=')}`;

const isAllowed = (draft: Draft, impossible: readonly { when: Draft }[]): boolean =>
  !impossible.some(({ when }) => Object.entries(when).every(([name, value]) => draft[name] === value));

const pairsOf = (draft: Draft): string[] => {
  const cells = Object.entries(draft);
  return cells.flatMap((one, at) => cells.slice(at + 1).map((other) => keyOf(one, other)));
};

const allPairs = (axes: Axes, impossible: readonly { when: Draft }[]): Uncovered => {
  const cells = Object.entries(axes).map(([name, values]) => values.map((value): Cell => [name, value]));
  const pairs: Uncovered = new Map();
  for (const [at, ones] of cells.entries())
    for (const one of ones)
      for (const other of cells.slice(at + 1).flat())
        if (isAllowed({ [one[0]]: one[1], [other[0]]: other[1] }, impossible))
          pairs.set(keyOf(one, other), [one, other]);
  return pairs;
};

const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items
    .map((item): [number, T] => [random(), item])
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);

type Search = {
  axes: Axes;
  impossible: readonly { when: Draft }[];
  uncovered: Uncovered;
  random: () => number;
};

const gain = (draft: Draft, [name, value]: Cell, uncovered: Uncovered): number =>
  Object.entries(draft).filter((other) => uncovered.has(keyOf([name, value], other))).length;

/** Axis by axis the value that covers most; null if there is none that may be. */
const complete = (start: Draft, { axes, impossible, uncovered, random }: Search): Draft | null => {
  let draft = start;
  for (const [name, values] of shuffled(Object.entries(axes), random)) {
    if (name in draft) continue;
    const allowed = shuffled(values, random).filter((value) =>
      isAllowed({ ...draft, [name]: value }, impossible),
    );
    const [best] = allowed.toSorted(
      (a, b) => gain(draft, [name, b], uncovered) - gain(draft, [name, a], uncovered),
    );
    if (best === undefined) return null;
    draft = { ...draft, [name]: best };
  }
  return draft;
};

const bestRow = (search: Search): Draft | null => {
  const { uncovered, random } = search;
  const waiting = [...uncovered.values()];
  let best: { draft: Draft; covered: number } | null = null;
  for (let candidate = 0; candidate < CANDIDATES; candidate += 1) {
    const [one, other] = waiting[candidate === 0 ? 0 : below(random, waiting.length)] ?? [];
    if (one === undefined || other === undefined) return null;
    const draft = complete({ [one[0]]: one[1], [other[0]]: other[1] }, search);
    if (draft === null) continue;
    const covered = pairsOf(draft).filter((pair) => uncovered.has(pair)).length;
    if (best === null || covered > best.covered) best = { draft, covered };
  }
  return best?.draft ?? null;
};

/** Every pair of values of two axes that may occur together, as `a=1&b=2`. */
export const possiblePairs = <A extends Axes>(
  axes: A,
  impossible: readonly Impossible<A>[] = [],
): string[] => [...allPairs(axes, impossible as readonly { when: Draft }[]).keys()];

/** The pairs of values that a row has. */
export const pairsIn = (row: Readonly<Record<string, string>>): string[] => pairsOf(row);

/**
 * Few rows in which every possible pair of values of two axes occurs (greedy, as AETG does it: Cohen et al. 1997). The
 * same axes and seed make the same rows.
 * @throws {RangeError} for a pair that no whole row may have
 */
export const pairwise = <A extends Axes>(axes: A, options: PairwiseOptions<A> = {}): RowOf<A>[] => {
  const impossible = (options.impossible ?? []) as readonly { when: Draft }[];
  const search = {
    axes,
    impossible,
    uncovered: allPairs(axes, impossible),
    random: seededRandom(options.seed ?? 1),
  };
  const rows: Draft[] = [];
  while (search.uncovered.size > 0) {
    const row = bestRow(search);
    if (row === null) throw new RangeError(`no row can have ${[...search.uncovered.keys()].join(', ')}`);
    for (const pair of pairsOf(row)) search.uncovered.delete(pair);
    rows.push(row);
  }
  return rows as RowOf<A>[];
};
