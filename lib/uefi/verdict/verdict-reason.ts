/**
 * Why a tree boots or does not. Stable; docs/verdict.md says of each what it means and what to do. The first part is
 * who objects: firmware, shim, or what shim starts.
 * @errors boot verdict
 */
export type ReasonCode =
  /**
   * Boot entries name several partitions, and bootswap does not know which one this ESP is.
   * @remedy Pass `--partuuid UUID` (`lsblk -o PARTUUID`).
   */
  | 'PARTITION_UNKNOWN'
  /**
   * No firmware variables are available, so the state of Secure Boot is unknown.
   * @remedy Run on the host, or pass its captured variables with `--efivars DIR`.
   */
  | 'FIRMWARE_UNKNOWN'
  /**
   * A variable that decides (db, dbx, MOK lists) is missing or damaged.
   * @remedy Read `/sys/firmware/efi/efivars` as root. Update the firmware if it stays.
   */
  | 'VARIABLE_UNREADABLE'
  /**
   * A boot entry names a file that is not there.
   * @remedy Publish that file too, or remove the entry: `efibootmgr -B -b NNNN`.
   */
  | 'LOADER_MISSING'
  /** The file is not an EFI image, or is damaged. @remedy Publish it again from the package. */
  | 'IMAGE_INVALID'
  /** The image is for another architecture. @remedy Take the package for the host's architecture. */
  | 'WRONG_MACHINE'
  /** The image is an EFI driver, not an application. @remedy Remove it from the boot path. */
  | 'WRONG_SUBSYSTEM'
  /** dbx contains the digest of the image. @remedy Publish a newer version. */
  | 'FIRMWARE_HASH_REVOKED'
  /**
   * dbx contains a certificate of one of the image's signatures. One is enough for firmware to refuse it.
   * @remedy Publish an image without that signature.
   */
  | 'FIRMWARE_CERTIFICATE_REVOKED'
  /**
   * No signature of the image leads to db, and its digest is not there.
   * @remedy Enrol the authority in db (for new shims Microsoft UEFI CA 2023) by firmware update or `fwupdmgr`, or
   * publish a shim that an authority in db signed.
   */
  | 'FIRMWARE_NOT_TRUSTED'
  /** shim is below SbatLevel and powers the machine off. @remedy Publish a newer shim. */
  | 'SHIM_SELF_REVOKED'
  /** shim's own list, dbx or MokListX contains the digest of the image. @remedy Publish a newer version. */
  | 'SHIM_HASH_REVOKED'
  /**
   * Every signature of the image leads to a revoked certificate.
   * @remedy Publish an image that is signed with a valid key.
   */
  | 'SHIM_CERTIFICATE_REVOKED'
  /**
   * Neither db, MOK nor shim's vendor trusts a signature of the image, or its signature does not match it.
   * @remedy Publish shim and loader of the same distribution, or enrol the key with `mokutil --import`.
   */
  | 'SHIM_NOT_TRUSTED'
  /** shim's own reader refuses the image. The detail says why. @remedy Publish it again from the package. */
  | 'SHIM_MALFORMED'
  /**
   * The image has a lower SBAT generation than SbatLevel requires, or will require after this shim has run.
   * @remedy Also publish that component with at least the generation named.
   */
  | 'SBAT_REVOKED'
  /**
   * The image has no `.sbat` section, and shim does not load it without one.
   * @remedy Publish a loader that has SBAT.
   */
  | 'SBAT_MISSING'
  /** The `.sbat` section of the image cannot be read. @remedy Publish it again from the package. */
  | 'SBAT_INVALID'
  /** There is no `grub<arch>.efi` beside shim. @remedy Publish the loader into the same directory. */
  | 'SECOND_STAGE_MISSING'
  /**
   * The boot entry or `options.csv` names a file that is not there. shim starts the default after two seconds.
   * @remedy Correct the boot entry or `options.csv`.
   */
  | 'NAMED_SECOND_STAGE_MISSING'
  /**
   * fallback finds no `BOOT<arch>.CSV` in any directory and resets the machine again and again.
   * @remedy Publish the CSV, or a loader in `EFI/BOOT` and no fallback.
   */
  | 'FALLBACK_WITHOUT_CSV'
  /**
   * The CSV names a file that is not there. fallback sleeps for 500 s.
   * @remedy Publish that file, or correct the CSV.
   */
  | 'CSV_FILE_MISSING'
  /** A line of the CSV has no file or no label. @remedy Correct it: UTF-16LE, `file,label,options,comment`. */
  | 'CSV_INVALID'
  /**
   * More than one directory has a CSV. fallback creates an entry for each, in no defined order.
   * @remedy Stage without the CSV, or outside of `EFI/`.
   */
  | 'CSV_SEVERAL'
  /**
   * The file that fallback would start fails. fallback sleeps, or resets in a loop.
   * @remedy See the reason for that file.
   */
  | 'FALLBACK_ENTRY_FAILS'
  /** fallback writes a boot entry, and with a TPM resets the machine once. @remedy Nothing. */
  | 'FALLBACK_RESETS'
  /**
   * The file starts, but is neither GRUB, systemd-boot nor a kernel, so what it does is not examined.
   * @remedy Nothing for Windows or fwupd. Otherwise find out why it is there.
   */
  | 'LOADER_UNKNOWN'
  /**
   * There is no `grub.cfg` on the ESP. Some GRUBs need none there.
   * @remedy Run `grub-install`, or judge the payload together with the ESP: `--esp DIR`.
   */
  | 'GRUB_CONFIG_MISSING'
  /**
   * A kernel that the loader may start would be refused.
   * @remedy Sign or remove that kernel, or publish shim and kernel with the same keys.
   */
  | 'KERNEL_REFUSED'
  /** There is no kernel on the ESP, so none was checked. @remedy Name them: `--kernel /boot/vmlinuz-…`. */
  | 'KERNEL_UNKNOWN'
  /** The CSV files lead back to fallback. @remedy Correct the CSV. */
  | 'CHAIN_TOO_DEEP'
  /**
   * mokutil has left a request, and the next boot asks at the console.
   * @remedy Answer it, or withdraw it: `mokutil --revoke-import`.
   */
  | 'MOK_REQUEST_PENDING'
  /** There is no `mm<arch>.efi` beside shim. @remedy Publish shim's helpers too. */
  | 'MOK_MANAGER_MISSING'
  /**
   * shim is NX-compatible and the image it loads is not. Refused only if MokPolicy requires it.
   * @remedy Publish the newer loader.
   */
  | 'NX_MIXED'
  /** This boot changes SbatLevel for good. @remedy Nothing, but see whether a rollback stays possible. */
  | 'LEVEL_RAISED'
  /** A `revocations*.efi` beside shim adds to what it refuses. @remedy Make sure that this is intended. */
  | 'REVOCATIONS_ADDED'
  /** A `shim_certificate*.efi` beside shim adds to what it trusts. @remedy Make sure that this is intended. */
  | 'TRUST_ADDED'
  /**
   * Such a file is there, but this shim ignores it: it has another name, or is not an image.
   * @remedy shim 16 reads `revocations_sbat.efi`, shim 15.8 `revocations.efi`.
   */
  | 'IGNORED_BY_SHIM';

