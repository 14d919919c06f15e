import { CodedError } from '../../../lib/errors.ts';

/**
 * All but NOT_WRITTEN and NOT_REMOUNTED leave everything as it was.
 * @errors ESP repair
 */
export type HealErrorCode =
  /** No vfat file system is mounted at the ESP's path. Nothing was changed. @remedy Mount the ESP. */
  | 'NOT_MOUNTED'
  /**
   * Something uses the ESP, or it is mounted twice, so it cannot be unmounted. Nothing was changed.
   * @remedy Find the user with `fuser -m`, stop it, and run `bootswap recover`.
   */
  | 'BUSY'
  /** The ESP may not be unmounted or written to. Nothing was changed. @remedy Run as root, outside of a container. */
  | 'NOT_ALLOWED'
  /**
   * The device holds another file system than the one that was examined. Nothing was changed.
   * @remedy Check which device is mounted, and run `bootswap recover` again.
   */
  | 'WRONG_VOLUME'
  /** A sector changed since it was examined. Nothing was changed. @remedy Run `bootswap recover` again. */
  | 'CHANGED'
  /**
   * The device failed to write a sector, or reads back something else.
   * @remedy Check the disk, then run `bootswap recover` again.
   */
  | 'NOT_WRITTEN'
  /**
   * The ESP was unmounted for the repair and could not be mounted again.
   * @remedy Run `mount` as the message says, or `bootswap recover`.
   */
  | 'NOT_REMOUNTED'
  /**
   * The directory has no free entry where the staged copy must lie, and a live directory must not grow.
   * @remedy Remove an unused file from the directory.
   */
  | 'NO_SLOT';

export class HealError extends CodedError<HealErrorCode> {}
