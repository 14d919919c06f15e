import type { ServiceFunction } from '../../lib/runtime/index.ts';
import { createSigner } from '../../lib/trust/index.ts';
import type { PlannerDependencies } from './dependencies.ts';
import { evidenceOnBus } from './prove/evidence.ts';
import { createPayloadReader } from './events/payload-events.ts';
import { factsFunction } from './events/plan-facts.ts';
import { payloadFunction } from './events/plan-payload.ts';

/** All that the planner does on the bus. */
export const plannerFunctions = (deps: PlannerDependencies): ServiceFunction[] => {
  const readLast = createPayloadReader(deps);
  const evidence = evidenceOnBus(deps.bus);
  const signing = { ...deps, evidence, signer: createSigner(deps.signingKey) };
  return [payloadFunction(signing, readLast), factsFunction(signing, readLast)];
};

export { createClassPlanner } from './prove/roomy-planner.ts';
export type { ClassPlanner, HostPlan, ProofSources } from './prove/classes.ts';
export { completePlan, defaultPlanValidityMs } from './plan/complete-plan.ts';
export type { CompleteOptions } from './plan/complete-plan.ts';
export type { PlannerDependencies } from './dependencies.ts';
export { evidenceFrom } from './prove/evidence.ts';
export type { EvidenceSource } from './prove/evidence.ts';
export { readPayloadFiles } from './events/payload-boot-files.ts';
export type { ContentOf } from './events/payload-boot-files.ts';
export type { ContentPlan, PlanBody, PlanOptions } from './plan/plan-host.ts';
export type { RefusalCode } from './plan/refusals.ts';
export { planScopes } from './plan/swaps.ts';
export type { PlanScope } from './plan/swaps.ts';
