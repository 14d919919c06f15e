/**
 * Why a tree boots or does not. Stable; docs/verdict.md says of each what it means and what to do. The first part is
 * who objects: firmware, shim, or what shim starts.
 */
export type ReasonCode =
  | 'PARTITION_UNKNOWN'
  | 'FIRMWARE_UNKNOWN'
  | 'VARIABLE_UNREADABLE'
  | 'LOADER_MISSING'
  | 'IMAGE_INVALID'
  | 'WRONG_MACHINE'
  | 'WRONG_SUBSYSTEM'
  | 'FIRMWARE_HASH_REVOKED'
  | 'FIRMWARE_CERTIFICATE_REVOKED'
  | 'FIRMWARE_NOT_TRUSTED'
  | 'SHIM_SELF_REVOKED'
  | 'SHIM_HASH_REVOKED'
  | 'SHIM_CERTIFICATE_REVOKED'
  | 'SHIM_NOT_TRUSTED'
  | 'SHIM_MALFORMED'
  | 'SBAT_REVOKED'
  | 'SBAT_MISSING'
  | 'SBAT_INVALID'
  | 'SECOND_STAGE_MISSING'
  | 'NAMED_SECOND_STAGE_MISSING'
  | 'FALLBACK_WITHOUT_CSV'
  | 'CSV_FILE_MISSING'
  | 'CSV_INVALID'
  | 'CSV_SEVERAL'
  | 'FALLBACK_ENTRY_FAILS'
  | 'FALLBACK_RESETS'
  | 'LOADER_UNKNOWN'
  | 'GRUB_CONFIG_MISSING'
  | 'KERNEL_REFUSED'
  | 'KERNEL_UNKNOWN'
  | 'CHAIN_TOO_DEEP'
  | 'MOK_REQUEST_PENDING'
  | 'MOK_MANAGER_MISSING'
  | 'NX_MIXED'
  | 'LEVEL_RAISED'
  | 'REVOCATIONS_ADDED'
  | 'TRUST_ADDED'
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