/**
 * `refusal`: it does not boot for this. `unknown`: whether it boots cannot be told. `warning`: it boots, but not as it
 * should, or would not if something were otherwise. `note`: worth knowing.
 */
export type Severity = 'refusal' | 'unknown' | 'warning' | 'note';

/** `path`: the file it is about, or the entry (`Boot0004`), or '' for the host. */
export type Reason = { code: ReasonCode; severity: Severity; path: string; detail: string };

/**
 * What a person at the machine sees. `ok`; `fallthrough`: firmware goes on to its next entry; `hang`: a dialog or a long
 * sleep until a key or the watchdog; `power-off`; `stuck`: at the prompt of a loader.
 */
export type BootClass = 'ok' | 'fallthrough' | 'hang' | 'power-off' | 'stuck';

export type BootAnswer = 'boots' | 'refuses' | 'unknown';

export const reason = (
  code: ReasonCode,
  severity: Severity,
  { path, detail }: { path: string; detail: string },
): Reason => ({ code, severity, path, detail });

/** Anything that is not known makes an `ok` unknown, and nothing makes a refusal better. */
export const answerOf = (bootClass: BootClass, reasons: readonly Reason[]): BootAnswer => {
  if (bootClass !== 'ok') return 'refuses';
  return reasons.some(({ severity }) => severity === 'unknown') ? 'unknown' : 'boots';
};
