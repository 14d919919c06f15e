/** Plans with the narrowest scope that makes no live directory grow. */
import { findFullDirectory, newEntriesOf } from '../../../lib/host/index.ts';
import { clipDetail, textBytes } from '../../../lib/wire/index.ts';
import type { HostFacts, PayloadManifest } from '../../../lib/wire/types.ts';
import type { ClassPlanner, HostPlan, ProofSources } from './classes.ts';
import type { PlanOptions } from '../plan/plan-host.ts';
import type { ProofCounts } from './proof-class.ts';
import { createProvingPlanner } from './proving-planner.ts';
import { refused } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';
import { planScopes } from '../plan/swaps.ts';

const placeOf = (path: string): string => (path === '' ? 'the root directory of the ESP' : path);

const noRoom = (full: string): Refused =>
  refused(
    'DIRECTORY_FULL',
    `${placeOf(full)} has no free entry for the stage, and a live directory must not grow: a power cut could damage it. ` +
      `Delete an unused file from it; every scope needs a free entry there`,
  );

const fullIn = ({ esp }: HostFacts, planned: Extract<HostPlan, { kind: 'plan' }>): string | null =>
  findFullDirectory(planned.body.swaps.flatMap(newEntriesOf), esp.directoryRoom);

/** Adds the reason why the scope is wider than the changes need. */
const because = (planned: HostPlan, full: string | null): HostPlan => {
  if (full === null || planned.kind === 'unchanged') return planned;
  const why = `wider than the changes need, because ${placeOf(full)} has no free entry and must not grow`;
  if (planned.kind === 'refused') return refused(planned.code, `${planned.detail} (${why})`);
  const swaps = planned.body.swaps.map((swap) => ({ ...swap, why: clipDetail(why, textBytes.why) }));
  return { ...planned, body: { ...planned.body, swaps } };
};

const sum = (counts: readonly Readonly<ProofCounts>[]): ProofCounts => ({
  proofs: counts.reduce((total, { proofs }) => total + proofs, 0),
  verdicts: counts.reduce((total, { verdicts }) => total + verdicts, 0),
  forecasts: counts.reduce((total, { forecasts }) => total + forecasts, 0),
});

/**
 * A planner for many hosts and one payload. It plans without proofs only if `unproven` asks for that. Where a stage would
 * make a live directory grow (see `findFullDirectory`) the next wider scope is tried, whose stages are in another directory.
 */
export const createClassPlanner = (
  manifest: PayloadManifest,
  sources: ProofSources,
  options: PlanOptions = {},
): ClassPlanner => {
  const scopes = planScopes.slice(planScopes.indexOf(options.scope ?? 'auto'));
  const planners = scopes.map((scope) => createProvingPlanner(manifest, sources, { ...options, scope }));
  const plan = async (facts: HostFacts): Promise<HostPlan> => {
    let full: string | null = null;
    for (const planner of planners) {
      const planned = because(await planner.plan(facts), full);
      if (planned.kind !== 'plan') return planned;
      const next = fullIn(facts, planned);
      if (next === null) return planned;
      full ??= next;
    }
    return noRoom(full ?? '');
  };
  return {
    plan,
    classCount: () => planners[0]?.classCount() ?? 0,
    counts: () => sum(planners.map((planner) => planner.counts())),
  };
};
