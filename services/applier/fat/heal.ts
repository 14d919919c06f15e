/** Repairs swaps that a power cut has damaged, below the file system: one sector at a time, diagnosed again after each. */
import { diagnoseSwap, patchToClearDirty, surveyVolume, withVolume } from '../../../lib/esp/fat/index.ts';
import type { Diagnosis, FatVolume, Heal, SwapNames } from '../../../lib/esp/fat/index.ts';
import { writeSector } from './write-sector.ts';

export type HealOptions = {
  /**
   * Whether a complete stage may replace a damaged live tree. Gets the volume, so that the stage's
   * contents can be read first. Never by default.
   */
  mayAdopt?: (volume: FatVolume, diagnosis: Diagnosis) => Promise<boolean>;
};

export type HealStep = { names: SwapNames; kind: Heal['kind']; diagnosis: Diagnosis['kind']; why: string };

export type HealResult = {
  /** The writes, in order; one sector each. */
  steps: HealStep[];
  /** One for each swap, after the repair. */
  diagnoses: Diagnosis[];
};

/** Adopting a stage takes two writes if the entries are in two sectors. */
const MAX_ROUNDS = 4;

const isAllowed = async (volume: FatVolume, diagnosis: Diagnosis, options: HealOptions): Promise<boolean> => {
  if (diagnosis.heal === null) return false;
  if (diagnosis.heal.kind === 'delete-stage') return true;
  return (await options.mayAdopt?.(volume, diagnosis)) ?? false;
};

type Round = { diagnosis: Diagnosis; step: HealStep | null };

const healOnce = (device: string, names: SwapNames, options: HealOptions): Promise<Round> =>
  withVolume(device, async (volume) => {
    const diagnosis = await diagnoseSwap(volume, names);
    const { heal, kind, why } = diagnosis;
    if (heal === null || !(await isAllowed(volume, diagnosis, options))) return { diagnosis, step: null };
    await writeSector({ device, geometry: volume.geometry, patch: heal.patch });
    return { diagnosis, step: { names, kind: heal.kind, diagnosis: kind, why } };
  });

/**
 * Repairs swaps on a device that is not mounted. Can be repeated after a crash.
 * @throws {HealError} as `writeSector`; {FatError}
 */
export const healDevice = async (
  device: string,
  swaps: readonly SwapNames[],
  options: HealOptions = {},
): Promise<HealResult> => {
  const result: HealResult = { steps: [], diagnoses: [] };
  for (const names of swaps) {
    let round = await healOnce(device, names, options);
    for (let rounds = 1; round.step !== null && rounds < MAX_ROUNDS; rounds += 1) {
      result.steps.push(round.step);
      round = await healOnce(device, names, options);
    }
    if (round.step !== null) result.steps.push(round.step);
    result.diagnoses.push(round.diagnosis);
  }
  return result;
};

/**
 * Clears the dirty mark of a device that is not mounted. The kernel never clears it if the volume was dirty when it
 * was mounted. Only if nothing is damaged or lost: otherwise fsck.vfat would not check the volume.
 * @returns whether it was cleared
 * @throws {HealError} as `writeSector`; {FatError}
 */
export const clearDirtyMark = (device: string): Promise<boolean> =>
  withVolume(device, async (volume) => {
    const patch = await patchToClearDirty(volume);
    if (patch === null) return false;
    const { crossLinks, damaged, lostClusters } = await surveyVolume(volume);
    if (crossLinks.length > 0 || damaged.length > 0 || lostClusters > 0) return false;
    await writeSector({ device, geometry: volume.geometry, patch });
    return true;
  });
