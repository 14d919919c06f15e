import { FieldProblem, list, messageCodec, record, refuseField } from './codec.ts';
import { detail, eventId, idText, oneOf, path, text, timeMs, token, uint64 } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, messageBytes, textBytes } from './limits.ts';
import { phaseNumbers } from './phases.ts';
import type { Phase, Report } from './types.ts';

/** Whoever reads of a failure must be able to tell which one. */
const phasesWithCode: readonly Phase[] = ['rejected', 'failed', 'stuck'];

const checkCode = ({ phase, code }: Report): void => {
  if (code !== '' || !phasesWithCode.includes(phase)) return;
  refuseField('code', new FieldProblem('MISSING_FIELD', `is missing; phase ${phase} needs one`));
};

const codec = record<Report>(
  {
    host: token,
    planId: idText,
    payloadId: idText,
    payloadEventId: eventId,
    generation: uint64,
    phase: oneOf<Phase>(phaseNumbers),
    code: text({ maxBytes: textBytes.name, optional: true }),
    detail,
    atMs: timeMs,
    bytesWritten: uint64,
    targets: list(path, { maxItems: listItems.targets }),
  },
  checkCode,
);

/** A code is there for the phases rejected, failed and stuck. Both throw WireError. */
export const { encode: encodeReport, decode: decodeReport } = messageCodec({
  name: 'Report',
  generated: bootswap.v1.Report,
  codec,
  maxBytes: messageBytes.Report,
});
