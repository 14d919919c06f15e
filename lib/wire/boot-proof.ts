/** A plan's proof that the host boots. Whether it fits the plan and the host is for the applier to say. */
import { FieldProblem, list, record, refuseField } from './codec.ts';
import {
  boolean,
  digest,
  idText,
  name,
  oneOf,
  optionalOneOf,
  orEmpty,
  path,
  text,
  uint32,
} from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, textBytes } from './limits.ts';
import type {
  BootAnswerText,
  BootClassText,
  BootProof,
  ProvenEntry,
  ProvenMeasurements,
  ProvenState,
} from './types.ts';

const { BootAnswer: Answers, BootClass: Classes, RollbackUntil: Untils } = bootswap.v1;

const verdict = oneOf<BootAnswerText>({
  boots: Answers.BOOT_ANSWER_BOOTS,
  refuses: Answers.BOOT_ANSWER_REFUSES,
  unknown: Answers.BOOT_ANSWER_UNKNOWN,
});

const bootClass = oneOf<BootClassText>({
  ok: Classes.BOOT_CLASS_OK,
  fallthrough: Classes.BOOT_CLASS_FALLTHROUGH,
  hang: Classes.BOOT_CLASS_HANG,
  'power-off': Classes.BOOT_CLASS_POWER_OFF,
  stuck: Classes.BOOT_CLASS_STUCK,
});

const state = record<ProvenState>({
  exchanges: uint32,
  verdict,
  sbatLevelAfter: text({ maxBytes: textBytes.sbatLevel, optional: true }),
  entries: list(record<ProvenEntry>({ name, path, verdict, class: bootClass }), {
    maxItems: listItems.entries,
  }),
});

const why = text({ maxBytes: textBytes.why, optional: true });

const rollback = record<BootProof['rollback']>({
  possible: boolean,
  until: optionalOneOf<'first-boot'>({ 'first-boot': Untils.ROLLBACK_UNTIL_FIRST_BOOT }),
  why,
});

const measurements = record<ProvenMeasurements>({
  pcr4: orEmpty(idText),
  pcr7: orEmpty(idText),
  pcr4Changed: boolean,
  pcr7Changed: boolean,
  breaks: list(why, { maxItems: listItems.breaks }),
});

/** States are numbered 1, 2, … in their order. */
const checkStates = ({ states }: BootProof): void => {
  const wrong = states.findIndex(({ exchanges }, index) => exchanges !== index + 1);
  if (wrong === -1) return;
  const problem = `is that after ${states[wrong]?.exchanges} exchanges, must be after ${wrong + 1}`;
  refuseField(`states[${wrong}]`, new FieldProblem('BAD_FIELD', problem));
};

export const bootProof = record<BootProof>(
  {
    firmwareSha256: digest,
    states: list(state, { maxItems: listItems.states }),
    rollback,
    measurements,
  },
  checkStates,
);
