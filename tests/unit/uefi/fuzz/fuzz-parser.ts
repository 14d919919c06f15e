import * as assert from 'uvu/assert';
import { UefiError } from '../../../../lib/uefi/bytes/uefi-error.ts';
import { fuzz } from './fuzz-loop.ts';

type Parse = (bytes: Uint8Array) => unknown;

export type FuzzParserOptions = {
  inputs: readonly Uint8Array[];
  count?: number;
  seed?: number;
  /** What must hold of an input that was accepted. */
  check?: (bytes: Uint8Array) => void;
};

/** The same bytes amid others: what reads past an end gives another result. */
const embedded = (bytes: Uint8Array): Uint8Array => {
  const around = new Uint8Array(bytes.length + 96).fill(0xa5);
  around.set(bytes, 33);
  return around.subarray(33, 33 + bytes.length);
};

const outcomeOf = (parse: Parse, bytes: Uint8Array): unknown => {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof UefiError) return error.code;
    throw error;
  }
};

/**
 * Runs `parse` on `count` (5000) mutations of `inputs`: see `fuzz`. Each 16th input must give the same result amid
 * other bytes.
 */
export const fuzzParser = (
  parse: Parse,
  { inputs, count = 5000, seed = 1, check = () => {} }: FuzzParserOptions,
): { accepted: number; refused: number } => {
  let runs = 0;
  const { refused } = fuzz({
    seed,
    runs: count,
    samples: inputs,
    parse: (bytes) => {
      runs += 1;
      if (runs % 16 === 0) assert.equal(outcomeOf(parse, embedded(bytes)), outcomeOf(parse, bytes));
      parse(bytes);
      check(new Uint8Array(bytes));
    },
  });
  return { accepted: count - refused, refused };
};
