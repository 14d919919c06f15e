/** Measures an ESP while no swap is in progress. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { CodedError } from '../../lib/errors.ts';
import { flock } from '../../lib/sys/index.ts';

/**
 * Why nothing is audited.
 * @errors audit checks
 */
export type QuietEspErrorCode =
  /**
   * A writer held the ESP for a minute, so the audit did not run.
   * @remedy Wait until the update is done, and run the audit again.
   */
  'BUSY';

export class QuietEspError extends CodedError<QuietEspErrorCode> {}

/** A swap takes seconds; what holds the lock for longer is not waited for. */
const patienceMs = 60_000;

/**
 * Runs `measure` under a shared lock on the ESP's root directory: the applier's lock on it is exclusive, so no audit
 * sees a tree that is half exchanged. The lock ends with the process.
 * @throws QuietEspError BUSY if a writer holds the ESP for a minute; Node's error if the path does not exist
 */
export const whileQuiet = async <T>(
  espRoot: string,
  { measure, signal }: { measure: () => Promise<T>; signal?: AbortSignal | undefined },
): Promise<T> => {
  const directory = await open(espRoot, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const timeout = AbortSignal.timeout(patienceMs);
    const waiting = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    await flock(directory.fd, 'shared', { signal: waiting }).catch((cause: unknown) => {
      if (!timeout.aborted) throw cause;
      const message = `another process has locked the ESP at ${espRoot} for ${patienceMs / 1000} s: try again later`;
      throw new QuietEspError('BUSY', message, { cause });
    });
    return await measure();
  } finally {
    await directory.close();
  }
};
