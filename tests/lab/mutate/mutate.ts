import { below } from '../random.ts';
import type { Random } from '../random.ts';
import { changeDer } from './mutate-der.ts';
import { changeImage, changeLength, changeText, repeatPiece, splice } from './mutate-structure.ts';
import type { Structure, StructuredMutation } from './mutate-structure.ts';

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

/** One to four small harms, more of them towards the beginning, where headers are. */
const harm = (sample: Buffer, random: Random): Buffer => {
  let bytes = sample;
  for (let left = 1 + below(random, 4); left > 0 && bytes.length > 0; left -= 1) {
    const mutation = MUTATIONS[below(random, MUTATIONS.length)];
    const reach = random() < 0.5 ? bytes.length : Math.min(bytes.length, 512);
    const head = mutation?.(bytes.subarray(0, reach), random) ?? bytes;
    bytes = reach === bytes.length ? head : Buffer.concat([head, bytes.subarray(reach)]);
  }
  return bytes;
};

const OF_STRUCTURE: Readonly<Record<Structure, StructuredMutation>> = {
  image: changeImage,
  der: changeDer,
  binary: changeLength,
  utf16: changeText('utf16le'),
  text: changeText('utf8'),
};

export type MutateOptions = {
  structure?: Structure;
  /** What the sample may be spliced with. */
  others?: readonly Uint8Array[];
};

const REPEATED_ONCE_IN = 100; // such inputs are large, and slow to make

/** A changed copy: harm to bytes, to lengths, to what `structure` knows, splices with other samples, pieces repeated. */
export const mutate = (sample: Uint8Array, random: Random, options: MutateOptions = {}): Buffer => {
  const { structure = 'binary', others = [] } = options;
  const bytes = Buffer.from(sample);
  if (bytes.length === 0) return bytes;
  const kind = random();
  if (kind < 1 / REPEATED_ONCE_IN) return repeatPiece(bytes, random);
  if (kind < 0.4) return harm(bytes, random);
  if (kind < 0.5) return splice(bytes, others[below(random, others.length)] ?? sample, random);
  if (kind < 0.65) return changeLength(bytes, random);
  const changed = OF_STRUCTURE[structure](bytes, random);
  return random() < 0.5 ? changed : harm(Buffer.from(changed), random);
};
