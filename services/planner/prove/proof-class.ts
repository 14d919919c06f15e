/** The proof of one class of hosts, and what is foretold of each of their TPMs. */
import { bindingOfFacts, foretell, nothingMeasured, prove, provenStatesOf } from '../../../lib/boot/index.ts';
import type { Candidate, Proved, ProvenStates, Unsafe } from '../../../lib/boot/index.ts';
import type { FirmwareFacts, HostFacts, MeasuredBoot, ProvenMeasurements } from '../../../lib/wire/types.ts';
import { candidatesFor } from '../plan/candidates.ts';
import type { TreeChanges } from '../plan/changes.ts';
import type { EvidenceSource } from './evidence.ts';
import { bootFileIn, missing, readHostBoot } from './host-boot.ts';
import type { FilesByDigest, HostBoot } from './host-boot.ts';
import { isRefusal, refused } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';
import type { PlanScope } from '../plan/swaps.ts';

export type ProofClass = {
  kind: 'proved';
  /** Which of the candidates it is; those of the class's other hosts differ in what boots nothing only. */
  index: number;
  unsafe: readonly Unsafe[];
  states: ProvenStates;
  foretell: (measured: MeasuredBoot | null) => Promise<ProvenMeasurements | Refused>;
};

export type ProofCounts = {
  /** Classes that were judged, and what that took. */
  proofs: number;
  verdicts: number;
  forecasts: number;
};

export type ProofContext = {
  evidence: EvidenceSource;
  payloadFiles: FilesByDigest;
  scope: PlanScope;
  counts: ProofCounts;
};

/** Hosts that are alike in all else have logs of their own. */
const MAX_FORECASTS = 4096;

const createForeteller = (
  boot: HostBoot,
  proved: Pick<Proved, 'candidate'>,
  { evidence, payloadFiles, counts }: ProofContext,
): ProofClass['foretell'] => {
  const known = new Map<string, ProvenMeasurements>();
  const bootFileOf = bootFileIn(payloadFiles, boot.files);
  const evaluate = async ({
    logSha256,
    pcrs,
    bindings,
  }: MeasuredBoot): Promise<ProvenMeasurements | Refused> => {
    const log = await evidence.tpmLog(logSha256);
    if (log === null) return missing('the TPM event log of the host');
    counts.forecasts += 1;
    const measured = new Map(pcrs.map(({ pcr, sha256 }) => [pcr, sha256]));
    return foretell(boot.host, proved, { log, measured, bindings: bindings.map(bindingOfFacts), bootFileOf });
  };
  return async (measured) => {
    if (measured === null) return nothingMeasured;
    const key = JSON.stringify(measured);
    const foretold = known.get(key) ?? (await evaluate(measured));
    if (isRefusal(foretold)) return foretold;
    if (known.size >= MAX_FORECASTS) known.clear();
    known.set(key, foretold);
    return foretold;
  };
};

/** Judges one host for all of its class. */
export const proveClass = async (
  facts: HostFacts & { firmware: FirmwareFacts },
  found: TreeChanges,
  context: ProofContext,
): Promise<ProofClass | Refused> => {
  const { payloadFiles, scope, counts } = context;
  const boot = await readHostBoot(facts, context);
  if (isRefusal(boot)) return boot;
  counts.proofs += 1;
  const result = prove(boot.host, candidatesFor(found, scope), {
    bootFileOf: bootFileIn(payloadFiles, boot.files),
    onVerdict: () => (counts.verdicts += 1),
  });
  if (result.kind === 'not-proved') return refused(result.code, result.detail);
  return {
    kind: 'proved',
    index: result.unsafe.length,
    unsafe: result.unsafe,
    states: provenStatesOf(result),
    foretell: createForeteller(boot, { candidate: result.candidate }, context),
  };
};

/** The candidate of one host that its class was proved by. */
export const candidateAt = (
  found: TreeChanges,
  { index, scope }: { index: number; scope: PlanScope },
): Candidate => {
  let at = 0;
  for (const candidate of candidatesFor(found, scope)) {
    if (at === index) return candidate;
    at += 1;
  }
  throw new RangeError(`there is no candidate ${index}: a class holds hosts that differ`);
};
