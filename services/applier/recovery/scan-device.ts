/** Reads the ESP's device below the file system: its stages, and damage by a power cut or by fsck.vfat (invariant 10 in docs/power-loss.md). */
import {
  deviceOf,
  diagnoseSwap,
  FatError,
  planTidy,
  readDirectoryAt,
  surveyVolume,
  walkDirectory,
  withVolume,
} from '../../../lib/esp/fat/index.ts';
import type { Diagnosis, FatNode, FatVolume, Survey, SwapNames } from '../../../lib/esp/fat/index.ts';
import { describeMount, espSpace, foldFatName, stageNameFor } from '../../../lib/esp/index.ts';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import { barrier } from '../../../lib/sys/index.ts';
import type { ApplierDeps } from '../context.ts';
import { isFillerName } from '../fat/index.ts';
import type { EspLock } from '../esp/lock.ts';
import { BOOTUPD_PREFIX, isWithin, looksStaged, nameOf, parentOf } from '../esp/names.ts';

/** A target and its stage, by their paths on the ESP. */
export type Pair = { target: string; stagePath: string };

export type RawFinding = Pair & { names: SwapNames; diagnosis: Diagnosis };

export type RawView = {
  /** One for each stage of bootswap or bootupd, and for each known target that is damaged. */
  findings: RawFinding[];
  /** Placeholder entries that a crash has left. */
  fillerPaths: string[];
  survey: Survey;
  /** There are lost clusters, or the copies of the FAT differ, and it is safe to repair them. */
  isUntidy: boolean;
  /** vfat met an error and has turned the file system read-only (errors=remount-ro) below a mount that is not. */
  isShutOff: boolean;
};

const folded = (path: string): string => foldFatName(path);

/** In the root only EFI: stages are beside their targets, which are EFI and its contents. */
const isWhereStagesLie = ({ path }: FatNode): boolean =>
  parentOf(path) === '' || isWithin(folded(path), 'EFI');

/** The topmost ones with the name of a stage. */
const stagesAmong = (nodes: readonly FatNode[]): FatNode[] => {
  const staged = nodes.filter((node) => isWhereStagesLie(node) && looksStaged(node.path));
  return staged.filter((node) => !staged.some((other) => other !== node && isWithin(node.path, other.path)));
};

/** True if `stageName` is what the sibling would be staged as: by bootswap, or by bootupd. */
const isStageOf = (stageName: string, { path, entry }: FatNode): boolean => {
  const name = nameOf(path);
  if (folded(stageName) === folded(BOOTUPD_PREFIX + name)) return true;
  return folded(stageName) === stageNameFor(name, entry.isDirectory ? 'directory' : 'file');
};

/** If no plan names the stage, its target is the sibling with this stage name; '' if there is none. */
const targetOf = (stage: FatNode, nodes: readonly FatNode[], known: readonly Pair[]): string => {
  const named = known.find(({ stagePath }) => folded(stagePath) === folded(stage.path));
  if (named !== undefined) return named.target;
  const siblings = nodes.filter(({ path }) => parentOf(path) === parentOf(stage.path) && !looksStaged(path));
  return siblings.find((sibling) => isStageOf(nameOf(stage.path), sibling))?.path ?? '';
};

const namesOf = ({ target, stagePath }: Pair): SwapNames => ({
  parent: parentOf(stagePath),
  live: nameOf(target),
  stage: nameOf(stagePath),
});

const diagnose = async (volume: FatVolume, pair: Pair): Promise<RawFinding> => {
  const names = namesOf(pair);
  return { ...pair, names, diagnosis: await diagnoseSwap(volume, names) };
};

const isDamaged = ({ path, problem }: FatNode, target: string): boolean =>
  problem !== null && isWithin(folded(path), folded(target));

const lookAt = async (volume: FatVolume, known: readonly Pair[]): Promise<Omit<RawView, 'isShutOff'>> => {
  const nodes = await walkDirectory(volume, await readDirectoryAt(volume, 0));
  const stages = stagesAmong(nodes).map((node): Pair => {
    const named = known.find(({ stagePath }) => folded(stagePath) === folded(node.path));
    return named ?? { target: targetOf(node, nodes, known), stagePath: node.path };
  });
  const staged = new Set(stages.map(({ stagePath }) => stagePath));
  const damaged = known.filter(
    ({ target, stagePath }) => !staged.has(stagePath) && nodes.some((node) => isDamaged(node, target)),
  );
  const findings: RawFinding[] = [];
  for (const pair of [...stages, ...damaged]) findings.push(await diagnose(volume, pair));
  const fillers = nodes.filter((node) => isWhereStagesLie(node) && isFillerName(nameOf(node.path)));
  return {
    findings,
    fillerPaths: fillers.map(({ path }) => path),
    survey: await surveyVolume(volume),
    isUntidy: (await planTidy(volume)).patches.length > 0,
  };
};

/** Null if there is no FAT device that we may read: a plain directory, another file system, or no permission. */
export const readRawView = async (
  { espRoot, log }: Pick<ApplierDeps, 'espRoot' | 'log'>,
  { lock, known }: { lock: EspLock; known: readonly Pair[] },
): Promise<RawView | null> => {
  // vfat counts what is free at the first question, and only then keeps the count on the disk right.
  await espSpace(espRoot);
  // Pending data must be written to be visible on the device; a read-only ESP has none.
  await barrier(lock.directory).catch(() => undefined);
  const mount = await describeMount(espRoot);
  if (mount.filesystem !== 'vfat' || !mount.isMountPoint || mount.root !== '/') return null;
  try {
    const isShutOff = mount.readOnly && mount.options.includes('rw');
    const device = await deviceOf(mount);
    return { ...(await withVolume(device, (volume) => lookAt(volume, known))), isShutOff };
  } catch (error) {
    const isKnown = ['NO_DEVICE', 'EACCES', 'EPERM'].some((code) => hasCode(error, code));
    if (!isKnown && !(error instanceof FatError)) throw error;
    log.warn('cannot read the device of the ESP', { why: messageOf(error) });
    return null;
  }
};

/** Diagnoses after which a lookup could turn the ESP read-only, or a deletion could destroy the live tree. */
export const isUnsafe = ({ diagnosis: { kind } }: RawFinding): boolean =>
  kind === 'cross-linked' ||
  kind === 'stage-dangling' ||
  kind === 'stage-overlaps' ||
  kind === 'live-damaged';

/** Paths that must not be looked up, with the reason. A damaged target includes its stage: an exchange looks up both. */
export const unsafePaths = ({ target, stagePath, diagnosis }: RawFinding): [string, string][] => {
  const why = `${diagnosis.kind}: ${diagnosis.why}`;
  const stage: [string, string][] = diagnosis.stage === null ? [] : [[stagePath, why]];
  return diagnosis.kind === 'live-damaged' ? [...stage, [target, why]] : stage;
};
