/** Repairs names that the kernel must not follow, below the file system (invariant 10 in docs/power-loss.md). */
import { readContent, walkEntry } from '../../../lib/esp/fat/index.ts';
import type { Diagnosis, FatEntry, FatVolume } from '../../../lib/esp/fat/index.ts';
import { foldFatName } from '../../../lib/esp/index.ts';
import { createHash } from 'node:crypto';
import { hasCode, messageOf } from '../../../lib/errors.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import { ApplyError } from '../apply-error.ts';
import { asTarget, isAfter, isBefore } from '../esp/compare.ts';
import type { ApplierDeps } from '../context.ts';
import { healDevice, tidyDevice, withUnmounted } from '../fat/index.ts';
import type { HealResult } from '../fat/index.ts';
import type { EspLock } from '../esp/lock.ts';
import { joinPath, rebase, stagePathOf } from '../esp/names.ts';
import type { Observed, ObservedFile } from '../esp/observe.ts';
import type { RawFinding } from './scan-device.ts';
import { counted, humanBytes } from '../../../lib/format.ts';

/** What was repaired or left; `why` is for people. */
export type HealingStep = { kind: 'heal' | 'leave'; paths: string[]; why: string };

const digestOf = async (volume: FatVolume, entry: FatEntry): Promise<ObservedFile> => {
  const hash = createHash('sha256');
  for await (const piece of readContent(volume, entry)) hash.update(piece);
  return { sha256: hash.digest('hex'), sizeBytes: BigInt(entry.sizeBytes) };
};

/** FAT may store names in a different case: digests are compared under the plan's spelling. */
const speller = (swap: Swap, stagePath: string) => {
  const all = [...swap.directories, ...swap.files.map(({ path }) => path)];
  const known = new Map(all.map((path) => [foldFatName(rebase(path, swap.target, stagePath)), path]));
  return (path: string): string => {
    const spelled = known.get(foldFatName(path));
    return spelled === undefined ? path : rebase(spelled, swap.target, stagePath);
  };
};

const observeRaw = async (volume: FatVolume, entry: FatEntry, swap: Swap): Promise<Observed> => {
  const path = stagePathOf(swap);
  const spell = speller(swap, path);
  const nodes = await walkEntry(volume, entry, path);
  const files = new Map<string, ObservedFile>();
  for (const node of nodes)
    if (!node.entry.isDirectory) files.set(spell(node.path), await digestOf(volume, node.entry));
  const directories = nodes.filter((node) => node.entry.isDirectory && node.path !== path);
  return {
    path,
    kind: entry.isDirectory ? 'directory' : 'file',
    files,
    directories: directories.map((node) => spell(node.path)),
    stages: [],
    others: [],
  };
};

const targetOf = ({ names }: Pick<Diagnosis, 'names'>): string => joinPath(names.parent, names.live);

const swapsOn = (target: string, swaps: readonly Swap[]): Swap[] =>
  swaps.filter((swap) => foldFatName(swap.target) === foldFatName(target));

/** A stage replaces a damaged tree only if it equals, byte for byte, one side of a known plan. */
const isKnownTree = async (
  volume: FatVolume,
  diagnosis: Diagnosis,
  swaps: readonly Swap[],
): Promise<boolean> => {
  if (diagnosis.stage === null) return false;
  for (const swap of swapsOn(targetOf(diagnosis), swaps)) {
    const staged = asTarget(await observeRaw(volume, diagnosis.stage, swap), swap);
    if (isAfter(swap, staged) || isBefore(swap, staged)) return true;
  }
  return false;
};

/** True if writing one sector repairs it without losing anything. */
export const isHealable = ({ diagnosis }: RawFinding, swaps: readonly Swap[]): boolean => {
  if (diagnosis.heal?.kind === 'adopt-stage') return swapsOn(targetOf(diagnosis), swaps).length > 0;
  return diagnosis.heal !== null;
};

const healingWhy = ({ diagnosis: { kind, why, heal } }: RawFinding): string => {
  const cure = heal?.kind === 'adopt-stage' ? 'the stage replaces it' : 'only its entry is deleted';
  return `${kind}: ${why}; ${cure}`;
};

/** What `healBelow` would do. */
export const describeHealing = (findings: readonly RawFinding[]): HealingStep[] =>
  findings.map((finding) => ({ kind: 'heal', paths: [finding.stagePath], why: healingWhy(finding) }));

const stepsOf = ({ steps }: HealResult, findings: readonly RawFinding[]): HealingStep[] =>
  findings
    .filter(({ names }) => steps.some((step) => step.names === names))
    .map((finding) => ({ kind: 'heal', paths: [finding.stagePath], why: healingWhy(finding) }));

const asLeft = (error: unknown, findings: readonly RawFinding[]): HealingStep[] => {
  const code = ['BUSY', 'NOT_ALLOWED', 'NO_DEVICE', 'CHANGED', 'WRONG_VOLUME', 'NOT_WRITTEN'].find((known) =>
    hasCode(error, known),
  );
  if (code === undefined || error instanceof ApplyError) throw error;
  const paths = findings.map(({ stagePath }) => stagePath);
  // Lost clusters alone do not make an update unfinished.
  return paths.length === 0 ? [] : [{ kind: 'leave', paths, why: messageOf(error) }];
};

type Below = { deps: ApplierDeps; lock: EspLock; swaps: readonly Swap[] };

const healUnmounted = async (
  findings: readonly RawFinding[],
  { deps: { espRoot, state }, swaps }: Below,
): Promise<HealingStep[]> => {
  const names = findings.map((finding) => finding.names);
  const mayAdopt = (volume: FatVolume, diagnosis: Diagnosis) => isKnownTree(volume, diagnosis, swaps);
  const heal = async (device: string): Promise<HealingStep[]> => {
    const steps = stepsOf(await healDevice(device, names, { mayAdopt }), findings);
    const freed = await tidyDevice(device);
    const why = `reclaimed ${counted(freed.clusters, 'lost cluster')} (${humanBytes(freed.bytes)})`;
    return freed.clusters === 0 ? steps : [...steps, { kind: 'heal', paths: [], why }];
  };
  return withUnmounted(espRoot, heal, { notePath: state.unmountedNotePath });
};

/**
 * Unmounts the ESP, repairs the findings by writing single sectors, reclaims lost clusters, and mounts it again. If it
 * cannot be unmounted, nothing is changed: firmware boots all of these states.
 * @throws {ApplyError} NOT_MOUNTED if the ESP could not be mounted again; BUSY if another program locked it meanwhile
 */
export const healBelow = async (findings: readonly RawFinding[], below: Below): Promise<HealingStep[]> => {
  below.deps.failPoint('heal');
  try {
    return await below.lock.whileUnlocked(() => healUnmounted(findings, below));
  } catch (error) {
    if (hasCode(error, 'NOT_REMOUNTED'))
      throw new ApplyError('NOT_MOUNTED', messageOf(error), { cause: error });
    return asLeft(error, findings);
  }
};
