/** Whether a plan's proof that the host will boot still holds here. Pure. */
import type { Firmware } from '../../../lib/uefi/index.ts';
import type { BootProof, Plan } from '../../../lib/wire/types.ts';
import type { PlanProblem } from '../apply-error.ts';
import type { OwnFirmware } from '../host-boot.ts';

export type ProofContext = {
  /** This host's own, as it is now; null if it cannot be read. */
  own: OwnFirmware | null;
  /** Whether this applier takes plans without a proof. */
  isUnproven: boolean;
};

const UNPROVEN: PlanProblem = {
  code: 'UNPROVEN',
  detail:
    'the plan carries no proof that this host boots, and this applier runs without --unproven: ' +
    'run the planner without --unproven, or this applier with it',
};

/** A state for each exchange (the wire has numbered them), and in each of them the host boots. */
const checkStates = ({ states }: BootProof, { swaps }: Pick<Plan, 'swaps'>): PlanProblem | null => {
  const invalid = (detail: string): PlanProblem => ({
    code: 'PROOF_INVALID',
    detail: `the plan's proof contradicts the plan: ${detail}; please report this defect of the planner`,
  });
  if (states.length !== swaps.length) return invalid(`${states.length} states for ${swaps.length} exchanges`);
  const failing = states.find(({ verdict }) => verdict !== 'boots');
  return failing === undefined
    ? null
    : invalid(`after ${failing.exchanges} exchanges the verdict is ${failing.verdict}`);
};

/** `sbat,1,2025021800` begins with the day of its issue; shim only ever takes a later one. */
const dayOf = (level: string | null): string => /^sbat,\d+,(\d+)/.exec(level ?? '')?.[1] ?? '';

const describeLevel = ({ sbatLevel }: Firmware, { states }: BootProof): string => {
  const [own, proven] = [dayOf(sbatLevel), dayOf(states.at(-1)?.sbatLevelAfter ?? '')];
  if (own > proven) return `SbatLevelRT has changed: it is ${own}, but the proof used ${proven || 'none'}`;
  return `SbatLevelRT is ${own || 'missing'}`;
};

/** A digest does not tell what has changed; what can be said is what is there. */
const describeOwn = ({ firmware }: OwnFirmware, proof: BootProof): string => {
  const { secureBoot, bootOrder, bootNext, problems } = firmware;
  const order = (bootOrder ?? []).map((number) => number.toString(16).toUpperCase().padStart(4, '0'));
  return [
    `Secure Boot is ${secureBoot}`,
    describeLevel(firmware, proof),
    `BootOrder is ${order.join(',') || 'empty'}`,
    ...(bootNext === null ? [] : ['BootNext is set']),
    ...problems.slice(0, 3).map(({ variable }) => `${variable} cannot be read`),
  ].join(', ');
};

const AFTERWARDS = "the host's next facts lead to a new plan";

/**
 * The first thing wrong with a plan's proof, or null. A host that has no variables to compare takes a proof for none.
 */
export const judgeProof = (
  plan: Pick<Plan, 'proof' | 'swaps'>,
  { own, isUnproven }: ProofContext,
): PlanProblem | null => {
  const { proof } = plan;
  if (proof === null) return isUnproven ? null : UNPROVEN;
  const contradiction = checkStates(proof, plan);
  if (contradiction !== null) return contradiction;
  if (own?.sha256 === proof.firmwareSha256 || (own === null && isUnproven)) return null;
  const found = own === null ? 'they cannot be read' : describeOwn(own, proof);
  return {
    code: 'FIRMWARE_CHANGED',
    detail: `the firmware variables have changed since the plan was proven: ${found}; ${AFTERWARDS}`,
  };
};
