/**
 * `npm run test:crash`: every scenario of the matrix and every negative control, two at a time, each in a process of its
 * own. What is done is kept in dist/crash-results and not done again by the same code; `--fresh` does it again, `--only
 * ID` does some, `--keep` keeps the disks behind failures. Exits 1 if a state is broken or cannot be recovered, or if a negative control passes.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { start } from '../../lib/sys/index.ts';
import { laboratory } from '../lab/guest/chosen.ts';
import { sourceArgs } from '../lab/programs.ts';
import { repoRoot } from '../lab/tools.ts';
import { codeDigest } from './code-digest.ts';
import { allJobs, FULL, runJob } from './matrix-jobs.ts';
import type { Job, JobOutcome } from './matrix-jobs.ts';
import { faultsOf, lineOf, reportOf } from './matrix-report.ts';
import { writeReport } from './power-loss-page.ts';

/** Under emulation a scenario takes up to an hour. */
const JOB_TIMEOUT_MS = 120 * 60_000;
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    fresh: { type: 'boolean' },
    keep: { type: 'boolean' },
    /** Of the processes that this one starts. */
    job: { type: 'string' },
    result: { type: 'string' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const results = join(repoRoot(), 'dist', 'crash-results', await codeDigest());
const resultPath = ({ id }: Job): string => join(results, `${id}.json`);

/** `--keep`: the disks of states that could not be recovered stay beside the results. */
const keepIn = ({ id }: Job): string | undefined => (values.keep === true ? join(results, id) : undefined);

const kept = async (job: Job): Promise<JobOutcome | null> => {
  try {
    return JSON.parse(await readFile(resultPath(job), 'utf8')) as JobOutcome;
  } catch {
    return null;
  }
};

const runApart = async (job: Job, signal: AbortSignal): Promise<JobOutcome> => {
  const lines: string[] = [];
  const args = [
    ...sourceArgs('tests/crash/run-matrix.ts'),
    '--job',
    job.id,
    '--result',
    resultPath(job),
    ...(values.keep === true ? ['--keep'] : []),
  ];
  const child = start(process.execPath, args, { onLine: (line) => lines.push(line) });
  const stop = (): void => child.kill('SIGTERM');
  const timer = setTimeout(stop, JOB_TIMEOUT_MS);
  signal.addEventListener('abort', stop, { once: true });
  const { code } = await child.exited;
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  const outcome = await kept(job);
  if (outcome !== null) return outcome;
  const message = `ended with ${code ?? 'a signal'}: ${lines.slice(-5).join(' ')}`;
  return { id: job.id, name: job.name, kind: 'error', seconds: 0, message };
};

const doJob = async (job: Job, signal: AbortSignal): Promise<JobOutcome> => {
  const before = values.fresh === true ? null : await kept(job);
  if (before !== null && before.kind !== 'error') return before;
  await rm(resultPath(job), { force: true });
  return runApart(job, signal);
};

const runAll = async (jobs: readonly Job[], signal: AbortSignal): Promise<JobOutcome[]> => {
  const outcomes: JobOutcome[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < jobs.length && !signal.aborted; at = next++) {
      const outcome = await doJob(jobs[at] as Job, signal);
      outcomes[at] = outcome;
      say(`${outcomes.filter(Boolean).length}/${jobs.length} ${lineOf(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return outcomes.filter(Boolean);
};

const runOne = async (id: string): Promise<number> => {
  const job = allJobs().find((each) => each.id === id);
  if (job === undefined) throw new RangeError(`there is no job ${id}`);
  await writeFile(
    values.result ?? '/dev/stdout',
    JSON.stringify(await runJob(job, FULL, { keep: keepIn(job) })),
  );
  return 0;
};

const runMatrix = async (): Promise<number> => {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => controller.abort());
  // Chosen here, so that every job has the same.
  say(`laboratory: ${laboratory().says}`);
  await mkdir(results, { recursive: true });
  const all = allJobs();
  const jobs = values.only === undefined ? all : all.filter(({ id }) => values.only?.includes(id));
  const outcomes = await runAll(jobs, controller.signal);
  if (controller.signal.aborted) return 130;
  const report = reportOf(outcomes);
  if (values.only === undefined) await writeReport(report);
  say(`\n${report.rows}\n${report.summary}\n\n${report.controls}`);
  const faults = outcomes.flatMap(faultsOf);
  for (const fault of faults) say(fault);
  say(faults.length === 0 ? 'no state is broken, none could not be recovered' : `${faults.length} faults`);
  return faults.length === 0 ? 0 : 1;
};

process.exitCode = values.job === undefined ? await runMatrix() : await runOne(values.job);
