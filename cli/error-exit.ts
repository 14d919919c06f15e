/** The exit status of each error code. */
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

const byCode: Readonly<Record<string, ExitCode>> = {
  USAGE: exitCodes.usage,
  CHANNEL: exitCodes.usage,
  HOST_ID: exitCodes.usage,
  BUSY: exitCodes.busy,
  NEEDS_RECOVERY: exitCodes.stuck,
  PREVIOUS_DAMAGED: exitCodes.stuck,
  ROLLBACK_WOULD_NOT_BOOT: exitCodes.stuck,
  ROLLBACK_UNKNOWN: exitCodes.stuck,
  AUDIT_FAILED: exitCodes.auditFailed,
  PLAN_LOST: exitCodes.auditFailed,
  NO_ESP: exitCodes.unavailable,
  NOT_VFAT: exitCodes.unavailable,
  NO_EFIVARS: exitCodes.unavailable,
  NOT_MOUNTED: exitCodes.unavailable,
  NOT_REMOUNTED: exitCodes.unavailable,
  NO_SERVER: exitCodes.unavailable,
  NOT_FOUND: exitCodes.unavailable,
  TOOL_MISSING: exitCodes.unavailable,
  NATS_SERVER_MISSING: exitCodes.unavailable,
  NATS_SERVER_FAILED: exitCodes.unavailable,
  SERVER_UNREACHABLE: exitCodes.unavailable,
  SERVER_TOO_OLD: exitCodes.unavailable,
  JETSTREAM_DISABLED: exitCodes.unavailable,
  AUTHENTICATION: exitCodes.unavailable,
  CREDENTIALS: exitCodes.unavailable,
  NO_STREAM: exitCodes.unavailable,
  TIMEOUT: exitCodes.unavailable,
};

/** The exit status of an error with this code. */
export const exitCodeOf = (code: string): ExitCode =>
  (Object.hasOwn(byCode, code) ? byCode[code] : undefined) ?? exitCodes.failed;

/** The exit status of a refused or failed plan with this code. Never 5: the command itself had all it needs. */
export const exitCodeOfOutcome = (code: string): ExitCode => {
  const exitCode = exitCodeOf(code);
  return exitCode === exitCodes.unavailable ? exitCodes.failed : exitCode;
};

/** The exit status for an error that ended a command; 130 if the command was told to stop, whatever it threw. */
export const exitCodeFor = (error: unknown, signal: AbortSignal): ExitCode => {
  if (signal.aborted) return exitCodes.interrupted;
  return exitCodeOf(typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');
};
