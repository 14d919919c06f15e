import { CodedError } from '../../errors.ts';

/**
 * Why a volume cannot be read below the file system.
 * @errors ESP repair
 */
export type FatErrorCode =
  /** The device holds no FAT file system. @remedy Check `--esp`. */
  | 'NOT_FAT'
  /**
   * The file system is a kind of FAT that neither Linux nor UEFI accepts as an ESP.
   * @remedy Create the ESP again with `mkfs.vfat`.
   */
  | 'UNSUPPORTED'
  /** The file allocation table is larger than that of any ESP. @remedy Check `--esp`. */
  | 'TOO_LARGE'
  /** The device ends before the file system does. @remedy Check the partition table and the disk. */
  | 'SHORT_READ'
  /** The path does not exist on the device. @remedy Check that nothing else writes to the ESP, and try again. */
  | 'NOT_FOUND'
  /**
   * The path is a file where a directory is needed.
   * @remedy Check that nothing else writes to the ESP, and try again.
   */
  | 'NOT_A_DIRECTORY'
  /**
   * A file or directory has lost part of its clusters.
   * @remedy Run `bootswap recover`. If it says `leave`, run `fsck.vfat`.
   */
  | 'DAMAGED'
  /**
   * The file system has more entries or deeper directories than any ESP.
   * @remedy Remove what does not belong on the ESP.
   */
  | 'TOO_COMPLEX'
  /**
   * The device node of the mounted ESP cannot be found, for example in a container.
   * @remedy Make the device available, or run on the host itself.
   */
  | 'NO_DEVICE';

/** The one error of the raw view: no bytes of a volume make it throw another. What the source throws passes as it is. */
export class FatError extends CodedError<FatErrorCode> {}
