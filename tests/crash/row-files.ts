import type { Expectations, Tree, Unit } from './expectations.ts';
import type { MatrixRow } from './matrix.ts';
import { bytesOf, filesIn, subtreeOf } from './tree-parts.ts';

/** What lies on a scenario's ESP before and after, and the payloads that make it so; by path from the ESP's root. */
export type RowFiles = {
  /** What the image is made with. */
  made: Tree;
  /** An update before the recorded one: carried out, or cut off. */
  earlier: Tree;
  payload: Tree;
  /** What the recorded run begins and ends with. */
  before: Tree;
  after: Tree;
};

export const merge = (...trees: readonly Tree[]): Tree => new Map(trees.flatMap((tree) => [...tree]));

const FIRST: Tree = new Map([
  ['EFI/BOOT/BOOTX64.EFI', bytesOf(1, 60_000)],
  ['EFI/BOOT/fbx64.efi', bytesOf(2, 3000)],
  ['EFI/fedora/shimx64.efi', bytesOf(3, 60_000)],
  ['EFI/fedora/grubx64.efi', bytesOf(4, 120_000)],
  ['EFI/fedora/BOOTX64.CSV', bytesOf(5, 110)],
]);
/** Beside and among what is updated; no update touches it. */
const FOREIGN: Tree = new Map([
  ['EFI/fedora/grub.cfg', bytesOf(6, 150)],
  ['EFI/Microsoft/Boot/bootmgfw.efi', bytesOf(7, 5000)],
  ['EFI/Microsoft/Boot/BCD', bytesOf(8, 1500)],
]);

const SECOND: Tree = new Map([
  ['EFI/BOOT/BOOTX64.EFI', bytesOf(11, 60_600)],
  ['EFI/fedora/shimx64.efi', bytesOf(13, 60_600)],
  ['EFI/fedora/grubx64.efi', bytesOf(14, 110_000)],
  ['EFI/fedora/mmx64.efi', bytesOf(19, 4000)],
]);

const THIRD: Tree = new Map([
  ['EFI/BOOT/BOOTX64.EFI', bytesOf(21, 60_700)],
  ['EFI/BOOT/fbx64.efi', bytesOf(22, 3100)],
  ['EFI/fedora/shimx64.efi', bytesOf(23, 60_700)],
  ['EFI/fedora/grubx64.efi', bytesOf(24, 120_700)],
  ['EFI/fedora/BOOTX64.CSV', bytesOf(25, 120)],
]);

/** Of a directory that changes by one file only. */
const LONE_FILES = ['EFI/fedora/shimx64.efi', 'EFI/BOOT/BOOTX64.EFI'];

export const changedDirectories = ({ directories }: MatrixRow): string[] =>
  directories === '1' ? ['EFI/fedora'] : ['EFI/fedora', 'EFI/BOOT'];

const onlyIn = (tree: Tree, directories: readonly string[]): Tree =>
  merge(...directories.map((directory) => filesIn(tree, directory)));

const loneOf = (tree: Tree): Tree => new Map([...tree].filter(([path]) => LONE_FILES.includes(path)));

/** A payload names every file that it wants there, the unchanged ones, too. */
const payloadOver = (live: Tree, changes: Tree): Tree => merge(live, changes);

export const rowFiles = (row: MatrixRow): RowFiles => {
  const directories = changedDirectories(row);
  const changesOf = (tree: Tree): Tree => onlyIn(row.scope === 'file' ? loneOf(tree) : tree, directories);
  const earlier = payloadOver(FIRST, changesOf(SECOND));
  const isUpdated = row.start === 'updated';
  const live = isUpdated ? earlier : FIRST;
  const payload = new Map(payloadOver(live, changesOf(THIRD)));
  // What the earlier payload brought and this one lacks goes.
  if (row.scope !== 'file') payload.delete('EFI/fedora/mmx64.efi');
  return {
    made: merge(FIRST, FOREIGN),
    earlier,
    payload,
    before: merge(live, FOREIGN),
    after: merge(payload, FOREIGN),
  };
};

/** What one exchange replaces. */
export const targetsOf = (row: MatrixRow): string[] => {
  if (row.scope === 'esp') return ['EFI'];
  const directories = changedDirectories(row);
  return row.scope === 'directory'
    ? directories
    : LONE_FILES.filter((path) => directories.some((directory) => path.startsWith(`${directory}/`)));
};

const unitAt = (path: string, { before, after }: RowFiles): Unit => {
  const [old, next] = [before.get(path), after.get(path)];
  if (old !== undefined && next !== undefined)
    return { path, old: new Map([['', old]]), new: new Map([['', next]]) };
  return { path, old: subtreeOf(before, path), new: subtreeOf(after, path) };
};

/** Ours, by their names: `FEDORA.BSW`. */
const STAGE = /(^|\/)[A-Z0-9_]{1,8}\.BSW$/i;
/** What bootupd has left half done. Recovery deletes it; until then it belongs to no unit, and may change. */
const BOOTUPDS = /(^|\/)\.btmp\./i;
/** What fsck makes of lost clusters: the owner's to delete. */
const FSCKS = /^FSCK\d{4}\.REC$/i;

/**
 * What every state must be: each target complete old or complete new, everything else as it was. The tree that was
 * replaced may stay once the new one is live, and the one from an update before until then.
 */
export const rowExpectations = (row: MatrixRow, files: RowFiles, pads: readonly string[]): Expectations => {
  const targets = targetsOf(row);
  const padFiles = new Map(pads.map((path) => [path, new Uint8Array()]));
  const all: RowFiles = {
    ...files,
    before: merge(files.before, padFiles),
    after: merge(files.after, padFiles),
  };
  const isInTarget = (path: string): boolean =>
    targets.some((target) => path === target || path.startsWith(`${target}/`));
  return {
    units: targets.map((target) => unitAt(target, all)),
    foreign: new Map([...all.before].filter(([path]) => !isInTarget(path))),
    isDebris: (path) => BOOTUPDS.test(path),
    mayRemain: (path, found) =>
      FSCKS.test(path) || (STAGE.test(path) && (found === 'new' || row.start === 'updated')),
  };
};
