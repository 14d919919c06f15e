import { FieldProblem, list, messageCodec, record, refuseField } from './codec.ts';
import { eventId, idText, name, text, timeMs, token, uint32 } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, messageBytes, textBytes } from './limits.ts';
import type { Decision, PlanWarning, Refusal } from './types.ts';

const refuse = (field: string, problem: string): never =>
  refuseField(field, new FieldProblem('BAD_FIELD', problem));

const checkCounts = ({ hostsConsidered, planned, unchanged, refused, refusals }: Decision): void => {
  const sum = planned + unchanged + refused;
  if (sum !== hostsConsidered)
    refuse('hostsConsidered', `is ${hostsConsidered}, but the counts add up to ${sum}`);
  const expected = Math.min(refused, listItems.refusals);
  if (refusals.length !== expected)
    refuse('refusals', `has ${refusals.length} elements, must have ${expected}`);
};

const codec = record<Decision>(
  {
    channel: token,
    payloadId: idText,
    payloadEventId: eventId,
    atMs: timeMs,
    hostsConsidered: uint32,
    planned: uint32,
    unchanged: uint32,
    refused: uint32,
    refusals: list(
      record<Refusal>({
        host: token,
        code: name,
        detail: text({ maxBytes: textBytes.refusalDetail, optional: true }),
      }),
      { maxItems: listItems.refusals },
    ),
    warnings: list(
      record<PlanWarning>({
        code: name,
        hosts: uint32,
        detail: text({ maxBytes: textBytes.refusalDetail, optional: true }),
      }),
      { maxItems: listItems.warnings, key: ({ code }) => code },
    ),
  },
  checkCounts,
);

/** Counts that add up, with the first `listItems.refusals` refusals. Both throw WireError. */
export const { encode: encodeDecision, decode: decodeDecision } = messageCodec({
  name: 'Decision',
  generated: bootswap.v1.Decision,
  codec,
  maxBytes: messageBytes.Decision,
});
