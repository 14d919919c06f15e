import { join } from 'node:path';
import { runTool, runToolOrThrow } from '../lab/tools.ts';
import { memoryDir } from '../lab/memory-dir.ts';
import { parseGeometry } from '../lab/crash/fat-geometry.ts';
import { applyOverlay } from '../lab/crash/sector-image.ts';
import { withScratch } from '../lab/scratch.ts';
import type { Bench, JudgedState } from './judge-states.ts';
import type { Verdict } from './judge.ts';
import { createWorkImage } from './work-image.ts';
import type { WorkImage } from './work-image.ts';

export type FsckedState = {
  state: JudgedState;
  /** Of each run of `fsck.vfat -a`; the last is 0 if it found its peace. */
  exitCodes: readonly number[];
  /** What it leaves. */
  overlay: Uint32Array;
  verdict: Verdict;
};

/** A start on a free cluster takes four: cut the chain, delete the directory, delete its long name, find nothing. */
const MAX_RUNS = 5;
const WORKERS = 2;

/** Runs jobs on a few work images at once, each with its own; results in the order of the jobs. */
export const onWorkImages = async <Job, Result>(
  bench: Bench,
  jobs: readonly Job[],
  work: (image: WorkImage, job: Job) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  return withScratch(
    async (directory) => {
      let next = 0;
      const worker = async (number: number): Promise<void> => {
        const image = await createWorkImage(join(directory, `${number}.img`), bench);
        try {
          for (let at = next++; at < jobs.length; at = next++)
            results[at] = await work(image, jobs[at] as Job);
        } finally {
          await image.close();
        }
      };
      await Promise.all(
        Array.from({ length: Math.min(WORKERS, jobs.length) }, (_, number) => worker(number)),
      );
      return results;
    },
    memoryDir((bench.espSectors / 2048) * WORKERS),
  );
};

const judgeOverlay = (bench: Bench, overlay: Uint32Array): Verdict => {
  const image = bench.newImage();
  applyOverlay(image, overlay);
  return bench.judgeImage(image);
};

/** One shell for all runs: starting a process costs Node more than a run of fsck takes. Prints each exit code. */
const FSCK_UNTIL_CONTENT = `
for run in $(seq ${MAX_RUNS}); do
  fsck.vfat -a "$1" >&2
  code=$?
  echo $code
  [ $code = 0 ] && exit
done
true`;

/** As a distribution's boot does it: `fsck.vfat -a`, here again until it has nothing to say. */
const fsckAndJudge = async (bench: Bench, image: WorkImage, state: JudgedState): Promise<FsckedState> => {
  await image.load(state.overlay);
  const { stdout } = await runToolOrThrow('sh', ['-c', FSCK_UNTIL_CONTENT, 'sh', image.path]);
  const overlay = image.readBack();
  const exitCodes = stdout.trim().split('\n').map(Number);
  return { state, exitCodes, overlay, verdict: judgeOverlay(bench, overlay) };
};

/**
 * Lets `fsck.vfat -a` at each state and judges what it leaves.
 * @throws {LabError} TOOL_MISSING
 */
export const judgeAfterFsck = (bench: Bench, states: readonly JudgedState[]): Promise<FsckedState[]> =>
  onWorkImages(bench, states, (image, state) => fsckAndJudge(bench, image, state));

/** The boot sector with its dirty bit cleared: nobody but fsck clears one that was set before the mount. */
const cleared = (bench: Bench, overlay: Uint32Array): Uint32Array => {
  const image = bench.newImage();
  applyOverlay(image, overlay);
  const boot = Uint8Array.from(bench.store.contentOf(image.ids[0] ?? 0));
  const parsed = parseGeometry(boot, bench.espSectors);
  if ('problem' in parsed) return overlay;
  const at = parsed.geometry.fatBits === 32 ? 65 : 37;
  boot[at] = (boot[at] ?? 0) & ~1;
  image.set(0, bench.store.intern(boot));
  return image.overlay();
};

export type FsckLook = { isClean: boolean; output: string };

/**
 * What `fsck.vfat -n` says to each overlay, the dirty bit apart.
 * @throws {LabError} TOOL_MISSING
 */
export const lookWithFsck = (bench: Bench, overlays: readonly Uint32Array[]): Promise<FsckLook[]> =>
  onWorkImages(bench, overlays, async (image, overlay) => {
    await image.load(cleared(bench, overlay));
    const { code, stdout, stderr } = await runTool('fsck.vfat', ['-n', image.path]);
    return { isClean: code === 0, output: `${stdout}${stderr}` };
  });
