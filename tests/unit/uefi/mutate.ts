import { UefiError } from '../../../lib/uefi/uefi-error.ts';

/** Numbers in [0, 1), always the same for a seed (mulberry32). */
export type Random = () => number;

export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

const ODD_NUMBERS = [
  0, 1, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xfffffff8, 0xffffffff,
];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = below(random, bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
    return bytes;
  },
  (bytes, random) => {
    bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
  (bytes, random) => {
    if (bytes.length < 4) return bytes;
    const number = ODD_NUMBERS[below(random, ODD_NUMBERS.length)] ?? 0;
    if (random() < 0.5) bytes.writeUInt32LE(number, below(random, bytes.length - 3));
    else bytes.writeUInt16LE(number & 0xffff, below(random, bytes.length - 1));
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  (bytes, random) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, 16))]);
  },
  (bytes, random) => {
    const at = below(random, bytes.length);
    const inserted = Buffer.from(Array.from({ length: 1 + below(random, 16) }, () => below(random, 256)));
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  (bytes, random) => {
    const from = below(random, bytes.length);
    const length = below(random, Math.min(256, bytes.length - from) + 1);
    bytes.copyWithin(below(random, bytes.length), from, from + length);
    return bytes;
  },
  (bytes, random) => {
    const at = below(random, bytes.length);
    return bytes.fill(random() < 0.5 ? 0 : 0xff, at, Math.min(bytes.length, at + below(random, 64)));
  },
];

/** A changed copy: one to four small harms, more of them towards the beginning, where headers are. */
export const mutate = (sample: Uint8Array, random: Random): Buffer => {
  let bytes: Buffer = Buffer.from(sample);
  for (let left = 1 + below(random, 4); left > 0 && bytes.length > 0; left -= 1) {
    const mutation = MUTATIONS[below(random, MUTATIONS.length)];
    const reach = random() < 0.5 ? bytes.length : Math.min(bytes.length, 512);
    const head = mutation?.(bytes.subarray(0, reach), random) ?? bytes;
    bytes = Buffer.concat([head, bytes.subarray(reach)]);
  }
  return bytes;
};

export type FuzzOptions = {
  seed: number;
  runs: number;
  samples: readonly Uint8Array[];
  /** The parser; may throw UefiError and nothing else. */
  parse: (bytes: Buffer) => unknown;
  maxMs?: number;
};

export type FuzzReport = { runs: number; refused: number; slowestMs: number };

/** Processor time, of which others on a busy machine take nothing. */
const timedMs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** A collection of garbage may fall into it: only what is slow four times in a row is slow by itself. */
const fastestMs = (work: () => void, maxMs: number): number => {
  let fastest = timedMs(work);
  for (let again = 3; again > 0 && fastest > maxMs; again -= 1) fastest = Math.min(fastest, timedMs(work));
  return fastest;
};

/**
 * Feeds changed samples to a parser: the same ones for the same seed, so that a run is named by seed and number.
 * @throws {Error} if it throws anything but UefiError, or needs longer than `maxMs` (50) for one input
 */
export const fuzz = ({ seed, runs, samples, parse, maxMs = 50 }: FuzzOptions): FuzzReport => {
  const random = seededRandom(seed);
  const report: FuzzReport = { runs: 0, refused: 0, slowestMs: 0 };
  for (; report.runs < runs; report.runs += 1) {
    const input = mutate(samples[report.runs % samples.length] ?? Buffer.alloc(0), random);
    const where = `seed ${seed}, run ${report.runs}, ${input.length} bytes: ${input.toString('hex', 0, 256)}`;
    let isRefused = false;
    const ms = fastestMs(() => {
      try {
        parse(input);
      } catch (cause) {
        if (!(cause instanceof UefiError)) throw new Error(`a foreign exception (${where})`, { cause });
        isRefused = true;
      }
    }, maxMs);
    if (ms > maxMs) throw new Error(`${ms.toFixed(0)} ms for one input (${where})`);
    if (isRefused) report.refused += 1;
    report.slowestMs = Math.max(report.slowestMs, ms);
  }
  return report;
};
