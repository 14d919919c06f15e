/** What decides, beside the tree, whether this host boots: it is asked anew each time, as it may have changed. */
import { firmwareDigest } from '../../lib/boot/index.ts';
import type { Variables } from '../../lib/boot/index.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/runtime/types.ts';
import { firmwareFrom } from '../../lib/uefi/index.ts';
import type { BootFiles, Firmware } from '../../lib/uefi/index.ts';
import type { Sha256Hex } from '../../lib/wire/types.ts';

export type HostBootSource = {
  /** Null if this host has none: it was not started by UEFI. */
  readVariables: () => Promise<Variables | null>;
  /** Kernels elsewhere than on the ESP that its loaders start, by absolute path. */
  readKernels: (espRoot: string) => Promise<BootFiles>;
  /** COFF machine of the firmware: 0x8664, 0xaa64, 0x14c. */
  machine: number;
};

/** `sha256` as `firmwareDigest` (lib/boot) has it, and so as a proof names it. */
export type OwnFirmware = { sha256: Sha256Hex; firmware: Firmware };

/** Null where there are no variables, or none that can be read: then nothing may be concluded from them. */
export const readOwnFirmware = async (
  { readVariables }: HostBootSource,
  log: Logger,
): Promise<OwnFirmware | null> => {
  try {
    const variables = await readVariables();
    if (variables === null) return null;
    return { sha256: firmwareDigest(variables), firmware: firmwareFrom(variables) };
  } catch (error) {
    log.warn('the firmware variables cannot be read', { why: messageOf(error) });
    return null;
  }
};
