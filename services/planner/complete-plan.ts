/** Makes the plan of one host from the body that its class has in common. Pure. */
import { planIdOf } from '../../lib/wire/index.ts';
import type { HostFacts, Plan } from '../../lib/wire/types.ts';
import type { PlanBody } from './plan-host.ts';

/** A host that is off for longer asks for a new plan when it is back. */
export const defaultPlanValidityMs = 7 * 24 * 60 * 60 * 1000;

export type CompleteOptions = { payloadEventId: string; issuedAtMs: number; planValidityMs: number };

/** The next generation for this host; the same facts and body give the same plan id. */
export const completePlan = (
  body: PlanBody,
  facts: Pick<HostFacts, 'host' | 'generation'>,
  { payloadEventId, issuedAtMs, planValidityMs }: CompleteOptions,
): Plan => {
  const generation = facts.generation + 1n;
  const { host } = facts;
  return {
    ...body,
    planId: planIdOf({ host, generation, payloadId: body.payloadId, swaps: body.swaps }),
    host,
    payloadEventId,
    generation,
    issuedAtMs: BigInt(issuedAtMs),
    expiresAtMs: BigInt(issuedAtMs + planValidityMs),
  };
};
