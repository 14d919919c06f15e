/** What the host's record becomes. Pure. */
import type { HostRecord, LiveState, PreviousTree } from '../../../lib/host/index.ts';
import type { FailedPayload, Plan } from '../../../lib/wire/types.ts';
import { stagePathOf } from '../esp/names.ts';

const MAX_FAILED = 256;

const liveAfter = (plan: Plan): LiveState => ({
  planId: plan.planId,
  side: 'after',
  payloadId: plan.payloadId,
  payloadEventId: plan.payloadEventId,
  generation: plan.generation,
  managedPaths: plan.managedFiles.map(({ path }) => path),
});

const highest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The trees that a plan leaves behind as its rollback. */
export const previousOf = (plan: Plan): PreviousTree[] =>
  plan.swaps.map((swap) => ({ scope: swap.scope, target: swap.target, stagePath: stagePathOf(swap) }));

const formerOf = (record: HostRecord, plan: Plan): LiveState | null =>
  record.live?.planId === plan.planId ? record.former : record.live;

/** After the exchange. Doing it twice, as a crash may, changes nothing more. */
export const recordExchanged = (record: HostRecord, plan: Plan): HostRecord => ({
  ...record,
  generation: highest(record.generation, plan.generation),
  live: liveAfter(plan),
  former: formerOf(record, plan),
  awaitingAudit: true,
  previous: previousOf(plan),
});

/** The ESP already was as the plan wants it: nothing was exchanged, so there is nothing to wait for or to go back to. */
export const recordUnchanged = (record: HostRecord, plan: Plan): HostRecord => ({
  ...record,
  generation: highest(record.generation, plan.generation),
  live: liveAfter(plan),
  former: formerOf(record, plan),
});

const withFailed = (failed: readonly FailedPayload[], entry: FailedPayload): FailedPayload[] =>
  [...failed.filter(({ payloadId }) => payloadId !== entry.payloadId), entry].slice(-MAX_FAILED);

/** Marks the payload that is live as failed, without going back. */
export const recordFailed = (record: HostRecord, plan: Plan, code: string): HostRecord => ({
  ...record,
  awaitingAudit: false,
  failedPayloads: withFailed(record.failedPayloads, { payloadId: plan.payloadId, code }),
});

/** After the previous trees were exchanged back. */
export const recordRolledBack = (record: HostRecord, plan: Plan, code: string): HostRecord => ({
  ...recordFailed(record, plan, code),
  generation: highest(record.generation, plan.generation),
  live: {
    planId: plan.planId,
    side: 'before',
    payloadId: record.former?.payloadId ?? '',
    payloadEventId: record.former?.payloadEventId ?? '',
    generation: plan.generation,
    managedPaths: record.former?.managedPaths ?? [],
  },
  former: null,
  previous: [],
});
