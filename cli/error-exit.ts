/** The exit status of each error code. */
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';

const byCode: Readonly<Record<string, ExitCode>> = {
  USAGE: exitCodes.usage,
  CHANNEL: exitCodes.usage,
  HOST_ID: exitCodes.usage,
  BUSY: exitCodes.busy,
  STUCK: exitCodes.stuck,
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

/** The exit status for an error that ended a command; 130 if the command was told to stop, whatever it threw. */
export const exitCodeFor = (error: unknown, signal: AbortSignal): ExitCode => {
  if (signal.aborted) return exitCodes.interrupted;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return (Object.hasOwn(byCode, code) ? byCode[code] : undefined) ?? exitCodes.failed;
};
