import { clipDetail, textBytes } from '../../../lib/wire/index.ts';

/**
 * Why a host gets no plan. Codes are stable: they are in Decision events, and operators alert on them.
 * @errors planner
 */
export type RefusalCode =
  /** The payload has a path that no ESP can hold. @remedy Publish the payload again without that path. */
  | 'PAYLOAD_NAMES'
  /**
   * Two files on the host's ESP have names that FAT takes for one.
   * @remedy Remove one of them from the ESP. The next facts bring a new plan.
   */
  | 'NAME_CONFLICT'
  /**
   * The payload has a file where the host's ESP has a directory, or the reverse.
   * @remedy Remove it from the ESP, or rename it in the payload.
   */
  | 'FILE_IS_DIRECTORY'
  /**
   * The host's ESP is not a vfat file system.
   * @remedy Mount the ESP. For image builds and tests, pass `--allow-any-fs`.
   */
  | 'NOT_VFAT'
  /**
   * The host's ESP is mounted read-only.
   * @remedy Run `mount -o remount,rw` on it. If the kernel's log shows `FAT-fs` errors, run `bootswap recover`
   * instead.
   */
  | 'ESP_READ_ONLY'
  /**
   * The host tried this payload and rolled it back.
   * @remedy Publish another payload, or apply this one by hand after removing the cause.
   */
  | 'FAILED_BEFORE'
  /**
   * The staged copy does not fit on the host's ESP.
   * @remedy Remove files from the ESP that nothing boots from, or publish a change to one directory at a time.
   */
  | 'NO_SPACE'
  /**
   * No directory that could hold the staged copy has a free entry.
   * @remedy Remove an unused file from the directory that the message names.
   */
  | 'DIRECTORY_FULL'
  /** The plan exceeds the size of a message. @remedy Remove files from the directories that the payload changes. */
  | 'PLAN_TOO_LARGE'
  /**
   * The host would not boot if this update were applied, or cut off at some point. Nothing was written.
   * @remedy Do what follows `Remedy:` in the message. `bootswap plan` on the host shows the same.
   */
  | 'WOULD_NOT_BOOT'
  /**
   * The planner cannot tell whether the host would boot. `bootswap plan` exits with 2.
   * @remedy Do what follows `Remedy:` in the message. For hosts without UEFI, run planner and applier with
   * `--unproven`.
   */
  | 'VERDICT_UNKNOWN'
  /**
   * The evidence stream lacks a record that the host's facts name, or another version of bootswap made it. `bootswap
   * plan` exits with 2.
   * @remedy Wait for the host's next facts, or restart its auditor. If it stays, run the same version on both sides.
   */
  | 'EVIDENCE_MISSING'
  /**
   * The facts that the host published are malformed or name another host.
   * @remedy Update or repair the auditor on that host.
   */
  | 'FACTS_INVALID';

export type Refused = { kind: 'refused'; code: RefusalCode; detail: string };

/** `detail` has the problem and the remedy. */
export const refused = (code: RefusalCode, detail: string): Refused => ({
  kind: 'refused',
  code,
  detail: clipDetail(detail, textBytes.refusalDetail),
});

export const isRefusal = (value: object): value is Refused => 'kind' in value && value.kind === 'refused';
