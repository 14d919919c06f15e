import { memoryDir } from '../lab/memory-dir.ts';
import { withScratch } from '../lab/scratch.ts';
import { CONTROLS, runControl } from './control-run.ts';
import type { ControlOutcome } from './control-run.ts';
import { matrixRows, nameOf } from './matrix.ts';
import type { MatrixRow } from './matrix.ts';
import { runRow } from './matrix-run.ts';
import type { RowOutcome } from './matrix-run.ts';
import type { ScenarioOptions } from './scenario.ts';

/** One scenario of `npm run test:crash`. */
export type Job = { id: string; name: string } & (
  | { kind: 'row'; row: MatrixRow }
  | { kind: 'control'; number: number }
);

export type JobOutcome = { id: string; name: string; seconds: number } & (
  | ({ kind: 'row' } & RowOutcome)
  | ({ kind: 'control' } & ControlOutcome)
  /** It could not be carried out at all. */
  | { kind: 'error'; message: string }
);

export type Effort = Omit<ScenarioOptions, 'directory' | 'signal'>;

/** For a whole run in less than an hour on two cores. */
export const FULL: Effort = {
  models: ['prefix', 'volatile', 'torn'],
  seed: 1,
  samples: 5000,
  maxFscked: 150,
  maxRecovered: 150,
  maxRecoveredAgain: 40,
  maxOther: 3,
  maxRecoveredAfterFsck: 12,
  recoveryCuts: 2,
};

const MIB_PER_JOB = 1500;

export const allJobs = (): Job[] => [
  ...CONTROLS.map(({ name }, number): Job => ({ kind: 'control', id: `control-${number}`, name, number })),
  ...matrixRows().map((row, number): Job => ({ kind: 'row', id: `row-${number}`, name: nameOf(row), row })),
];

type Place = { directory: string; keep: string | undefined };

const runOn = async (job: Job, place: Place, effort: Effort): Promise<RowOutcome | ControlOutcome> => {
  if (job.kind === 'row') return runRow(job.row, { ...effort, ...place });
  const control = CONTROLS[job.number];
  if (control === undefined) throw new RangeError(`there is no control ${job.number}`);
  return runControl(control, { seed: effort.seed ?? 1 });
};

/** Carries out one job; an error is an outcome, too. `keep`: where the disks behind failures go, see `keepImages`. */
export const runJob = async (
  job: Job,
  effort: Effort,
  { keep }: { keep?: string | undefined } = {},
): Promise<JobOutcome> => {
  const { id, name, kind } = job;
  const begun = performance.now();
  const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10;
  try {
    const outcome = await withScratch(
      (directory) => runOn(job, { directory, keep }, effort),
      memoryDir(MIB_PER_JOB),
    );
    return { id, name, kind, seconds: seconds(), ...outcome } as JobOutcome;
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { id, name, kind: 'error', seconds: seconds(), message };
  }
};
