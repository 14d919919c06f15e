/** Makes the plan of one host from the body that its class has in common. Pure. */
import { planIdsOf } from '../../../lib/wire/index.ts';
import type { BootProof, HostFacts, OwnPlanPart, Plan, PlanTemplate } from '../../../lib/wire/index.ts';
import type { PlanBody } from './plan-host.ts';

/** A host that is off for longer asks for a new plan when it is back. */
export const defaultPlanValidityMs = 7 * 24 * 60 * 60 * 1000;

type Times = { issuedAtMs: number; planValidityMs: number };
export type CompleteOptions = Times & { payloadEventId: string; proof: BootProof | null };

/** What the host has of its own in its plan: the next generation, the proof for its firmware, and its id and times. */
export const ownPartOf = (
  { host, generation }: Pick<HostFacts, 'host' | 'generation'>,
  {
    planIdFor,
    issuedAtMs,
    planValidityMs,
    proof,
  }: Times & Pick<PlanTemplate, 'planIdFor'> & { proof: BootProof | null },
): OwnPlanPart => {
  const next = { host, generation: generation + 1n, proof };
  return {
    ...next,
    planId: planIdFor(next),
    issuedAtMs: BigInt(issuedAtMs),
    expiresAtMs: BigInt(issuedAtMs + planValidityMs),
  };
};

/** The whole plan; the same facts and body give the same plan id. */
export const completePlan = (
  body: PlanBody,
  facts: Pick<HostFacts, 'host' | 'generation'>,
  { payloadEventId, ...times }: CompleteOptions,
): Plan => ({ ...body, payloadEventId, ...ownPartOf(facts, { ...times, planIdFor: planIdsOf(body) }) });
