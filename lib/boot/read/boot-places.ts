/** Where a host says what it boots by. */

export type BootPlaces = {
  /** A directory like efivarfs; null: nothing is known of the firmware. */
  efivars: string | null;
  /** `64` or `32`: how firmware was built, which on x86 decides what it can start. Null: as this process. */
  platformSize: string | null;
  /** The TPM's event log. */
  eventLog: string | null;
  /** A directory with a file for each PCR of the SHA-256 bank. */
  pcrs: string | null;
  /** Files with what `cryptsetup luksDump --dump-json-metadata` prints. */
  luksHeaders: readonly string[];
  /** Ask cryptsetup(8) for the headers of this machine's own volumes, if cryptsetup is installed. */
  asksCryptsetup: boolean;
  /** A directory with kernels that loaders on the ESP start. */
  kernels: string | null;
};

/** Nothing is known but the files of the ESP. */
export const noBootPlaces: BootPlaces = {
  efivars: null,
  platformSize: null,
  eventLog: null,
  pcrs: null,
  luksHeaders: [],
  asksCryptsetup: false,
  kernels: null,
};

/** Those of the machine that this runs on. */
export const ownBootPlaces: BootPlaces = {
  efivars: '/sys/firmware/efi/efivars',
  platformSize: '/sys/firmware/efi/fw_platform_size',
  eventLog: '/sys/kernel/security/tpm0/binary_bios_measurements',
  pcrs: '/sys/class/tpm/tpm0/pcr-sha256',
  luksHeaders: [],
  asksCryptsetup: true,
  kernels: '/boot',
};
