/** Plans of hosts with the same tree: what they have in common is checked, encoded and hashed once. */
import { planIdsOf } from './ids.ts';
import type { OwnIdParts } from './ids.ts';
import { messageBytes } from './limits.ts';
import { encodeOwnPart, encodeSharedPart } from './plan.ts';
import type { OwnPlanPart, SharedPlanPart } from './plan.ts';
import type { Sha256Hex } from './types.ts';
import { WireError } from './wire-error.ts';

export type PlanTemplate = {
  /** As `planIdOf` of the whole plan. */
  planIdFor: (own: OwnIdParts) => Sha256Hex;
  /**
   * Decodes to the same plan as what `encodePlan` makes, byte for byte in another order of fields.
   * @throws WireError
   */
  encode: (own: OwnPlanPart) => Uint8Array;
};

const checkSize = (byteCount: number): void => {
  if (byteCount <= messageBytes.Plan) return;
  const problem = `is ${byteCount} bytes, at most ${messageBytes.Plan} are allowed`;
  throw new WireError('TOO_LARGE', { message: 'Plan', path: '', problem });
};

/**
 * Checks and encodes the shared part. A protobuf message may have its fields in any order, and two messages one after
 * the other are one with the fields of both (https://protobuf.dev/programming-guides/encoding/#last-one-wins).
 * @throws WireError
 */
export const createPlanTemplate = (shared: SharedPlanPart): PlanTemplate => {
  const sharedBytes = encodeSharedPart(shared);
  return {
    planIdFor: planIdsOf(shared),
    encode: (own) => {
      const ownBytes = encodeOwnPart(own);
      checkSize(ownBytes.length + sharedBytes.length);
      const bytes = new Uint8Array(ownBytes.length + sharedBytes.length);
      bytes.set(ownBytes);
      bytes.set(sharedBytes, ownBytes.length);
      return bytes;
    },
  };
};
