/** The trees and plans of the applier's tests on real vfat: as the unit tests', with files of many clusters. */
import { allTargets, makePlan, newTree, oldTree } from '../lab/applier/plans.ts';
import type { TestTree } from '../lab/trees.ts';

const REPEATS = 5000;

const enlarged = (tree: TestTree): TestTree =>
  Object.fromEntries(Object.entries(tree).map(([path, content]) => [path, content.repeat(REPEATS)]));

export const oldBigTree = enlarged(oldTree);
export const newBigTree = enlarged(newTree);
export const bigPlan = makePlan({ before: oldBigTree, after: newBigTree, targets: allTargets });
