import { CodedError, hasCode, messageOf } from '../../lib/errors.ts';

/**
 * Why a plan is not carried out; decided before anything is written to the ESP.
 * @errors applier
 */
export type RefusalCode =
  /**
   * The plan is for another host.
   * @remedy Check `--host` and the host's credentials. Two hosts must not share an id.
   */
  | 'WRONG_HOST'
  /**
   * The plan is older than a plan may be, or the host's clock is wrong.
   * @remedy Set the clock. The planner makes a new plan from the host's next facts.
   */
  | 'EXPIRED'
  /**
   * The plan was issued in the future according to this host's clock. The applier tries again later.
   * @remedy Set the clock of the host, or of the planner if that is wrong.
   */
  | 'CLOCK_BEHIND'
  /**
   * The host has already carried out this plan or a newer one.
   * @remedy Nothing. If a restored backup of the state directory or a second host with this id is the cause, correct
   * that.
   */
  | 'STALE_GENERATION'
  /** This plan was carried out here and rolled back. @remedy Publish another payload. */
  | 'ALREADY_ROLLED_BACK'
  /** The plan has a name that FAT cannot hold. @remedy Update the planner. It must not sign such plans. */
  | 'NAME_NOT_FAT'
  /**
   * The plan has a path outside `EFI/`, or outside its target.
   * @remedy Update the planner. If it is up to date, check who has its signing key.
   */
  | 'PATH_OUTSIDE'
  /** The plan has two paths that FAT takes for one. @remedy Update the planner. */
  | 'CASE_COLLISION'
  /** The plan uses a name that bootswap reserves for staged copies. @remedy Update the planner. */
  | 'STAGE_NAME'
  /** Two targets of the plan are nested, or would be staged under one name. @remedy Update the planner. */
  | 'OVERLAP'
  /** The plan contradicts itself. @remedy Update the planner. If it is up to date, check who has its signing key. */
  | 'INCONSISTENT'
  /**
   * The ESP is not as the plan expects: somebody changed it.
   * @remedy Nothing. The host publishes its facts and gets a new plan.
   */
  | 'PRECONDITION'
  /** The ESP is not mounted. @remedy Mount it, or correct `--esp`. */
  | 'NOT_MOUNTED'
  /** The ESP is not a vfat file system. @remedy Mount the ESP. For image builds and tests, pass `--allow-any-fs`. */
  | 'NOT_VFAT'
  /**
   * The ESP is mounted read-only, or the kernel made it so after an error.
   * @remedy Run `mount -o remount,rw` on it. If the kernel's log shows `FAT-fs` errors, run `bootswap recover`
   * instead.
   */
  | 'READ_ONLY'
  /**
   * The staged copy does not fit beside the live files.
   * @remedy Remove files that nothing boots from. `bootswap audit` shows the free space.
   */
  | 'NO_SPACE'
  /**
   * The directory has no free entry for the staged copy, and a live directory must not grow.
   * @remedy Remove an unused file from it, or use `--scope esp`.
   */
  | 'DIRECTORY_FULL'
  /** The kernel or the file system cannot exchange two names in one step. @remedy Update to Linux 6.0 or newer. */
  | 'NO_EXCHANGE'
  /** Another updater, such as bootupd, left a staged copy behind. @remedy Run `bootswap recover`. */
  | 'FOREIGN_STAGE'
  /**
   * A staged copy shares clusters with live files after a power cut, so deleting it would destroy them.
   * @remedy Run `bootswap recover`. Do not delete the staged copy by hand.
   */
  | 'CROSS_LINKED'
  /**
   * Another program is writing to the ESP, or auditing it. The applier tries again.
   * @remedy Wait. The message names the process where it is known.
   */
  | 'BUSY'
  /**
   * The plan carries no proof that the host boots, and this applier requires one.
   * @remedy Run the planner without `--unproven`, or run both with it.
   */
  | 'UNPROVEN'
  /** The proof in the plan contradicts itself or the plan. @remedy Update the planner. */
  | 'PROOF_INVALID'
  /**
   * The firmware variables are no longer those that the proof was made for.
   * @remedy Nothing. The host publishes its facts and gets a new plan.
   */
  | 'FIRMWARE_CHANGED'
  /**
   * An earlier update was cut off and part of it had to be left in place.
   * @remedy Run `bootswap recover` and follow [recovery.md](recovery.md).
   */
  | 'NEEDS_RECOVERY'
  /** A downloaded file does not have the digest that the plan names. @remedy Publish the payload again. */
  | 'BLOB_DIGEST'
  /**
   * The object store lacks a file of the plan.
   * @remedy Wait if the payload was only just published. Otherwise publish it again.
   */
  | 'BLOB_MISSING'
  /** A downloaded file does not have the size that the plan names. @remedy Publish the payload again. */
  | 'BLOB_SIZE'
  /**
   * The server that holds the files cannot be reached. The applier tries again.
   * @remedy Check the network and the server.
   */
  | 'BLOB_UNAVAILABLE';

