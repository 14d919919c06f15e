import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCrashDisk } from './crash-disk.ts';
import type { Expectations } from './expectations.ts';
import type { Workload } from './guest-driver.ts';
import { judgeAfterFsck } from './judge-fsck.ts';
import type { FsckedState } from './judge-fsck.ts';
import { createBench, judgeStates } from './judge-states.ts';
import type { Bench, JudgedRecording, JudgedState, JudgeOptions } from './judge-states.ts';
import { record } from './record.ts';
import type { Recording } from './record.ts';
import { judgeRecoveryCuts, recoverStates } from './recover-in-guest.ts';
import type { RecoveredState, RecoverOptions } from './recover-in-guest.ts';

export type Scenario = {
  name: string;
  /** A FAT image as it is before the run; it is not changed. */
  espImage: string;
  hasStateDir?: boolean;
  workload: Workload;
  expectations: Expectations;
  /** Left out, nothing is recovered. Its mount options are those of the run unless it says otherwise. */
  recovery?: Workload & Pick<RecoverOptions, 'goodExitCodes' | 'guests'>;
};

export type ScenarioOptions = Omit<JudgeOptions, 'begin'> & {
  /** Made if missing; best in memory. */
  directory: string;
  /** States of different fingerprints that fsck is let at, 0 for none; all by default. */
  maxFscked?: number;
  /** States of different fingerprints that are recovered; all by default. */
  maxRecovered?: number;
  /** Recoveries of which every cut is judged, and recovered again; 0 by default. */
  recoveryCuts?: number;
  signal?: AbortSignal;
};

export type ScenarioResult = {
  name: string;
  recording: Recording;
  bench: Bench;
  judged: JudgedRecording;
  fscked: readonly FsckedState[];
  recovered: readonly RecoveredState[];
  /** Cuts during recoveries: what they left, and what a second recovery made of it. */
  cuts: readonly JudgedRecording[];
  recoveredAgain: readonly RecoveredState[];
  elapsedMs: number;
};

/** Evenly spread over the run: neighbours are alike. */
const spread = <T>(all: readonly T[], limit: number): T[] => {
  if (all.length <= limit) return [...all];
  return Array.from({ length: limit }, (_, at) => all[Math.floor((at * all.length) / limit)] as T);
};

/** No recovery is expected of a torn sector. */
const cutStates = ({ representatives }: JudgedRecording): JudgedState[] =>
  representatives.filter(({ model }) => model !== 'torn');

type Judged = { scenario: Scenario; recording: Recording; bench: Bench; judged: JudgedRecording };

const recoverOptions = (
  { scenario, recording, bench }: Judged,
  signal: AbortSignal | undefined,
): RecoverOptions | null => {
  const { recovery, workload, expectations } = scenario;
  if (recovery === undefined) return null;
  return {
    ...(workload.mountOptions !== undefined && { mountOptions: workload.mountOptions }),
    ...recovery,
    base: recording.base,
    espSectors: bench.espSectors,
    ...(expectations.mayRemain !== undefined && { mayRemain: expectations.mayRemain }),
    ...(signal !== undefined && { signal }),
  };
};

/** The most laborious recoveries are the ones to interrupt. */
const busiest = (recovered: readonly RecoveredState[], limit: number): RecoveredState[] =>
  recovered.toSorted((a, b) => b.entries.length - a.entries.length).slice(0, limit);

const recoverAndCut = async (from: Judged, options: ScenarioOptions) => {
  const how = recoverOptions(from, options.signal);
  if (how === null) return { recovered: [], cuts: [], recoveredAgain: [] };
  const { bench } = from;
  const { maxRecovered = Infinity, recoveryCuts = 0 } = options;
  const recovered = await recoverStates(bench, spread(cutStates(from.judged), maxRecovered), how);
  const cuts = busiest(recovered, recoveryCuts).map((each) => judgeRecoveryCuts(bench, each, options));
  const again = spread(cuts.flatMap(cutStates), maxRecovered);
  return { recovered, cuts, recoveredAgain: await recoverStates(bench, again, how) };
};

/**
 * Records a run, judges every state that a cut may leave, lets fsck at them, recovers them, cuts the recoveries.
 * @throws {CrashError} as `record` and `recoverStates`
 * @throws {LabError} as `runInGuest`
 */
export const runScenario = async (scenario: Scenario, options: ScenarioOptions): Promise<ScenarioResult> => {
  const begun = performance.now();
  const { directory, maxFscked = Infinity, signal } = options;
  const { espImage, hasStateDir = false, expectations } = scenario;
  const scratchDir = join(directory, 'recording');
  await mkdir(scratchDir, { recursive: true });
  const disk = await makeCrashDisk(espImage, { path: join(directory, 'disk.img'), hasStateDir });
  const recording = await record({
    ...scenario.workload,
    disk,
    scratchDir,
    ...(signal !== undefined && { signal }),
  });
  const bench = createBench(recording.base, { expectations, espSectors: disk.espSectors });
  const judged = judgeStates(bench, recording.entries, options);
  const fscked = await judgeAfterFsck(bench, spread(cutStates(judged), maxFscked));
  const after = await recoverAndCut({ scenario, recording, bench, judged }, options);
  return {
    name: scenario.name,
    recording,
    bench,
    judged,
    fscked,
    ...after,
    elapsedMs: performance.now() - begun,
  };
};
