import { planTidy, withVolume } from '../../../lib/esp/fat/index.ts';
import { clearDirtyMark } from './heal.ts';
import { writeSector } from './write-sector.ts';

/**
 * Reclaims the lost clusters of a device that is not mounted, makes its FATs equal, and clears the dirty mark if no damage
 * remains. Each step writes one sector, and can be repeated after a crash (invariant 11 in docs/power-loss.md).
 * @returns what was reclaimed
 * @throws {HealError} as `writeSector`; {FatError}
 */
export const tidyDevice = async (device: string): Promise<{ clusters: number; bytes: number }> => {
  const freed = await withVolume(device, async (volume) => {
    const plan = await planTidy(volume);
    for (const patch of plan.patches) await writeSector({ device, geometry: volume.geometry, patch });
    return { clusters: plan.freedClusters, bytes: plan.freedClusters * volume.geometry.clusterBytes };
  });
  await clearDirtyMark(device);
  return freed;
};
