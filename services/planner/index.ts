import type { ServiceFunction } from '../../lib/runtime/index.ts';
import { createSigner } from '../../lib/trust/index.ts';
import type { PlannerDependencies } from './dependencies.ts';
import { evidenceOnBus } from './evidence.ts';
import { createPayloadReader } from './payload-events.ts';
import { factsFunction } from './plan-facts.ts';
import { payloadFunction } from './plan-payload.ts';

/** All that the planner does on the bus. */
export const plannerFunctions = (deps: PlannerDependencies): ServiceFunction[] => {
  const readLast = createPayloadReader(deps);
  const evidence = evidenceOnBus(deps.bus);
  const signing = { ...deps, evidence, signer: createSigner(deps.signingKey) };
  return [payloadFunction(signing, readLast), factsFunction(signing, readLast)];
};

export { createClassPlanner } from './roomy-planner.ts';
export type { ClassPlanner, HostPlan, ProofSources } from './classes.ts';
export { completePlan, defaultPlanValidityMs } from './complete-plan.ts';
export type { CompleteOptions } from './complete-plan.ts';
export type { PlannerDependencies } from './dependencies.ts';
export { evidenceFrom } from './evidence.ts';
export type { EvidenceSource } from './evidence.ts';
export { readPayloadFiles } from './payload-boot-files.ts';
export type { ContentOf } from './payload-boot-files.ts';
export { planHost } from './plan-host.ts';
export type { ContentPlan, PlanBody, PlanOptions } from './plan-host.ts';
export type { RefusalCode } from './refusals.ts';
export { planScopes } from './swaps.ts';
export type { PlanScope } from './swaps.ts';
