/** Checks that the live directories have free slots for the entries of a plan. */
import { findFullDirectory } from '../../../lib/host/index.ts';
import type { NewEntry } from '../../../lib/host/index.ts';
import type { DirectoryRoom } from '../../../lib/wire/types.ts';
import { ApplyError } from '../apply-error.ts';

/**
 * Refuses entries for which a live directory would have to grow (invariant 2 in docs/power-loss.md).
 * @throws {ApplyError} DIRECTORY_FULL
 */
export const checkRoom = (entries: readonly NewEntry[], rooms: readonly DirectoryRoom[]): void => {
  const full = findFullDirectory(entries, rooms);
  if (full === null) return;
  throw new ApplyError(
    'DIRECTORY_FULL',
    `${full === '' ? 'the root directory of the ESP' : full} has no free entry for the stage, and a live directory must not ` +
      `grow: delete an unused file from it, or plan with a wider --scope`,
  );
};
