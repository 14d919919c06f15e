/** Warnings on accepted plans. Pure. */
import type { BootProof, ProvenEntry } from '../../wire/types.ts';

/**
 * Of plans that are accepted all the same.
 * @errors plan warnings
 */
export type PlanWarningCode =
  /**
   * The plan was made with `--unproven`, so nobody checked whether the host boots.
   * @remedy Run without `--unproven` where firmware variables are available.
   */
  | 'UNPROVEN'
  /**
   * The first boot raises SbatLevel in the firmware. The previous boot loaders do not boot after that.
   * @remedy Test the update on a few hosts first.
   */
  | 'ROLLBACK_UNTIL_FIRST_BOOT'
  /**
   * The current boot loaders do not boot, or may not, so a rollback would not help.
   * @remedy Have a rescue system at hand.
   */
  | 'ROLLBACK_IMPOSSIBLE'
  /**
   * LUKS volumes are sealed to a TPM register that changes. They will not unlock by themselves at the next boot.
   * @remedy Enrol them again before the reboot, or have the recovery key at hand.
   */
  | 'MEASUREMENTS_CHANGE'
  /**
   * A boot entry is already broken, or may be, and stays so.
   * @remedy Repair or remove the entry: `efibootmgr -B -b NNNN`.
   */
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
