import { pairwise } from './pairwise.ts';
import type { Impossible, RowOf } from './pairwise.ts';

/** What the scenarios of `npm run test:crash` vary. */
export const AXES = {
  /** What one exchange covers: a file, a directory below EFI, all of EFI. */
  scope: ['file', 'directory', 'esp'],
  fat: ['FAT32', 'FAT16'],
  /** Added to the usual mount options. */
  mount: ['default', 'shortname=winnt', 'sync', 'dirsync', 'flush'],
  /**
   * Where a free slot for the stage's entry is, seen from the live one: `before` leaves only some before it in its
   * sector, and in FAT16's root none behind it at all.
   */
  stage: ['same sector', 'next sector', 'before'],
  space: ['empty', 'nearly full'],
  /** Another process, at work all the time; `fsync` of the very thing that is exchanged. */
  neighbour: ['quiet', 'sync', 'fsync'],
  directories: ['1', '2'],
  /** What the update finds: nothing, the dirty bit, a kept previous tree, or what an earlier mishap left. */
  start: ['fresh', 'dirty', 'updated', 'interrupted', 'bootupd', 'fsck'],
} as const;

export type MatrixRow = RowOf<typeof AXES>;

export const IMPOSSIBLE: readonly Impossible<typeof AXES>[] = [
  {
    why: 'fsck -a has emptied the live entry, as it empties the second of two that share clusters: nothing old is left',
    when: { stage: 'before', start: 'fsck' },
  },
];

const SEED = 3;

/** Every pair of values of two axes occurs in one of these; the plain case comes first. */
export const matrixRows = (): MatrixRow[] => {
  const plain: MatrixRow = {
    scope: 'directory',
    fat: 'FAT32',
    mount: 'default',
    stage: 'same sector',
    space: 'empty',
    neighbour: 'quiet',
    directories: '2',
    start: 'fresh',
  };
  return [plain, ...pairwise(AXES, { impossible: IMPOSSIBLE, seed: SEED })];
};

/** Unusual values only: `esp, FAT16, sync, stage before, 1 directory`. */
export const nameOf = (row: MatrixRow): string =>
  [
    row.scope,
    row.fat,
    row.mount === 'default' ? '' : row.mount,
    row.stage === 'same sector' ? '' : row.stage === 'before' ? 'room before' : row.stage,
    row.space === 'empty' ? '' : row.space,
    row.neighbour === 'quiet' ? '' : `neighbour ${row.neighbour}`,
    row.directories === '1' ? '1 directory' : '2 directories',
    row.start === 'fresh' ? '' : row.start,
  ]
    .filter((word) => word !== '')
    .join(', ');
