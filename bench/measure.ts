/** Measuring: medians of interleaved runs, so that a busy machine slows both sides of a ratio alike. */
import { readFileSync } from 'node:fs';
import { start } from '../lib/sys/index.ts';
import type { RunningProcess } from '../lib/sys/index.ts';

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
};

/** Runs the contenders in turn, `rounds` times each, and returns each one's median. */
export const interleave = async <Name extends string>(
  contenders: Record<Name, () => Promise<number>>,
  rounds: number,
): Promise<Record<Name, number>> => {
  const names = Object.keys(contenders) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) samples.get(name)?.push(await contenders[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(samples.get(name) ?? [])])) as Record<
    Name,
    number
  >;
};

export const millisecondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** Resident memory of a process, from /proc (proc_pid_status(5)). */
export const residentMiB = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024;
};

export type Ready = { process: RunningProcess; readyMs: number };

/** Starts a program and resolves when it prints a line with `sign` in it. */
export const startUntil = (file: string, args: readonly string[], sign: string): Promise<Ready> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const lines: string[] = [];
    const child = start(file, args, {
      onLine: (line) => {
        lines.push(line);
        if (line.includes(sign)) resolve({ process: child, readyMs: performance.now() - startedAt });
      },
    });
    void child.exited.then(() =>
      reject(new Error(`${args.join(' ')} ended before ${sign}: ${lines.join(' | ')}`)),
    );
  });

export type Row = {
  what: string;
  measured: string;
  against: string;
  ratio: number | null;
  /** The ratio must not be above it; null where no goal was set. */
  goal: number | null;
  note?: string;
};
