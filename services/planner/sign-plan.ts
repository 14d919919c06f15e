/** From a body to a signed plan that is ready to be published. */
import { eventTypes, subjects } from '../../lib/bus/index.ts';
import type { Emission } from '../../lib/runtime/index.ts';
import { signPlan } from '../../lib/trust/index.ts';
import { WireError } from '../../lib/wire/index.ts';
import type { HostFacts, Plan } from '../../lib/wire/types.ts';
import { messageOf } from '../../lib/errors.ts';
import { completePlan, defaultPlanValidityMs } from './complete-plan.ts';
import type { PlannerDependencies } from './dependencies.ts';
import type { PlanBody } from './plan-host.ts';
import type { TrustedPayload } from './payload-events.ts';
import { refused } from './refusals.ts';
import type { Refused } from './refusals.ts';

export type PlanFor = { facts: HostFacts; body: PlanBody; payload: TrustedPayload };
type Signing = Pick<PlannerDependencies, 'signingKey' | 'clock' | 'planValidityMs'>;

export const makePlan = ({ facts, body, payload }: PlanFor, { clock, planValidityMs }: Signing): Plan =>
  completePlan(body, facts, {
    payloadEventId: payload.eventId,
    issuedAtMs: clock.nowMs(),
    planValidityMs: planValidityMs ?? defaultPlanValidityMs,
  });

type Cause = { cause: string };

/**
 * The event of a plan. Its id names its cause, the event that set the planner off: the same delivered again gives no
 * second plan, but when the same plan is right again later (a payload published twice, a tree that changed there and
 * back), the stream must not drop it as a duplicate. PLAN_TOO_LARGE if no message could hold it: a host with
 * thousands of files in one directory must not stop the others.
 */
export const planEmission = (plan: Plan, { signingKey, cause }: Signing & Cause): Emission | Refused => {
  try {
    return {
      id: `plan:${plan.host}:${plan.planId}:${cause}`,
      busSubject: subjects.plan(plan.host),
      type: eventTypes.plan,
      subject: plan.host,
      data: signPlan(plan, signingKey),
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return refused(
      'PLAN_TOO_LARGE',
      `${messageOf(error)}; remove files from the directories that the payload changes`,
    );
  }
};
