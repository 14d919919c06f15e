/** What decides, beside the tree, whether this host boots: it is asked anew each time, as it may have changed. */
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/runtime/types.ts';
import type { BootFiles } from '../../lib/uefi/boot-tree.ts';
import { firmwareFrom } from '../../lib/uefi/firmware.ts';
import type { Firmware } from '../../lib/uefi/firmware.ts';
import type { Sha256Hex } from '../../lib/wire/types.ts';

/** Variables by their names in efivarfs (`<Name>-<GUID>`), whole files, attributes included. */
export type Variables = ReadonlyMap<string, Uint8Array>;

export type HostBootSource = {
  /** Null if this host has none: it was not started by UEFI. */
  readVariables: () => Promise<Variables | null>;
  /** Over the variables that a proof depends on; as the planner reckons it. */
  digestOf: (variables: Variables) => Sha256Hex;
  /** Kernels elsewhere than on the ESP that its loaders start. */
  readKernels: () => Promise<BootFiles>;
  /** COFF machine of the firmware: 0x8664, 0xaa64, 0x14c. */
  machine: number;
};

export type OwnFirmware = { sha256: Sha256Hex; firmware: Firmware };

/** Null where there are no variables, or none that can be read: then nothing may be concluded from them. */
export const readOwnFirmware = async (
  { readVariables, digestOf }: HostBootSource,
  log: Logger,
): Promise<OwnFirmware | null> => {
  try {
    const variables = await readVariables();
    if (variables === null || variables.size === 0) return null;
    return { sha256: digestOf(variables), firmware: firmwareFrom(variables) };
  } catch (error) {
    log.warn('the firmware variables cannot be read', { why: messageOf(error) });
    return null;
  }
};
