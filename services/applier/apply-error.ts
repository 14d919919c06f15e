import { CodedError, hasCode, messageOf } from '../../lib/errors.ts';

/** Why a plan is not carried out; decided before anything is written to the ESP. */
export type RefusalCode =
  | 'WRONG_HOST'
  | 'EXPIRED'
  /** The host's clock is far behind the plan's issue: for now. */
  | 'CLOCK_BEHIND'
  | 'STALE_GENERATION'
  | 'ALREADY_ROLLED_BACK'
  | 'NAME_NOT_FAT'
  | 'PATH_OUTSIDE'
  | 'CASE_COLLISION'
  /** A name that bootswap reserves for its own stages. */
  | 'STAGE_NAME'
  | 'OVERLAP'
  /** The plan contradicts itself. */
  | 'INCONSISTENT'
  /** The ESP is not what the plan expects to find. */
  | 'PRECONDITION'
  | 'NOT_MOUNTED'
  | 'NOT_VFAT'
  | 'READ_ONLY'
  | 'NO_SPACE'
  /** A live directory would have to grow for a new entry, which no power cut may come into. */
  | 'DIRECTORY_FULL'
  | 'NO_EXCHANGE'
  | 'FOREIGN_STAGE'
  | 'CROSS_LINKED'
  | 'BUSY'
  /** There is no proof that the host boots with it, and this applier wants one. */
  | 'UNPROVEN'
  /** The proof contradicts itself, or the plan. */
  | 'PROOF_INVALID'
  /** The proof was made for other firmware variables than this host has. */
  | 'FIRMWARE_CHANGED'
  | 'NEEDS_RECOVERY'
  | 'BLOB_DIGEST'
  | 'BLOB_MISSING'
  | 'BLOB_SIZE'
  /** The source of the blobs cannot be reached. */
  | 'BLOB_UNAVAILABLE';

/** What can go wrong once work has begun. */
export type WorkCode =
  | 'STAGE_DIGEST'
  | 'LIVE_DIGEST'
  | 'IO_ERROR'
  | 'ABORTED'
  | 'FAIL_POINT'
  /** A crash or power cut in the middle of it. */
  | 'INTERRUPTED'
  | 'STATE_DIRECTORY'
  | 'PREVIOUS_DAMAGED'
  | 'ROLLBACK_WOULD_NOT_BOOT'
  /** Whether the previous tree boots cannot be told. */
  | 'ROLLBACK_UNKNOWN'
  | 'PLAN_LOST'
  | 'NOTHING_TO_ROLL_BACK'
  | 'AUDIT_FAILED'
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
