/** Deliberate failures at the boundaries of steps, for the tests of what must hold when they happen for real. */
import { SystemError } from '../../lib/sys/index.ts';
import { ApplyError } from './apply-error.ts';

/** Called before each step with its kind. Throws, ends the process, or does nothing. */
export type FailPoint = (phase: string) => void;

export type FailKind = 'kill' | 'error' | 'enospc' | 'eio';

export const noFailPoint: FailPoint = () => undefined;

const EIO = 5;
const ENOSPC = 28;

const failures: Record<FailKind, (phase: string) => void> = {
  kill: () => void process.kill(process.pid, 'SIGKILL'),
  error: (phase) => {
    throw new ApplyError('FAIL_POINT', `failed on purpose before ${phase}`);
  },
  enospc: (phase) => {
    throw new SystemError(ENOSPC, { syscall: `write (on purpose, before ${phase})` });
  },
  eio: (phase) => {
    throw new SystemError(EIO, { syscall: `write (on purpose, before ${phase})` });
  },
};

/**
 * Parses `<phase>[@<n>]:kill|error|enospc|eio`, the value of BOOTSWAP_FAILPOINT: fails before the n-th step of that
 * kind (the first if no number is given), once. '' or undefined: never.
 * @throws {RangeError} on any other text
 */
export const failPointFrom = (text: string | undefined): FailPoint => {
  if (text === undefined || text === '') return noFailPoint;
  const match = /^([a-z-]+)(?:@(\d{1,4}))?:(kill|error|enospc|eio)$/.exec(text);
  const kind = (['kill', 'error', 'enospc', 'eio'] as const).find((name) => name === match?.[3]);
  if (match === null || kind === undefined) {
    throw new RangeError(
      `fail point ${JSON.stringify(text)} is not <phase>[@<n>]:kill, :error, :enospc or :eio`,
    );
  }
  let remaining = Number(match[2] ?? 1);
  return (phase) => {
    if (phase !== match[1]) return;
    remaining -= 1;
    if (remaining === 0) failures[kind](phase);
  };
};
