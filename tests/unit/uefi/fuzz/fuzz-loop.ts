import { UefiError } from '../../../../lib/uefi/bytes/uefi-error.ts';
import { seededRandom } from '../../../lab/random.ts';
import { mutate } from '../../../lab/mutate/mutate.ts';
import type { Structure } from '../../../lab/mutate/mutate-structure.ts';

export type FuzzOptions = {
  seed: number;
  runs: number;
  samples: readonly Uint8Array[];
  structure?: Structure;
  /** The parser; may throw UefiError and nothing else. */
  parse: (bytes: Buffer) => unknown;
  maxMs?: number;
  /** Called `checkpoints` times, evenly spread, with the number of inputs so far. */
  onCheckpoint?: (runs: number) => void;
  checkpoints?: number;
};

/** `slowestMs`: of the input that needed most, its best of three. */
export type FuzzReport = { runs: number; refused: number; slowestMs: number };

/** Not worth a second look. */
const QUICK_MS = 1;

const timedMs = (work: () => void): number => {
  const before = performance.now();
  work();
  return performance.now() - before;
};

/** Processor time, of which others on a busy machine take nothing. */
const processorMs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** A collection of garbage, or another program, may fall into one: only what is slow three times is slow by itself. */
const bestOfThreeMs = (work: () => void): number =>
  Math.min(...[1, 2, 3].map(() => Math.min(processorMs(work), timedMs(work))));

/**
 * Feeds changed samples to a parser: the same ones for the same seed, so that a run is named by seed and number.
 * @throws {Error} if it throws anything but UefiError, or needs longer than `maxMs` (50) for one input
 */
export const fuzz = ({ seed, runs, samples, parse, maxMs = 50, ...options }: FuzzOptions): FuzzReport => {
  const { structure, onCheckpoint = () => {}, checkpoints = 10 } = options;
  const random = seededRandom(seed);
  const report: FuzzReport = { runs: 0, refused: 0, slowestMs: 0 };
  const every = Math.max(1, Math.floor(runs / checkpoints));
  for (; report.runs < runs; report.runs += 1) {
    if (report.runs > 0 && report.runs % every === 0) onCheckpoint(report.runs);
    const input = mutate(samples[report.runs % samples.length] ?? Buffer.alloc(0), random, {
      others: samples,
      ...(structure === undefined ? {} : { structure }),
    });
    const where = (): string =>
      `seed ${seed}, run ${report.runs}, ${input.length} bytes: ${input.toString('hex', 0, 256)}`;
    let isRefused = false;
    const attempt = (): void => {
      try {
        parse(input);
      } catch (cause) {
        if (!(cause instanceof UefiError)) throw new Error(`a foreign exception (${where()})`, { cause });
        isRefused = true;
      }
    };
    const ms = timedMs(attempt);
    if (ms > Math.max(QUICK_MS, report.slowestMs))
      report.slowestMs = Math.max(report.slowestMs, Math.min(ms, bestOfThreeMs(attempt)));
    if (report.slowestMs > maxMs)
      throw new Error(`${report.slowestMs.toFixed(0)} ms for one input (${where()})`);
    if (isRefused) report.refused += 1;
  }
  onCheckpoint(report.runs);
  return report;
};
