/** What decides whether a host boots, beside the digests of its tree, as it was read. */
import type { BootFile, PcrBinding } from '../uefi/index.ts';
import type { TreeFile } from '../wire/types.ts';
import type { Variables } from './firmware-variables.ts';

/** A file that was parsed, with its path as in the facts: `/boot/vmlinuz-…` or `EFI/debian/shimx64.efi`. */
export type ReadFile = TreeFile & { file: BootFile };

export type HostBoot = {
  /** COFF machine of the firmware: 0x8664, 0xaa64, 0x14c. */
  machine: number;
  /** Null if there are none; `whyNoVariables` has the reason. */
  variables: Variables | null;
  whyNoVariables: string;
  /** Below EFI/. */
  files: ReadFile[];
  /** What loaders start elsewhere: ESP-relative where it is on the ESP, absolute where not. */
  elsewhere: ReadFile[];
  /** The TPM's event log as it is. */
  eventLog: Uint8Array | null;
  pcrs: ReadonlyMap<number, string>;
  bindings: PcrBinding[];
};
