/** The plans in the state directory: kept as they were signed, and checked again whenever they are read. */
import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../../lib/errors.ts';
import { planPath } from '../../../lib/host/index.ts';
import type { HostRecord, StateDirectory } from '../../../lib/host/index.ts';
import type { Logger } from '../../../lib/runtime/types.ts';
import { writeFileDurably } from '../../../lib/sys/index.ts';
import type { Plan, Sha256Hex } from '../../../lib/wire/types.ts';

type Opener = { state: StateDirectory; openPlan: (envelope: Uint8Array) => Plan; log: Logger };

/** Keeps the envelope of a plan; it is durable when this resolves. */
export const keepPlan = (state: StateDirectory, planId: Sha256Hex, envelope: Uint8Array): Promise<void> =>
  writeFileDurably(planPath(state, planId), envelope, { mode: 0o640 });

/** A kept plan, or null if it is not there, damaged, or signed by a key that is not pinned any more. */
export const readPlan = async (deps: Opener, planId: Sha256Hex): Promise<Plan | null> => {
  try {
    return deps.openPlan(await readFile(planPath(deps.state, planId)));
  } catch (error) {
    if (!hasCode(error, 'ENOENT'))
      deps.log.warn('a stored plan cannot be read', { planId, error: String(error) });
    return null;
  }
};

const planIdsIn = async (state: StateDirectory): Promise<string[]> =>
  (await readdir(state.plansDirectory)).flatMap((name) => {
    const match = /^([0-9a-f]{64})\.dsse$/.exec(name);
    return match?.[1] === undefined ? [] : [match[1]];
  });

/** All plans that can be opened, the newest generation first. */
export const readPlans = async (deps: Opener): Promise<Plan[]> => {
  const plans: Plan[] = [];
  for (const planId of await planIdsIn(deps.state)) {
    const plan = await readPlan(deps, planId);
    if (plan !== null) plans.push(plan);
  }
  return plans.toSorted((a, b) => Number(b.generation - a.generation));
};

/** The plans that the record still refers to. */
export const referredPlanIds = (record: HostRecord): string[] =>
  [record.live, record.former].flatMap((state) => (state === null ? [] : [state.planId]));

/** Removes the plans that nothing refers to. */
export const prunePlans = async (state: StateDirectory, record: HostRecord): Promise<void> => {
  const wanted = referredPlanIds(record);
  for (const planId of await planIdsIn(state)) {
    if (!wanted.includes(planId)) await unlink(join(state.plansDirectory, `${planId}.dsse`));
  }
};
