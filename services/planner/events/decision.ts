/** The record of what the planner made of a payload. */
import { warningsOf } from '../../../lib/boot/index.ts';
import { eventTypes, subjects } from '../../../lib/bus/index.ts';
import type { Emission } from '../../../lib/runtime/index.ts';
import { clipDetail, encodeDecision, listItems, textBytes } from '../../../lib/wire/index.ts';
import type { BootProof, Decision, PlanWarning, Refusal } from '../../../lib/wire/types.ts';
import type { TrustedPayload } from './payload-events.ts';
import type { Refused } from '../plan/refusals.ts';

export type Tally = {
  planned: (proof: BootProof | null) => void;
  unchanged: () => void;
  refuse: (host: string, refusal: Refused) => void;
  decide: (payload: TrustedPayload, atMs: number) => Decision;
};

/** Counts hosts by what became of them and keeps as many refusals as a decision holds, and each warning once. */
export const createTally = (): Tally => {
  const counts = { planned: 0, unchanged: 0, refused: 0 };
  const refusals: Refusal[] = [];
  const warnings = new Map<string, PlanWarning>();
  return {
    planned: (proof) => {
      counts.planned += 1;
      for (const { code, detail } of warningsOf(proof)) {
        const known = warnings.get(code);
        const text = known?.detail ?? clipDetail(detail, textBytes.refusalDetail);
        warnings.set(code, { code, hosts: (known?.hosts ?? 0) + 1, detail: text });
      }
    },
    unchanged: () => void (counts.unchanged += 1),
    refuse: (host, { code, detail }) => {
      counts.refused += 1;
      if (refusals.length < listItems.refusals) refusals.push({ host, code, detail });
    },
    decide: ({ manifest, eventId }, atMs) => ({
      channel: manifest.channel,
      payloadId: manifest.payloadId,
      payloadEventId: eventId,
      atMs: BigInt(atMs),
      hostsConsidered: counts.planned + counts.unchanged + counts.refused,
      ...counts,
      refusals,
      warnings: [...warnings.values()],
    }),
  };
};

/** `cause` tells several decisions on one payload apart: the id of the event that set this one off. */
export const decisionEmission = (decision: Decision, cause: string): Emission => ({
  id: `decision:${decision.payloadEventId}:${cause}`,
  busSubject: subjects.decision(decision.channel),
  type: eventTypes.decision,
  subject: decision.channel,
  data: encodeDecision(decision),
});
