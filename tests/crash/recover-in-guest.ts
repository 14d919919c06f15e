import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memoryDir } from '../lab/memory-dir.ts';
import { applyOverlay } from '../lab/crash/sector-image.ts';
import { withScratch } from '../lab/scratch.ts';
import type { CrashDisk } from './crash-disk.ts';
import { runDriver } from './guest-driver.ts';
import type { DriverItem, Workload } from './guest-driver.ts';
import { lookWithFsck } from './judge-fsck.ts';
import { judgeStates } from './judge-states.ts';
import type { Bench, JudgedRecording, JudgedState, JudgeOptions } from './judge-states.ts';
import type { Verdict } from './judge.ts';
import { readLog } from './log-writes.ts';
import type { LogEntry } from './log-writes.ts';
import { writeStatePack } from './state-pack.ts';
import { buildStream, splitRuns } from './write-stream.ts';

export type RecoverOptions = Workload & {
  /** Of the disk as it was before the recorded run, the state directory's part included. */
  base: Uint8Array;
  espSectors: number;
  /** Guests that run at once, each with a part of the states; 2 by default. */
  guests?: number;
  /** Paths that are no debris, see Expectations. */
  mayRemain?: (path: string, found: 'old' | 'new') => boolean;
  /** Exit codes of a command that did its work; 0 by default. */
  goodExitCodes?: readonly number[];
  timeoutMs?: number;
  signal?: AbortSignal;
};

export type RecoveredState = {
  state: JudgedState;
  run: DriverItem;
  /** Every write of the recovery, from before the mount until after the unmount. */
  entries: readonly LogEntry[];
  /** What it leaves. */
  overlay: Uint32Array;
  verdict: Verdict;
  /** Why this is no recovery; empty if it is one. */
  complaints: readonly string[];
};

const BATCH_TIMEOUT_MS = 900_000;
const DISKS_MIB = 1024;

type Batch = { bench: Bench; states: readonly JudgedState[]; options: RecoverOptions; directory: string };
type Raw = { state: JudgedState; run: DriverItem; entries: readonly LogEntry[] };

const runBatch = async ({ bench, states, options, directory }: Batch, part: number): Promise<Raw[]> => {
  const scratchDir = join(directory, String(part));
  await mkdir(scratchDir, { recursive: true });
  const [basePath, packPath] = [join(directory, 'base', 'base.img'), join(scratchDir, 'pack')];
  const disk: CrashDisk = {
    path: join(scratchDir, 'disk.img'),
    espSectors: options.espSectors,
    sectors: bench.store.baseIds.length,
  };
  await copyFile(basePath, disk.path);
  await writeStatePack(packPath, {
    store: bench.store,
    states: states.map(({ overlay }, number) => ({ number, overlay })),
  });
  const { items, logPath } = await runDriver({
    timeoutMs: BATCH_TIMEOUT_MS,
    ...options,
    disk,
    scratchDir,
    states: {
      packPath,
      basePath,
    },
  });
  const runs = splitRuns(await readLog(logPath));
  return items.flatMap((run) => {
    const state = states[run.number];
    return state === undefined ? [] : [{ state, run, entries: runs.get(run.number) ?? [] }];
  });
};

const finish = (bench: Bench, { state, run, entries }: Raw) => {
  const image = bench.newImage();
  applyOverlay(image, state.overlay);
  const stream = buildStream(entries, bench.store);
  stream.sectors.forEach((sector, at) => image.set(sector, stream.ids[at] ?? 0));
  return { state, run, entries, overlay: image.overlay(), verdict: bench.judgeImage(image) };
};

const complaintsOf = (
  { run, verdict }: Omit<RecoveredState, 'complaints'>,
  { mayRemain = () => false, goodExitCodes = [0] }: RecoverOptions,
): string[] => [
  ...(run.isMounted ? [] : ['the ESP could not be mounted']),
  ...(run.isStateMounted ? [] : ['the state directory could not be mounted']),
  ...(goodExitCodes.includes(run.exitCode) ? [] : [`exit code ${run.exitCode}`]),
  ...verdict.reasons,
  ...(verdict.class === 'mixed' ? ['one unit is old, another is new'] : []),
  ...verdict.needsRecovery,
  ...verdict.leftovers
    .filter((path) => !mayRemain(path, verdict.class === 'new' ? 'new' : 'old'))
    .map((path) => `left over: ${path}`),
  ...(verdict.lostClusters > 0 ? [`${verdict.lostClusters} clusters lost`] : []),
];

/** Every other one, so that long and short ones are spread evenly. */
const parted = <T>(all: readonly T[], parts: number): T[][] =>
  Array.from({ length: parts }, (_, part) => all.filter((_each, at) => at % parts === part));

/**
 * Mounts each state in a real kernel, runs the recovery command on it, and judges what it leaves: a complete tree,
 * nothing damaged, nothing left over, no cluster lost, and nothing that `fsck.vfat -n` has a remark about. The states
 * share a few guests, which costs some hundredths of a second for each, and the command's own time.
 * @throws {CrashError} DRIVER_FAILED, RECORDER_UNAVAILABLE, and as `readLog`
 * @throws {LabError} as `runInGuest`
 */
export const recoverStates = async (
  bench: Bench,
  states: readonly JudgedState[],
  options: RecoverOptions,
): Promise<RecoveredState[]> => {
  if (states.length === 0) return [];
  return withScratch(async (directory) => {
    await mkdir(join(directory, 'base'));
    await writeFile(join(directory, 'base', 'base.img'), options.base);
    const parts = parted(states, Math.min(options.guests ?? 2, states.length));
    const raw = await Promise.all(
      parts.map((part, number) => runBatch({ bench, states: part, options, directory }, number)),
    );
    const finished = raw.flat().map((each) => finish(bench, each));
    const looks = await lookWithFsck(
      bench,
      finished.map(({ overlay }) => overlay),
    );
    return finished.map((each, at) => {
      const look = looks[at];
      const remark = look === undefined || look.isClean ? [] : [`fsck.vfat -n: ${look.output.trim()}`];
      return { ...each, complaints: [...complaintsOf(each, options), ...remark] };
    });
  }, memoryDir(DISKS_MIB));
};

/** Every state that a cut during a recovery may leave, judged as those of the run itself. */
export const judgeRecoveryCuts = (
  bench: Bench,
  recovered: RecoveredState,
  options: Omit<JudgeOptions, 'begin'> = {},
): JudgedRecording => judgeStates(bench, recovered.entries, { ...options, begin: recovered.state.overlay });
