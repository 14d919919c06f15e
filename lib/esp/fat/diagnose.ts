/** Diagnoses the damage of a swap by a power cut or by fsck.vfat, and gives the one sector that repairs it. */
import { hasCode } from '../../errors.ts';
import { entryNamed, readDirectory, readDirectoryAt } from './directory.ts';
import type { FatDirectory, FatEntry } from './directory.ts';
import { patchToAdopt, patchToDelete } from './patch.ts';
import type { SectorPatch } from './patch.ts';
import { createOwners, ROOT_PATH } from './survey.ts';
import type { FatVolume } from './volume.ts';
import { walkDirectory, walkEntry } from './walk.ts';
import type { FatNode } from './walk.ts';

/** A target and its stage, which are siblings. */
export type SwapNames = {
  /** The directory that both are in, as `EFI`; '' for the root, where EFI itself is swapped. */
  parent: string;
  live: string;
  stage: string;
};

/**
 * `absent`: neither exists. `no-stage`, `sound`: no damage. `stage-before-live`: no damage yet, but
 * if an exchange is interrupted, fsck.vfat -a would truncate the live one. `cross-linked`: both have the same
 * clusters, all of them whole: the live one is complete, old or new. `stage-dangling`: the stage leads to clusters that
 * are not its own; the kernel must not look at it. `stage-overlaps`: the stage has clusters that something else has.
 * `live-damaged`: the live one is not whole.
 */
export type DiagnosisKind =
  | 'absent'
  | 'no-stage'
  | 'sound'
  | 'stage-before-live'
  | 'cross-linked'
  | 'stage-dangling'
  | 'stage-overlaps'
  | 'live-damaged';

/** The positions of the two 8.3 entries: in the same sector, an exchange is one write. */
export type Placement = { sector: 'same' | 'other'; order: 'behind' | 'before' };

/** `delete-stage` is always safe: it frees nothing. `adopt-stage` makes the stage live: check its contents first. */
export type Heal = { kind: 'delete-stage' | 'adopt-stage'; patch: SectorPatch };

export type Diagnosis = {
  kind: DiagnosisKind;
  names: SwapNames;
  why: string;
  live: FatEntry | null;
  stage: FatEntry | null;
  /** Of the stage, relative to the live entry; null unless both exist. */
  placement: Placement | null;
  /** One sector write; look again after it. Null if nothing is to be done, or nothing can be. */
  heal: Heal | null;
};

type Verdict = Pick<Diagnosis, 'kind' | 'why'> & { heal: Heal['kind'] | null };

