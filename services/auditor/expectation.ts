/** What the ESP should hold, from the signed plan that is live: read from the state directory and verified again. */
import { readFile } from 'node:fs/promises';
import { messageOf } from '../../lib/errors.ts';
import { expectedFiles, planPath } from '../../lib/host/index.ts';
import type { ExpectedFiles, LiveState, StateDirectory } from '../../lib/host/index.ts';
import { openPlan } from '../../lib/trust/index.ts';
import type { PublicKey } from '../../lib/trust/index.ts';
import type { Check, Plan } from '../../lib/wire/types.ts';
import type { CheckName } from './checks.ts';

export type Expectation = {
  /** Null if there is no trusted plan. */
  livePlan: Plan | null;
  expected: ExpectedFiles | null;
  check: Check | null;
};

const planCheck = (result: Check['result'], detail: string): Check => ({
  name: 'plan-signed' satisfies CheckName,
  result,
  detail,
});

/**
 * Reads and verifies the live plan. The auditor does not take the applier's word for what the plan said: a plan that
 * is gone or does not verify is a failed check, not an exception.
 */
export const readExpectation = async (
  state: StateDirectory,
  { live, plannerKeys }: { live: LiveState | null; plannerKeys: readonly PublicKey[] },
): Promise<Expectation> => {
  if (live === null) return { livePlan: null, expected: null, check: null };
  try {
    const { plan } = openPlan(await readFile(planPath(state, live.planId)), plannerKeys);
    const what = `${live.side} plan ${live.planId.slice(0, 12)}, generation ${plan.generation}`;
    const expected = expectedFiles(plan, live.side);
    return { livePlan: plan, expected, check: planCheck('pass', what) };
  } catch (error) {
    const detail = `the installed plan ${live.planId.slice(0, 12)} cannot be read: ${messageOf(error)}`;
    return { livePlan: null, expected: null, check: planCheck('fail', detail) };
  }
};
