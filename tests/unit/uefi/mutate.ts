import * as assert from 'uvu/assert';
import { UefiError } from '../../../lib/uefi/uefi-error.ts';

/** A number from 0 to `below` - 1. */
export type Random = (below: number) => number;

/** mulberry32: the same numbers for the same seed, everywhere. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const INTERESTING = [
  0, 1, 2, 3, 4, 7, 8, 15, 16, 27, 28, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff,
];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const place = (bytes: Buffer, random: Random): number => random(Math.max(bytes.length, 1));

const slice = (bytes: Buffer, random: Random): [number, number] => {
  const start = place(bytes, random);
  return [start, Math.min(bytes.length, start + 1 + random(64))];
};

const writeNumber =
  (width: 1 | 2 | 4): Mutation =>
  (bytes, random) => {
    if (bytes.length < width) return bytes;
    const value = INTERESTING[random(INTERESTING.length)] ?? 0;
    bytes.writeUIntLE(value % 2 ** (8 * width), random(bytes.length - width + 1), width);
    return bytes;
  };

/** Adds a little to a 32-bit field: lengths that are off by one. */
const nudge: Mutation = (bytes, random) => {
  if (bytes.length < 4) return bytes;
  const at = random(bytes.length - 3);
  bytes.writeInt32LE((bytes.readInt32LE(at) + random(9) - 4) | 0, at);
  return bytes;
};

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = place(bytes, random);
    bytes.set([(bytes[at] ?? 0) ^ (1 << random(8))].slice(0, bytes.length), at % (bytes.length || 1));
    return bytes;
  },
  writeNumber(1),
  writeNumber(2),
  writeNumber(4),
  nudge,
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => Buffer.concat([bytes, Buffer.alloc(random(64), random(256))]),
  (bytes, random) => {
    const [start, end] = slice(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  (bytes, random) => {
    const [start, end] = slice(bytes, random);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  (bytes, random) => {
    const [start, end] = slice(bytes, random);
    return Buffer.concat([
      bytes.subarray(0, place(bytes, random)),
      bytes.subarray(start, end),
      bytes.subarray(end),
    ]);
  },
];

/** A copy of `bytes` with one to four things changed. */
export const mutate = (bytes: Uint8Array, random: Random): Uint8Array => {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = 1 + random(4); left > 0; left -= 1)
    mutated = MUTATIONS[random(MUTATIONS.length)]?.(mutated, random) ?? mutated;
  return new Uint8Array(mutated);
};

const MAX_MS = 50;

const elapsedMs = (run: () => unknown): number => {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

type Outcome = { value: unknown } | { code: string };

const outcomeOf = (parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): Outcome => {
  try {
    return { value: parse(bytes) };
  } catch (error) {
    if (error instanceof UefiError) return { code: error.code };
    throw new Error(`input ${Buffer.from(bytes).toString('hex').slice(0, 4096)} made it crash`, {
      cause: error,
    });
  }
};

/** The same bytes amid others: what reads past an end gives another result. */
const embedded = (bytes: Uint8Array): Uint8Array => {
  const around = new Uint8Array(bytes.length + 96).fill(0xa5);
  around.set(bytes, 33);
  return around.subarray(33, 33 + bytes.length);
};

export type FuzzOptions = {
  inputs: readonly Uint8Array[];
  count?: number;
  seed?: number;
  /** What must hold of an input that was accepted. */
  check?: (bytes: Uint8Array) => void;
};

/**
 * Runs `parse` on `count` mutations of `inputs`: it may refuse them with a UefiError only, must take under 50 ms and must
 * see nothing outside of its input. A slow run is repeated, for the machine may have been busy.
 */
export const fuzz = (
  parse: (bytes: Uint8Array) => unknown,
  { inputs, count = 5000, seed = 1, check = () => {} }: FuzzOptions,
): { accepted: number; refused: number } => {
  const random = seededRandom(seed);
  const counts = { accepted: 0, refused: 0 };
  for (let index = 0; index < count; index += 1) {
    const bytes = mutate(inputs[random(inputs.length)] ?? new Uint8Array(0), random);
    const again = (): number => elapsedMs(() => outcomeOf(parse, bytes));
    let outcome: Outcome = { code: 'NOT_RUN' };
    const ms = elapsedMs(() => (outcome = outcomeOf(parse, bytes)));
    if (ms > MAX_MS && again() > MAX_MS) assert.ok(again() <= MAX_MS, `input ${index} takes ${ms} ms`);
    if (index % 16 === 0) assert.equal(outcomeOf(parse, embedded(bytes)), outcome, `input ${index}`);
    const isAccepted = 'value' in outcome;
    counts[isAccepted ? 'accepted' : 'refused'] += 1;
    if (isAccepted) check(bytes);
  }
  return counts;
};
