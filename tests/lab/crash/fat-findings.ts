/** What is wrong with an entry of a FAT file system. */
export type FindingKind =
  | 'start-zero'
  | 'start-free'
  | 'free-in-chain'
  | 'bad-in-chain'
  | 'out-of-range'
  | 'loop'
  | 'chain-too-short'
  | 'chain-too-long'
  | 'cross-link'
  | 'dots-wrong'
  | 'duplicate-name'
  | 'entries-after-end'
  | 'directory-loop'
  | 'too-deep';

export type Finding = {
  kind: FindingKind;
  /** Which of the volume's entries has it. */
  index: number;
  /** Of a cross-link: the entry that has the clusters, too, and was found first. */
  other: number | null;
};

/** Those that keep an entry from being read to its end. */
export const UNREADABLE: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'start-zero',
  'start-free',
  'free-in-chain',
  'bad-in-chain',
  'out-of-range',
  'loop',
  'chain-too-short',
  'directory-loop',
  'too-deep',
]);
