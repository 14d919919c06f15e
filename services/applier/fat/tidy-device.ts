import { planTidy, withVolume } from '../../../lib/esp/fat/index.ts';
import { clearDirtyMark } from './heal.ts';
import { writeSector } from './write-sector.ts';

/**
 * Frees the lost clusters of a device that is not mounted, makes its FATs agree, and takes the dirty mark off what is
 * then whole. Each step is one sector; interrupted anywhere, doing it again completes it.
 * @returns the number of clusters freed
 * @throws {HealError} as `writeSector`; {FatError}
 */
export const tidyDevice = async (device: string): Promise<number> => {
  const freedClusters = await withVolume(device, async (volume) => {
    const plan = await planTidy(volume);
    for (const patch of plan.patches) await writeSector({ device, geometry: volume.geometry, patch });
    return plan.freedClusters;
  });
  await clearDirtyMark(device);
  return freedClusters;
};
