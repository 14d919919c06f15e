/** From a body to a signed plan that is ready to be published. */
import { eventTypes, subjects } from '../../../lib/bus/index.ts';
import type { Emission } from '../../../lib/runtime/index.ts';
import { signEncodedPlans } from '../../../lib/trust/index.ts';
import { createPlanTemplate, WireError } from '../../../lib/wire/index.ts';
import type { BootProof, HostFacts, OwnPlanPart, PlanTemplate } from '../../../lib/wire/index.ts';
import { messageOf } from '../../../lib/errors.ts';
import { defaultPlanValidityMs, ownPartOf } from '../plan/complete-plan.ts';
import type { Signer } from '../../../lib/trust/index.ts';
import type { PlannerDependencies } from '../dependencies.ts';
import type { PlanBody } from '../plan/plan-host.ts';
import type { TrustedPayload } from './payload-events.ts';
import { refused } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';

type Signing = Pick<PlannerDependencies, 'clock' | 'planValidityMs'> & { signer: Signer };

type Decided = { body: PlanBody; proof: BootProof | null };

/** A plan that is decided on and not signed yet. */
export type PlanDraft = { own: OwnPlanPart; encoded: Uint8Array };

export type PlanWriter = {
  /** PLAN_TOO_LARGE if no message could hold it. */
  draft: (planned: Decided, facts: Pick<HostFacts, 'host' | 'generation'>) => PlanDraft | Refused;
  /**
   * The events of the plans, signed. An id names its cause, the event that set the planner off: the same delivered
   * again gives no second plan, but when the same plan is right again later (a payload published twice, a tree that
   * changed there and back), the stream must not drop it as a duplicate.
   */
  seal: (drafts: readonly PlanDraft[], cause: string) => Promise<Emission[]>;
};

/** A host with thousands of files in one directory must not stop the others. */
const refuseTooLarge = (error: unknown): Refused => {
  if (!(error instanceof WireError)) throw error;
  return refused(
    'PLAN_TOO_LARGE',
    `${messageOf(error)}; delete unused files from the directories that the payload changes`,
  );
};

const orRefused = <T extends object>(make: () => T): T | Refused => {
  try {
    return make();
  } catch (error) {
    return refuseTooLarge(error);
  }
};

const emissionOf = ({ host, planId }: OwnPlanPart, data: Uint8Array, cause: string): Emission => ({
  id: `plan:${host}:${planId}:${cause}`,
  busSubject: subjects.plan(host),
  type: eventTypes.plan,
  subject: host,
  data,
});

const NO_BYTES = new Uint8Array(0);

/** Writes the plans of one payload. A body that comes again, as those of a class do, is encoded once. */
export const createPlanWriter = (
  { eventId: payloadEventId }: TrustedPayload,
  { signer, clock, planValidityMs = defaultPlanValidityMs }: Signing,
): PlanWriter => {
  const templates = new WeakMap<PlanBody, PlanTemplate | Refused>();
  const templateOf = (body: PlanBody): PlanTemplate | Refused => {
    const template = templates.get(body) ?? orRefused(() => createPlanTemplate({ ...body, payloadEventId }));
    templates.set(body, template);
    return template;
  };
  return {
    draft: ({ body, proof }, facts) => {
      const template = templateOf(body);
      if ('kind' in template) return template;
      const { planIdFor } = template;
      const own = ownPartOf(facts, { planIdFor, planValidityMs, issuedAtMs: clock.nowMs(), proof });
      return orRefused(() => ({ own, encoded: template.encode(own) }));
    },
    seal: async (drafts, cause) => {
      const signed = await signEncodedPlans(
        drafts.map(({ encoded }) => encoded),
        signer,
      );
      return drafts.map(({ own }, index) => emissionOf(own, signed[index] ?? NO_BYTES, cause));
    },
  };
};
