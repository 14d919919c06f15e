/** Whether the live directories have room for the entries that a plan makes in them. */
import { findFullDirectory, measureRoom } from '../../lib/host/index.ts';
import type { NewEntry } from '../../lib/host/index.ts';
import { ApplyError } from './apply-error.ts';
import type { ApplierDeps } from './context.ts';

/**
 * Refuses entries for which a live directory would have to grow.
 * @param released ESP-relative paths of trees that are deleted before
 * @throws {ApplyError} DIRECTORY_FULL
 */
export const checkRoomFor = async (
  entries: readonly NewEntry[],
  { espRoot }: Pick<ApplierDeps, 'espRoot'>,
  released: readonly string[] = [],
): Promise<void> => {
  const paths = entries.map(({ parent }) => parent);
  const full = findFullDirectory(entries, await measureRoom(espRoot, { paths, released }));
  if (full === null) return;
  throw new ApplyError(
    'DIRECTORY_FULL',
    `${full === '' ? 'the root directory of the ESP' : full} has no free entry for the stage and must not grow while it is ` +
      `live; a plan of a wider scope needs none there, or remove a file from it that nothing uses`,
  );
};
