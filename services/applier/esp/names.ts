/** The names that a swap uses on the ESP. */
import { isStageName, stageNameFor } from '../../../lib/esp/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** True if `path` is `directory` or is inside it. */
export const isWithin = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(`${directory}/`);

/** Moves a path from below one directory to below another: same rest, other top. */
export const rebase = (path: string, from: string, to: string): string => to + path.slice(from.length);

/** A name in a directory of the ESP; in its root if the directory is ''. */
export const joinPath = (directory: string, name: string): string =>
  directory === '' ? name : `${directory}/${name}`;

/** The stage of a swap's target: its sibling. The stage of EFI itself is in the root. */
export const stagePathOf = ({ scope, target }: Pick<Swap, 'scope' | 'target'>): string =>
  joinPath(parentOf(target), stageNameFor(nameOf(target), scope === 'file' ? 'file' : 'directory'));

/** True if shim's fallback, which looks into each directory of EFI/, would look into what the swap leaves behind. */
export const isSeenByFallback = ({ scope, target }: Pick<Swap, 'scope' | 'target'>): boolean =>
  scope === 'directory' && parentOf(target) === 'EFI';

/** Before the name of a directory: where bootupd stages it, and what bootupd deletes without a look. */
export const BOOTUPD_PREFIX = '.btmp.';

/** True for the names under which bootswap, or bootupd, stages something. */
export const looksStaged = (path: string): boolean =>
  isStageName(nameOf(path)) || nameOf(path).startsWith(BOOTUPD_PREFIX);

/** True if the swap deletes its target: a file that is no longer in the payload. */
export const isDeletion = (swap: Pick<Swap, 'scope' | 'files'>): boolean =>
  swap.scope === 'file' && swap.files[0]?.action === 'delete';

/**
 * shim's fallback makes a boot entry of every EFI/<dir>/BOOT<arch>.CSV that it finds, so that one in a tree kept as
 * a rollback would bring that tree into BootOrder (shim, fallback.c, find_boot_csv).
 */
export const isBootCsv = (name: string): boolean => /^BOOT[A-Z0-9]*\.CSV$/i.test(name);

/** What a BOOT<arch>.CSV is called while its tree is kept as a rollback: `BOOTX64.BSV`. */
export const hiddenCsvName = (name: string): string => name.replace(/\.CSV$/i, '.BSV');

export const isHiddenCsv = (name: string): boolean => /^BOOT[A-Z0-9]*\.BSV$/i.test(name);

export const shownCsvName = (name: string): string => name.replace(/\.BSV$/i, '.CSV');
