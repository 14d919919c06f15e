/** Warnings on accepted plans. Pure. */
import type { BootProof, ProvenEntry } from '../../wire/types.ts';

export type PlanWarningCode =
  | 'UNPROVEN'
  | 'ROLLBACK_UNTIL_FIRST_BOOT'
  | 'ROLLBACK_IMPOSSIBLE'
  | 'MEASUREMENTS_CHANGE'
  | 'ENTRY_DOES_NOT_BOOT';

export type PlanWarning = { code: PlanWarningCode; detail: string };

const unproven: PlanWarning = {
  code: 'UNPROVEN',
  detail: 'planned without a proof that the host boots (--unproven)',
};

const rollbackWarnings = ({ possible, until, why }: BootProof['rollback']): PlanWarning[] => {
  if (until === 'first-boot')
    return [
      {
        code: 'ROLLBACK_UNTIL_FIRST_BOOT',
        detail: `rollback is possible only until the first boot; after that: ${why}`,
      },
    ];
  return possible ? [] : [{ code: 'ROLLBACK_IMPOSSIBLE', detail: `rollback is not possible: ${why}` }];
};

const measurementWarnings = ({ breaks }: BootProof['measurements']): PlanWarning[] =>
  breaks.length === 0
    ? []
    : [
        {
          code: 'MEASUREMENTS_CHANGE',
          detail: `${breaks.join('; ')}; before the next boot, enrol again or have the recovery key at hand`,
        },
      ];

const describeEntry = ({ name, path, class: bootClass }: ProvenEntry): string =>
  `${name} ${path} (${bootClass})`;

const entryWarnings = ({ states }: BootProof): PlanWarning[] => {
  const dead = (states.at(-1)?.entries ?? []).filter((entry) => entry.verdict !== 'boots');
  if (dead.length === 0) return [];
  const detail = `already broken, or not known to boot, and not changed by this plan: ${dead.map(describeEntry).join(', ')}`;
  return [{ code: 'ENTRY_DOES_NOT_BOOT', detail }];
};

/** Of a plan's proof; null is a plan without one. */
export const warningsOf = (proof: BootProof | null): PlanWarning[] =>
  proof === null
    ? [unproven]
    : [
        ...rollbackWarnings(proof.rollback),
        ...measurementWarnings(proof.measurements),
        ...entryWarnings(proof),
      ];
