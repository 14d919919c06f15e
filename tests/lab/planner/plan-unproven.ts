import type { PayloadManifest, HostFacts } from '../../../lib/wire/types.ts';
import { createClassPlanner } from '../../../services/planner/index.ts';
import type { HostPlan, PlanOptions, ProofSources } from '../../../services/planner/index.ts';

/** Sources of a planner that proves nothing. */
export const noSources: ProofSources = {
  evidence: {
    bootFile: async () => null,
    variables: async () => null,
    tpmLog: async () => null,
  },
  payloadFiles: async () => new Map(),
};

/** What the planner makes of one host and one payload with --unproven. */
export const planUnproven = (
  facts: HostFacts,
  manifest: PayloadManifest,
  options: PlanOptions = {},
): Promise<HostPlan> => createClassPlanner(manifest, noSources, { ...options, unproven: true }).plan(facts);
