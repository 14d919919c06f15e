/** From a body to a signed plan that is ready to be published. */
import { eventTypes, subjects } from '../../lib/bus/index.ts';
import type { Emission } from '../../lib/runtime/index.ts';
import { signPlanTemplate } from '../../lib/trust/index.ts';
import { createPlanTemplate, WireError } from '../../lib/wire/index.ts';
import type { HostFacts, OwnPlanPart, PlanTemplate } from '../../lib/wire/index.ts';
import { messageOf } from '../../lib/errors.ts';
import { defaultPlanValidityMs, ownPartOf } from './complete-plan.ts';
import type { PlannerDependencies } from './dependencies.ts';
import type { PlanBody } from './plan-host.ts';
import type { TrustedPayload } from './payload-events.ts';
import { refused } from './refusals.ts';
import type { Refused } from './refusals.ts';

type Signing = Pick<PlannerDependencies, 'signingKey' | 'clock' | 'planValidityMs'>;

/** A plan that is decided on and not signed yet. */
export type PlanDraft = { own: OwnPlanPart; template: PlanTemplate };

export type PlanWriter = {
  /** PLAN_TOO_LARGE if no message could hold the plans of this body. */
  draft: (body: PlanBody, facts: Pick<HostFacts, 'host' | 'generation'>) => PlanDraft | Refused;
  /**
   * The event of the plan, signed off the main thread. Its id names its cause, the event that set the planner off: the
   * same delivered again gives no second plan, but when the same plan is right again later (a payload published twice,
   * a tree that changed there and back), the stream must not drop it as a duplicate.
   */
  seal: (draft: PlanDraft, cause: string) => Promise<Emission | Refused>;
};

/** A host with thousands of files in one directory must not stop the others. */
const refuseTooLarge = (error: unknown): Refused => {
  if (!(error instanceof WireError)) throw error;
  return refused(
    'PLAN_TOO_LARGE',
    `${messageOf(error)}; remove files from the directories that the payload changes`,
  );
};

const templateOf = (body: PlanBody, { eventId }: TrustedPayload): PlanTemplate | Refused => {
  try {
    return createPlanTemplate({ ...body, payloadEventId: eventId });
  } catch (error) {
    return refuseTooLarge(error);
  }
};

const sealDraft = async (draft: PlanDraft, cause: string, { signingKey }: Signing): Promise<Emission> => {
  const { host, planId } = draft.own;
  return {
    id: `plan:${host}:${planId}:${cause}`,
    busSubject: subjects.plan(host),
    type: eventTypes.plan,
    subject: host,
    data: await signPlanTemplate(draft, signingKey),
  };
};

/** Writes the plans of one payload. A body that comes again, as those of a class do, is encoded once. */
export const createPlanWriter = (payload: TrustedPayload, deps: Signing): PlanWriter => {
  const templates = new WeakMap<PlanBody, PlanTemplate | Refused>();
  const { clock, planValidityMs = defaultPlanValidityMs } = deps;
  return {
    draft: (body, facts) => {
      const template = templates.get(body) ?? templateOf(body, payload);
      templates.set(body, template);
      if ('kind' in template) return template;
      const { planIdFor } = template;
      return { own: ownPartOf(facts, { planIdFor, planValidityMs, issuedAtMs: clock.nowMs() }), template };
    },
    seal: (draft, cause) => sealDraft(draft, cause, deps).catch(refuseTooLarge),
  };
};
