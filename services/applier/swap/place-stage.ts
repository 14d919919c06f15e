/** Where a stage's directory entry lies to the live one's: what decides whether an exchange is one sector write. */
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
 * Makes the stage's entry with `create` (mkdir, or an empty file), in the live entry's sector and behind it where that can
 * be had. Null where there is no vfat to look at.
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
    log.warn('the place of a stage cannot be steered', { stagePath, why: messageOf(error) });
    if (!(await isThere(joinEsp(espRoot, stagePath)))) await create();
    return null;
  }
};

/** True if an exchange of the two is one write, and fsck.vfat would spare the live one. */
export const isIdeal = ({ sector, order }: StagePlacement): boolean =>
  sector === 'same' && order === 'behind';

/** `EFI/DEBIAN.BSW is in the sector of EFI/debian, behind it`. */
export const describePlacement = ({ target, stagePath, sector, order, steered }: StagePlacement): string => {
  const where = sector === 'same' ? `in the sector of ${target}` : `not in the sector of ${target}`;
  return `${stagePath} is ${where}, ${order} it${steered ? ' (steered)' : ''}`;
};
