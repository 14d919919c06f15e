import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCrashDisk } from './crash-disk.ts';
import type { CrashDisk } from './crash-disk.ts';
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
  /** A FAT image as it is before the run, which is copied, or a whole disk, which is changed. */
  espImage: string | CrashDisk;
  hasStateDir?: boolean;
  workload: Workload;
  expectations: Expectations;
  /** Left out, nothing is recovered. Its mount options are those of the run unless it says otherwise. */
  recovery?: Recovery;
  /** Another way to run the same recovery, which a few states get, too. */
  otherRecovery?: Recovery;
};

export type Recovery = Workload & Pick<RecoverOptions, 'goodExitCodes' | 'guests'>;

export type ScenarioOptions = Omit<JudgeOptions, 'begin'> & {
  /** Made if missing; best in memory. */
  directory: string;
  /** States of different fingerprints that fsck is let at, 0 for none; all by default. */
  maxFscked?: number;
  /** States of different fingerprints that are recovered; all by default. */
  maxRecovered?: number;
  /** Recoveries of which every cut is judged, and recovered again; 0 by default. */
  recoveryCuts?: number;
  /** States that cuts leave which are recovered again; as `maxRecovered` by default. */
  maxRecoveredAgain?: number;
  /** States that the scenario's other recovery gets; 0 by default. */
  maxOther?: number;
  /** States that are recovered after fsck was let at them; 0 by default. */
  maxRecoveredAfterFsck?: number;
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

const CUT_MODELS = ['prefix', 'volatile'] as const;
const MAX_CUT_SAMPLES = 1500;

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
  { recovery, signal }: { recovery: Recovery | undefined; signal: AbortSignal | undefined },
): RecoverOptions | null => {
  const { workload, expectations } = scenario;
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

const behind = (overlay: Uint32Array, espSectors: number): number[] => {
  const found: number[] = [];
  for (let at = 0; at < overlay.length; at += 2)
    if ((overlay[at] ?? 0) >= espSectors) found.push(overlay[at] ?? 0, overlay[at + 1] ?? 0);
  return found;
};

/** As a group of its own: the same state and the same state directory, but fsck was at the ESP first. */
const asFound = ({ state, overlay, verdict }: FsckedState, espSectors: number): JudgedState => ({
  ...state,
  overlay: Uint32Array.from([...overlay, ...behind(state.overlay, espSectors)]),
  verdict,
  group: `${state.group} after fsck`,
});

const recoverOthers = async (from: Judged, options: ScenarioOptions): Promise<RecoveredState[]> => {
  const { otherRecovery: recovery } = from.scenario;
  const how = recoverOptions(from, { recovery, signal: options.signal });
  if (how === null) return [];
  return recoverStates(from.bench, spread(cutStates(from.judged), options.maxOther ?? 0), how);
};

const recoverAndCut = async (from: Judged, fscked: readonly FsckedState[], options: ScenarioOptions) => {
  const how = recoverOptions(from, { recovery: from.scenario.recovery, signal: options.signal });
  if (how === null) return { recovered: [], cuts: [], recoveredAgain: [] };
  const { bench } = from;
  const { maxRecovered = Infinity, recoveryCuts = 0, maxRecoveredAfterFsck = 0 } = options;
  const found = spread(fscked, maxRecoveredAfterFsck).map((each) => asFound(each, bench.espSectors));
  const states = [...spread(cutStates(from.judged), maxRecovered), ...found];
  const recovered = [...(await recoverStates(bench, states, how)), ...(await recoverOthers(from, options))];
  const cutOptions = { ...options, models: CUT_MODELS, samples: MAX_CUT_SAMPLES };
  const cuts = busiest(recovered, recoveryCuts).map((each) => judgeRecoveryCuts(bench, each, cutOptions));
  const again = spread(cuts.flatMap(cutStates), options.maxRecoveredAgain ?? maxRecovered);
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
  const disk =
    typeof espImage === 'string'
      ? await makeCrashDisk(espImage, { path: join(directory, 'disk.img'), hasStateDir })
      : espImage;
  const recording = await record({
    ...scenario.workload,
    disk,
    scratchDir,
    ...(signal !== undefined && { signal }),
  });
  const bench = createBench(recording.base, { expectations, espSectors: disk.espSectors });
  const judged = judgeStates(bench, recording.entries, options);
  const fscked = await judgeAfterFsck(bench, spread(cutStates(judged), maxFscked));
  const after = await recoverAndCut({ scenario, recording, bench, judged }, fscked, options);
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
