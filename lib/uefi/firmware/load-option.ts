import { ByteReader, boundBytes } from '../bytes/byte-reader.ts';
import { parseDevicePaths } from './device-path.ts';
import type { DevicePath } from './device-path.ts';

/**
 * What a Boot#### variable holds. `paths[0]` is what to start (but see `startedPath`); `optionalData` goes to it as its load options.
 */
export type LoadOption = {
  attributes: number;
  description: string;
  paths: DevicePath[];
  optionalData: Uint8Array;
};

/** EFI_LOAD_OPTION attributes (UEFI 2.11, 3.1.3). */
export const LOAD_OPTION_ACTIVE = 0x1;
export const LOAD_OPTION_HIDDEN = 0x8;

const MAX_BYTES = 1 << 16;
const WHAT = 'load option';

/**
 * Decodes EFI_LOAD_OPTION, the data of a Boot#### variable (UEFI 2.11, 3.1.3). At most 64 KiB.
 * @throws {UefiError} TOO_LARGE, TRUNCATED, BAD_LENGTH
 */
export const parseLoadOption = (bytes: Uint8Array): LoadOption => {
  const reader = new ByteReader(boundBytes(bytes, MAX_BYTES, WHAT), WHAT);
  const attributes = reader.u32();
  const pathBytes = reader.u16();
  const description = reader.utf16z();
  const paths = parseDevicePaths(reader.bytes(pathBytes));
  return { attributes, description, paths, optionalData: reader.rest() };
};

const AMI_MASK = '99e275e7-75a0-4b37-a2e6-c5385e6c00cb';

/**
 * True if AMI firmware put a path of its own, one vendor node, before the real one: it does so to hide an entry
 * (shim's fallback.c, check_masked_boot_option).
 */
export const isMasked = ({ paths: [first, second] }: LoadOption): boolean => {
  const meaning = first?.[0]?.meaning;
  return (
    second !== undefined &&
    meaning?.kind === 'vendor' &&
    meaning.category === 'hardware' &&
    meaning.guid === AMI_MASK
  );
};

/** The path to start, without the mask that AMI firmware may have put before it; null if the option has none. */
export const startedPath = (option: LoadOption): DevicePath | null =>
  option.paths[isMasked(option) ? 1 : 0] ?? null;
