import { bootswap } from './gen/bootswap.js';
import type { Phase } from './types.ts';

const { Phase: Phases } = bootswap.v1;

/** The numbers of the phases in the .proto. */
export const phaseNumbers: Record<Phase, number> = {
  staged: Phases.PHASE_STAGED,
  verified: Phases.PHASE_VERIFIED,
  exchanged: Phases.PHASE_EXCHANGED,
  unchanged: Phases.PHASE_UNCHANGED,
  rejected: Phases.PHASE_REJECTED,
  failed: Phases.PHASE_FAILED,
  'rolled-back': Phases.PHASE_ROLLED_BACK,
  stuck: Phases.PHASE_STUCK,
};
