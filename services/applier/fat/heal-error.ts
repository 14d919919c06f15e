import { CodedError } from '../../../lib/errors.ts';

/**
 * NOT_MOUNTED: no vfat is mounted there. BUSY: a program uses the ESP, or the device is also mounted elsewhere, so it
 * cannot be unmounted. NOT_ALLOWED: permission is missing.
 * WRONG_VOLUME: the device no longer holds the file system that was diagnosed. CHANGED: the sector is not what
 * the diagnosis read. NOT_WRITTEN: the device failed, or does not read back as written. NOT_REMOUNTED: the ESP was unmounted
 * and could not be mounted again. NO_SLOT: a live directory would have to grow. All but NOT_WRITTEN and NOT_REMOUNTED leave
 * everything unchanged.
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
