import { readDirectoryAt } from './directory.ts';
import type { FatDirectory } from './directory.ts';
import type { FatVolume } from './volume.ts';
import { walkDirectory } from './walk.ts';
import type { FatNode, NodeProblem } from './walk.ts';

/** Two names whose clusters meet; `cluster` is the first one that they share. */
export type CrossLink = { cluster: number; paths: readonly [string, string] };

/** The root directory's own clusters, among the owners. */
export const ROOT_PATH = '/';

/** Who has which cluster. */
export type Owners = {
  /** Takes the node's clusters; the first one that another node has already taken, or null. */
  claim: (node: Pick<FatNode, 'path' | 'chain'>) => CrossLink | null;
  isOwned: (cluster: number) => boolean;
};

export const createOwners = (clusterCount: number): Owners => {
  const owners = new Int32Array(clusterCount + 2);
  const paths = [''];
  return {
    claim: ({ path, chain }) => {
      const self = paths.push(path) - 1;
      let met: CrossLink | null = null;
      for (const cluster of chain.clusters) {
        const other = owners[cluster] ?? 0;
        if (other === 0) owners[cluster] = self;
        else met ??= { cluster, paths: [paths[other] ?? '', path] };
      }
      return met;
    },
    isOwned: (cluster) => owners[cluster] !== 0,
  };
};

/** Clusters that the FAT has as used and that no name leads to: the space that a crash in a deletion leaks. */
const lostIn = ({ table }: FatVolume, owners: Owners): number[] => {
  const lost: number[] = [];
  for (let cluster = 2; cluster < table.clusterCount + 2; cluster += 1) {
    const { kind } = table.link(cluster);
    if ((kind === 'next' || kind === 'end') && !owners.isOwned(cluster)) lost.push(cluster);
  }
  return lost;
};

type Damage = Pick<Survey, 'crossLinks' | 'damaged'>;

/**
 * What no name leads to, and what could make that a mistake: while anything is damaged, what it should lead to counts as
 * lost, too.
 * @throws {FatError} TOO_COMPLEX, SHORT_READ
 */
export const findLost = async (
  volume: FatVolume,
): Promise<Damage & { root: FatDirectory; lost: number[] }> => {
  const root = await readDirectoryAt(volume, 0);
  const nodes = await walkDirectory(volume, root);
  const owners = createOwners(volume.geometry.clusterCount);
  const all = [{ path: ROOT_PATH, chain: root.chain }, ...nodes];
  const crossLinks = all.map(owners.claim).filter((link) => link !== null);
  const damaged = nodes.flatMap(({ path, problem }) => (problem === null ? [] : [{ path, problem }]));
  return { crossLinks, damaged, root, lost: lostIn(volume, owners) };
};

export type Survey = {
  crossLinks: CrossLink[];
  damaged: { path: string; problem: NodeProblem }[];
  lostClusters: number;
  lostBytes: number;
  /** FSCK0000.REC and on: where fsck.vfat -a puts lost clusters, in the root. */
  recovered: { paths: string[]; bytes: number };
  isDirty: boolean;
};

const recoveredIn = ({ entries }: FatDirectory): Survey['recovered'] => {
  const found = entries.filter(
    ({ isDirectory, shortName }) => !isDirectory && /^FSCK\d{4}\.REC$/.test(shortName),
  );
  return {
    paths: found.map(({ name }) => name),
    bytes: found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
};

/**
 * Looks at every cluster and every name of the volume.
 * @throws {FatError} TOO_COMPLEX, SHORT_READ
 */
export const surveyVolume = async (volume: FatVolume): Promise<Survey> => {
  const { geometry } = volume;
  const { crossLinks, damaged, root, lost } = await findLost(volume);
  return {
    crossLinks,
    damaged,
    lostClusters: lost.length,
    lostBytes: lost.length * geometry.clusterBytes,
    recovered: recoveredIn(root),
    isDirty: geometry.isDirty,
  };
};