const joinPath = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`);

/** @returns the position of `stage` relative to `live` */
export const placementOf = (live: FatEntry, stage: FatEntry): Placement => ({
  sector: live.slot.sector === stage.slot.sector ? 'same' : 'other',
  order: stage.slot.index > live.slot.index ? 'behind' : 'before',
});

const problemIn = (nodes: readonly FatNode[]): string | null => {
  const bad = nodes.find(({ problem }) => problem !== null);
  return bad === undefined ? null : `${bad.path}: ${bad.problem}`;
};

/** Where the stage's clusters meet those of anything else, or of itself. */
const overlapOf = async (
  volume: FatVolume,
  stage: { entry: FatEntry; nodes: readonly FatNode[] },
): Promise<string | null> => {
  const root = await readDirectoryAt(volume, 0);
  const others = await walkDirectory(volume, root, {
    isSkipped: (entry) => entry.slot.offset === stage.entry.slot.offset,
  });
  const owners = createOwners(volume.geometry.clusterCount);
  for (const node of [{ path: ROOT_PATH, chain: root.chain }, ...others]) owners.claim(node);
  for (const node of stage.nodes) {
    const met = owners.claim(node);
    if (met !== null) return `${met.paths.join(' and ')} share cluster ${met.cluster}`;
  }
  return null;
};

type Trees = {
  live: FatEntry | null;
  stage: FatEntry | null;
  liveProblem: string | null;
  stageProblem: string | null;
  overlap: string | null;
};

const sharesStart = ({ live, stage }: Trees): boolean =>
  live !== null && stage !== null && live.startCluster !== 0 && live.startCluster === stage.startCluster;

const judgeDamaged = (trees: Trees, liveProblem: string): Verdict => {
  const { live, stage, stageProblem, overlap } = trees;
  const canAdopt =
    stage !== null && stageProblem === null && overlap === null && live?.isDirectory === stage.isDirectory;
  const hope = canAdopt ? '; the stage is complete' : '';
  return { kind: 'live-damaged', why: `${liveProblem}${hope}`, heal: canAdopt ? 'adopt-stage' : null };
};

const judge = (trees: Trees): Verdict => {
  const { live, stage, liveProblem, stageProblem, overlap } = trees;
  if (liveProblem !== null) return judgeDamaged(trees, liveProblem);
  if (stage === null) {
    return live === null
      ? { kind: 'absent', why: 'neither exists', heal: null }
      : { kind: 'no-stage', why: 'no stage exists', heal: null };
  }
  if (sharesStart(trees)) {
    const why = `both start at cluster ${stage.startCluster}`;
    return { kind: 'cross-linked', why, heal: 'delete-stage' };
  }
  if (stageProblem !== null) return { kind: 'stage-dangling', why: stageProblem, heal: 'delete-stage' };
  if (overlap !== null) return { kind: 'stage-overlaps', why: overlap, heal: 'delete-stage' };
  if (live !== null && placementOf(live, stage).order === 'before')
    return { kind: 'stage-before-live', why: 'both are complete', heal: null };
  return { kind: 'sound', why: 'both are complete and share no clusters', heal: null };
};

const lookAt = async (volume: FatVolume, parent: FatDirectory | null, names: SwapNames): Promise<Trees> => {
  const live = parent === null ? null : entryNamed(parent, names.live);
  const stage = parent === null ? null : entryNamed(parent, names.stage);
  const [livePath, stagePath] = [joinPath(names.parent, names.live), joinPath(names.parent, names.stage)];
  const liveNodes = live === null ? [] : await walkEntry(volume, live, livePath);
  const nodes = stage === null ? [] : await walkEntry(volume, stage, stagePath);
  const overlap = stage === null ? null : await overlapOf(volume, { entry: stage, nodes });
  return { live, stage, liveProblem: problemIn(liveNodes), stageProblem: problemIn(nodes), overlap };
};

const parentOf = async (volume: FatVolume, path: string): Promise<FatDirectory | null> => {
  try {
    return await readDirectory(volume, path);
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
};

const healOf = async (
  volume: FatVolume,
  kind: Heal['kind'] | null,
  { live, stage }: Trees,
): Promise<Heal | null> => {
  if (kind === null || stage === null) return null;
  if (kind === 'delete-stage') return { kind, patch: await patchToDelete(volume, stage) };
  return live === null ? null : { kind, patch: await patchToAdopt(volume, { live, stage }) };
};

/**
 * Tells the state of one swap from the bytes on the disk alone: start clusters, chains, and who else has them. Contents
 * are not read. Every repair is one sector write that leaves the live tree reachable before and after; diagnose again
 * after it, until none is left.
 * @throws {FatError} DAMAGED or NOT_A_DIRECTORY of the parent, TOO_COMPLEX, SHORT_READ
 */
export const diagnoseSwap = async (volume: FatVolume, names: SwapNames): Promise<Diagnosis> => {
  const trees = await lookAt(volume, await parentOf(volume, names.parent), names);
  const { live, stage } = trees;
  const { kind, why, heal } = judge(trees);
  return {
    kind,
    why,
    names,
    live,
    stage,
    placement: live === null || stage === null ? null : placementOf(live, stage),
    heal: await healOf(volume, heal, trees),
  };
};
