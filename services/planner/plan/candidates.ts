/** The possible sequences of exchanges for a set of changes, narrowest first. The proof chooses one. Pure. */
import type { Candidate, Unsafe } from '../../../lib/boot/index.ts';
import { clipDetail, textBytes } from '../../../lib/wire/index.ts';
import type { Scope, Swap } from '../../../lib/wire/types.ts';
import type { TreeChanges } from './changes.ts';
import { groupIntoSwaps } from './swaps.ts';
import type { PlanScope } from './swaps.ts';

/** All orders of up to four exchanges are 24. */
const MAX_PERMUTED = 4;

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}

const widestOf = (swaps: readonly Swap[]): Scope => {
  const scopes = swaps.map(({ scope }) => scope);
  return scopes.find((scope) => scope === 'esp') ?? scopes.find((scope) => scope === 'directory') ?? 'file';
};

const candidateOf = (swaps: readonly Swap[]): Candidate => ({ scope: widestOf(swaps), swaps });

/**
 * The exchanges in their usual order, then in every other (permutations begin with the usual one), then all of EFI at
 * once. Whole directories in place of single files are no candidates of their own: a file is only exchanged by itself
 * where nothing else of its directory changes, so that every half-done state would be the same.
 */
export function* candidatesFor(changes: TreeChanges, scope: PlanScope): Generator<Candidate> {
  const swaps = groupIntoSwaps(changes, scope);
  const orders = swaps.length > MAX_PERMUTED ? [swaps, swaps.toReversed()] : permutations(swaps);
  for (const order of orders) yield candidateOf(order);
  // A single exchange has no half-done state: a wider one would not boot either.
  if (swaps.length > 1) yield candidateOf(groupIntoSwaps(changes, 'esp'));
}

const because = (swap: Swap, why: string): Swap => ({ ...swap, why: clipDetail(why, textBytes.why) });

/** The exchanges, each with the reason why the usual ones were not chosen. */
export const explainSwaps = ({ scope, swaps }: Candidate, [usual]: readonly Unsafe[]): Swap[] => {
  if (usual === undefined) return [...swaps];
  if (scope === 'esp')
    return swaps.map((swap) =>
      because(swap, `replacing all of EFI at once, because a half-done update would not boot: ${usual.why}`),
    );
  return swaps.map((swap) =>
    because(
      swap,
      `${swap.why}; not in the usual order, because a half-done update would not boot: ${usual.why}`,
    ),
  );
};
