import { CodedError } from '../../../lib/errors.ts';

/**
 * NOT_MOUNTED: there is no vfat mounted there. BUSY: something uses the ESP, or the device is mounted elsewhere, so it
 * cannot be unmounted. NOT_ALLOWED: permission is missing.
 * WRONG_VOLUME: the device holds another file system than the one that was diagnosed. CHANGED: the sector is not what
 * the diagnosis saw. NOT_WRITTEN: the device failed, or gives back something else. NOT_REMOUNTED: the ESP was unmounted
 * and would not be mounted again. NO_SLOT: a live directory would have to grow. All but NOT_WRITTEN and NOT_REMOUNTED leave
 * everything as it was.
 */
export type HealErrorCode =
  | 'NOT_MOUNTED'
  | 'BUSY'
  | 'NOT_ALLOWED'
  | 'WRONG_VOLUME'
  | 'CHANGED'
  | 'NOT_WRITTEN'
  | 'NOT_REMOUNTED'
  | 'NO_SLOT';

export class HealError extends CodedError<HealErrorCode> {}
