import { FieldProblem, list, messageCodec, record, refuseField } from './codec.ts';
import {
  detail,
  idText,
  name,
  oneOf,
  optionalDigest,
  optionalOneOf,
  ordinal,
  orEmpty,
  text,
  timeMs,
  token,
  uint64,
} from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, messageBytes, textBytes } from './limits.ts';
import { phaseNumbers } from './phases.ts';
import type { Audit, AuditTrigger, AuditVerdict, Check, CheckResult, Phase } from './types.ts';

const { AuditTrigger: Triggers, AuditVerdict: Verdicts, CheckResult: Results } = bootswap.v1;

const trigger = oneOf<AuditTrigger>({
  report: Triggers.AUDIT_TRIGGER_REPORT,
  timer: Triggers.AUDIT_TRIGGER_TIMER,
  command: Triggers.AUDIT_TRIGGER_COMMAND,
});

const verdict = oneOf<AuditVerdict>({
  pass: Verdicts.AUDIT_VERDICT_PASS,
  fail: Verdicts.AUDIT_VERDICT_FAIL,
});

const result = oneOf<CheckResult>({
  pass: Results.CHECK_RESULT_PASS,
  fail: Results.CHECK_RESULT_FAIL,
  unknown: Results.CHECK_RESULT_UNKNOWN,
});

const refuse = (field: string, problem: string): never =>
  refuseField(field, new FieldProblem('BAD_FIELD', problem));

const checkChain = ({ sequence, previousSha256 }: Audit): void => {
  if (sequence === 1n && previousSha256 !== '') refuse('previousSha256', 'is given in a first entry');
  if (sequence > 1n && previousSha256 === '') refuse('previousSha256', `is missing from entry ${sequence}`);
};

const checkReport = ({ trigger: by, reportEventId, reportPhase }: Audit): void => {
  const isByReport = by === 'report';
  if (isByReport !== (reportEventId !== '')) refuse('reportEventId', `does not go with trigger ${by}`);
  if (isByReport !== (reportPhase !== '')) refuse('reportPhase', `does not go with trigger ${by}`);
};

const checkVerdict = ({ verdict: said, checks }: Audit): void => {
  const failed = checks.find((check) => check.result === 'fail');
  if (said === 'pass' && failed !== undefined) refuse('verdict', `is pass, but check ${failed.name} failed`);
};

const codec = record<Audit>(
  {
    host: token,
    sequence: ordinal,
    previousSha256: optionalDigest,
    atMs: timeMs,
    trigger,
    verdict,
    checks: list(record<Check>({ name, result, detail }), {
      maxItems: listItems.checks,
      minItems: 1,
      key: (check) => check.name,
    }),
    planId: orEmpty(idText),
    payloadId: orEmpty(idText),
    payloadEventId: text({ maxBytes: textBytes.eventId, optional: true }),
    generation: uint64,
    reportEventId: text({ maxBytes: textBytes.eventId, optional: true }),
    reportPhase: optionalOneOf<Phase>(phaseNumbers),
  },
  (audit) => {
    checkChain(audit);
    checkReport(audit);
    checkVerdict(audit);
  },
);

/**
 * Ledger entries: at least one check, none twice; a previous digest in all but the first; report fields if and only
 * if a report was the trigger; no verdict `pass` over a failed check. Both throw WireError.
 */
export const { encode: encodeAudit, decode: decodeAudit } = messageCodec({
  name: 'Audit',
  generated: bootswap.v1.Audit,
  codec,
  maxBytes: messageBytes.Audit,
});
