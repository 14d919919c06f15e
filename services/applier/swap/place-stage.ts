/** Places a stage's directory entry beside the live one, so that an exchange is one sector write. */
import { FatError } from '../../../lib/esp/fat/index.ts';
import { describeMount, joinEsp } from '../../../lib/esp/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { ApplyError } from '../apply-error.ts';
import type { ApplierDeps, StagePlacement } from '../context.ts';
import { createStagePlaced } from '../fat/index.ts';
import { isThere } from '../esp/exists.ts';
import { nameOf, parentOf } from '../esp/names.ts';

type Placing = { swap: Pick<Swap, 'target'>; stagePath: string; create: () => Promise<void> };

/**
 * Makes the stage's entry with `create` (mkdir, or an empty file), after the live entry in the same sector if a slot is free
 * there (invariants 2 and 3 in docs/power-loss.md). Null if the ESP is not a vfat mount.
 * @throws {ApplyError} DIRECTORY_FULL; what `create` throws; Node's error
 */
export const placeStage = async (
  { espRoot, log }: Pick<ApplierDeps, 'espRoot' | 'log'>,
  { swap: { target }, stagePath, create }: Placing,
): Promise<StagePlacement | null> => {
  const { filesystem, isMountPoint, root } = await describeMount(espRoot);
  if (filesystem !== 'vfat' || !isMountPoint || root !== '/') {
    await create();
    return null;
  }
  const names = { parent: parentOf(target), live: nameOf(target), stage: nameOf(stagePath) };
  try {
    const report = await createStagePlaced(espRoot, names, create);
    return report === null ? null : { ...report, target, stagePath };
  } catch (error) {
    if (hasCode(error, 'NO_SLOT')) throw new ApplyError('DIRECTORY_FULL', messageOf(error), { cause: error });
    if (!(error instanceof FatError)) throw error;
    log.warn('cannot choose the place of the stage', { stagePath, why: messageOf(error) });
    if (!(await isThere(joinEsp(espRoot, stagePath)))) await create();
    return null;
  }
};

/** True if exchanging the two is one write, and fsck.vfat would keep the live one. */
export const isIdeal = ({ sector, order }: StagePlacement): boolean =>
  sector === 'same' && order === 'behind';

/** `EFI/DEBIAN.BSW is after EFI/debian in the same sector`. */
export const describePlacement = ({ target, stagePath, sector, order, steered }: StagePlacement): string => {
  const side = order === 'behind' ? 'after' : 'before';
  const where = sector === 'same' ? 'in the same sector' : 'in another sector';
  return `${stagePath} is ${side} ${target} ${where}${steered ? ' (placed)' : ''}`;
};
