/** What a host knows of itself: shared by its applier (which writes it) and its auditor (which reads it). */
import type { FailedPayload, Scope, Sha256Hex } from '../wire/types.ts';

/** Which side of which plan is live on the ESP. The plan itself is kept in the state directory, as it was signed. */
export type LiveState = {
  planId: Sha256Hex;
  /** `after` once the plan was carried out, `before` once it was rolled back. */
  side: 'after' | 'before';
  /** '' if the live version did not come from a payload. */
  payloadId: Sha256Hex | '';
  payloadEventId: string;
  generation: bigint;
  managedPaths: string[];
};

/** A previous tree kept on the ESP: one more exchange of the two brings it back. */
export type PreviousTree = { scope: Scope; target: string; stagePath: string };

export type HostRecord = {
  /** The highest generation that was carried out, rolled back ones included. */
  generation: bigint;
  /** Null until bootswap has applied a plan here. */
  live: LiveState | null;
  /** What `live` was before the last plan: where a rollback leads. */
  former: LiveState | null;
  /** True from the exchange until an audit of it has passed or failed. */
  awaitingAudit: boolean;
  previous: PreviousTree[];
  failedPayloads: FailedPayload[];
};
