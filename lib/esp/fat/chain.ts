import type { FatTable } from './table.ts';

/**
 * What follows a chain's last readable cluster. `end`: the mark that belongs there. `empty`: it has no first cluster.
 * `free`, `bad`, `outside`: a link to no cluster of a file. `loop`: back to one of its own. All but the first two are
 * damage, which the kernel's vfat answers with EIO and a read-only ESP.
 */
export type ChainEnd = 'end' | 'empty' | 'free' | 'bad' | 'outside' | 'loop';

export type Chain = {
  /** In order, each once. A first cluster whose own FAT entry is free is not among them. */
  clusters: number[];
  end: ChainEnd;
};

/**
 * Follows a chain of clusters from its first one. Never fails and never turns in circles: a loop is found by Brent's
 * method, within three times the length of what is not repeated.
 * @param start as a directory entry has it; 0 for none
 */
export const followChain = (table: FatTable, start: number): Chain => {
  if (start === 0) return { clusters: [], end: 'empty' };
  const clusters: number[] = [];
  let [current, marked, steps, limit] = [start, 0, 0, 1];
  for (;;) {
    const link = table.link(current);
    if (link.kind === 'outside' || link.kind === 'free' || link.kind === 'bad')
      return { clusters, end: link.kind };
    if (current === marked) return { clusters: [...new Set(clusters)], end: 'loop' };
    clusters.push(current);
    if (link.kind === 'end') return { clusters, end: 'end' };
    if (steps === limit) [marked, steps, limit] = [current, 0, limit * 2];
    steps += 1;
    current = link.next;
  }
};
