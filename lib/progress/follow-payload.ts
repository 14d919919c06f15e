/** Follows one published payload over the bus until every host it was planned for has been audited, or has failed. */
import { allSubjects, streams, subjects } from '../bus/index.ts';
import type { Bus, StoredMessage } from '../bus/index.ts';
import {
  decodeAudit,
  decodeDecision,
  decodeEnvelope,
  decodePlan,
  decodeReport,
  WireError,
} from '../wire/index.ts';
import { advance, conclusionOf, startProgress } from './payload-progress.ts';
import type { PayloadProgress, ProgressEvent } from './payload-progress.ts';

type Decoder = (data: Uint8Array) => ProgressEvent;

// Progress is for whoever waits; nothing is decided by it, so signatures are left to those who act.
const decoders = {
  decision: (data) => ({ kind: 'decision', decision: decodeDecision(data) }),
  plan: (data) => ({ kind: 'plan', plan: decodePlan(decodeEnvelope(data).payload) }),
  report: (data) => ({ kind: 'report', report: decodeReport(data) }),
  audit: (data) => ({ kind: 'audit', audit: decodeAudit(decodeEnvelope(data).payload) }),
} satisfies Record<ProgressEvent['kind'], Decoder>;

const decoded = (decode: Decoder, message: StoredMessage): ProgressEvent | null => {
  try {
    return decode(message.data);
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
};

export type FollowPayloadOptions = {
  bus: Pick<Bus, 'follow'>;
  channel: string;
  eventId: string;
  /** Sequence of the channel's last decision before the payload was published; 0n if there was none. */
  decisionsAfter: bigint;
  /** Aborting ends the following; what was seen so far is returned. */
  signal: AbortSignal;
  /** Called with each event that concerns the payload. */
  onEvent?: (event: ProgressEvent, progress: PayloadProgress) => void;
};

/**
 * Resolves with the progress when it has come to a conclusion or the signal aborts.
 *
 * The last message of each host is enough: whatever came between the publishing and this call is in it, or was
 * followed by something later on the same plan.
 */
export const followPayload = async (options: FollowPayloadOptions): Promise<PayloadProgress> => {
  const { bus, channel, eventId, decisionsAfter, onEvent } = options;
  const ended = new AbortController();
  const signal = AbortSignal.any([options.signal, ended.signal]);
  let progress = startProgress(eventId);

  const take = async (messages: AsyncIterable<StoredMessage>, decode: Decoder): Promise<void> => {
    for await (const message of messages) {
      const event = decoded(decode, message);
      const next = event === null ? progress : advance(progress, event);
      if (event === null || next === progress) continue;
      progress = next;
      onEvent?.(event, progress);
      if (conclusionOf(progress) !== null) ended.abort();
    }
  };

  const decisions = bus.follow(streams.decisions, subjects.decision(channel), {
    from: { afterSequence: decisionsAfter },
    signal,
  });
  const lastOf = (stream: (typeof streams)['plans' | 'reports' | 'audits'], filter: string) =>
    bus.follow(stream, filter, { from: 'last-per-subject', signal });
  await Promise.all([
    take(decisions, decoders.decision),
    take(lastOf(streams.plans, allSubjects.plan), decoders.plan),
    take(lastOf(streams.reports, allSubjects.report), decoders.report),
    take(lastOf(streams.audits, allSubjects.audit), decoders.audit),
  ]);
  return progress;
};
