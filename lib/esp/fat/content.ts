import { followChain } from './chain.ts';
import type { FatEntry } from './directory.ts';
import { FatError } from './fat-error.ts';
import { clusterOffset, readExactly } from './volume.ts';
import type { FatVolume } from './volume.ts';

/**
 * The bytes of a file, cluster by cluster, straight from the volume: to know what a tree holds before any kernel looks
 * at it. Not of a mounted volume: its contents may still be in the page cache.
 * @throws {FatError} DAMAGED if its clusters are fewer than its size needs; SHORT_READ
 */
export async function* readContent(volume: FatVolume, entry: FatEntry): AsyncGenerator<Buffer, void> {
  const { geometry, table } = volume;
  const { clusters, end } = followChain(table, entry.startCluster);
  const needed = Math.ceil(entry.sizeBytes / geometry.clusterBytes);
  if (clusters.length < needed || (end !== 'end' && end !== 'empty'))
    throw new FatError('DAMAGED', `${entry.name} has ${clusters.length} of ${needed} clusters (${end})`);
  let left = entry.sizeBytes;
  for (const cluster of clusters.slice(0, needed)) {
    const bytes = await readExactly(volume.readAt, clusterOffset(geometry, cluster), geometry.clusterBytes);
    yield bytes.subarray(0, Math.min(left, bytes.length));
    left -= bytes.length;
  }
}