/**
 * What can go wrong once work has begun.
 * @errors applier
 */
export type WorkCode =
  /**
   * The staged copy reads back differently from what was written. Nothing live was changed.
   * @remedy Check the disk. The next plan tries again.
   */
  | 'STAGE_DIGEST'
  /**
   * Live files are not as planned after the exchange, or changed during it.
   * @remedy Check the disk, and what else writes to the ESP. Run `bootswap recover` if the report says `stuck`.
   */
  | 'LIVE_DIGEST'
  /** The disk reported an error. @remedy Check the disk and the kernel's log. */
  | 'IO_ERROR'
  /**
   * The applier was stopped while it was staging. The staged copy is removed.
   * @remedy Nothing. The next start tries again.
   */
  | 'ABORTED'
  /** A test stopped the applier at this point, as `BOOTSWAP_FAILPOINT` says. @remedy Unset `BOOTSWAP_FAILPOINT`. */
  | 'FAIL_POINT'
  /**
   * A power cut or crash came between two exchanges. Recovery has restored the previous files.
   * @remedy Nothing. The host gets a new plan.
   */
  | 'INTERRUPTED'
  /** The state directory cannot be read or written. @remedy Check its disk and permissions. */
  | 'STATE_DIRECTORY'
  /**
   * The audit failed, and the previous files are no longer complete. The new files stay live.
   * @remedy Publish a payload that repairs what the audit names.
   */
  | 'PREVIOUS_DAMAGED'
  /**
   * The audit failed, but the previous files would not boot any more. The new files stay live.
   * @remedy Publish a payload that repairs what the audit names.
   */
  | 'ROLLBACK_WOULD_NOT_BOOT'
  /**
   * The audit failed, and whether the previous files boot cannot be told. The new files stay live.
   * @remedy Publish a payload that repairs what the audit names. With `--unproven` the applier rolls back all the
   * same.
   */
  | 'ROLLBACK_UNKNOWN'
  /**
   * The audit failed, but the state directory no longer has the plan, so nothing is rolled back.
   * @remedy Publish or apply the older payload.
   */
  | 'PLAN_LOST'
  /**
   * The audit found the new files wrong. The previous files are live again.
   * @remedy Read the checks of the audit, remove the cause, and publish another payload.
   */
  | 'AUDIT_FAILED'
  /**
   * Something failed that has no code of its own.
   * @remedy Read the message and the applier's log. Report it as a bug if they do not explain it.
   */
  | 'UNEXPECTED';

export type ApplyCode = RefusalCode | WorkCode;

/** Why a judge turns a plan down, before there is an error to throw. */
export type PlanProblem = { code: RefusalCode; detail: string };

export class ApplyError extends CodedError<ApplyCode> {}

const BY_ERRNO: Readonly<Record<string, ApplyCode>> = {
  ENOSPC: 'NO_SPACE',
  EDQUOT: 'NO_SPACE',
  EIO: 'IO_ERROR',
  EROFS: 'READ_ONLY',
  UNREADABLE: 'IO_ERROR',
};

/** The code under which any thrown value is reported. */
export const applyCodeOf = (error: unknown): ApplyCode => {
  if (error instanceof ApplyError) return error.code;
  if (error instanceof Error && error.name === 'AbortError') return 'ABORTED';
  return Object.entries(BY_ERRNO).find(([errno]) => hasCode(error, errno))?.[1] ?? 'UNEXPECTED';
};

/** Runs work on the state directory, so that its full disk is not taken for a full ESP. Throws ApplyError STATE_DIRECTORY. */
export const inStateDirectory = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ApplyError) throw cause;
    throw new ApplyError(
      'STATE_DIRECTORY',
      `cannot use the state directory: ${messageOf(cause)}; check its disk and permissions`,
      { cause },
    );
  }
};
