import { banksOf, extendedDigest, hashHex, initialPcr, replayDigests } from './pcr-replay.ts';
import type { HashName } from './pcr-replay.ts';
import { EVENT, VARIABLE_HEAD_BYTES, loggedVariable } from './tpm-log.ts';
import type { LoggedVariable, TpmEvent, TpmLog } from './tpm-log.ts';

/**
 * What the next boot will do differently. Digests in lower-case hex, of the bank's algorithm.
 * `images`: Authenticode digests (unpadded) of what is on the boot path, old to new.
 * `authorities`: the entries (owner GUID and certificate) that will verify an image in place of others, by the name
 * they are logged under: db, MokListRT, vendor_db.
 * `variables`: db, dbx… whose value has changed since the log was written, or will.
 * `sbatLevel`: the text of the SbatLevel that shim will have set.
 * `measured`: PCRs as the TPM has them now; if the log does not lead there, nothing can be told from it.
 */
export type BootChange = {
  hash?: HashName;
  images?: ReadonlyMap<string, string>;
  authorities?: readonly { name: string; from: Uint8Array; to: Uint8Array }[];
  variables?: readonly { name: string; data: Uint8Array }[];
  sbatLevel?: string;
  measured?: ReadonlyMap<number, string>;
};

/**
 * Why a PCR cannot be predicted.
 * @errors measurements
 */
export type ForecastProblemCode =
  /**
   * The event log has no digests of the algorithm asked for.
   * @remedy Enable the SHA-256 bank in the firmware's setup.
   */
  | 'NO_BANK'
  /**
   * The event log does not lead to the value in the TPM.
   * @remedy Read the log on the host itself, after a normal boot.
   */
  | 'LOG_INCOMPLETE'
  /**
   * An image that changes was not measured in the last boot, or what ran then is unknown.
   * @remedy Boot once with the current files, then ask again.
   */
  | 'IMAGE_NOT_IN_LOG'
  /**
   * The log does not contain the certificate that the last boot was verified with.
   * @remedy Boot once with the current files, then ask again.
   */
  | 'AUTHORITY_NOT_IN_LOG'
  /**
   * The log does not contain a variable that changes.
   * @remedy Boot once with the current firmware settings, then ask again.
   */
  | 'VARIABLE_NOT_IN_LOG'
  /**
   * The log does not contain the SbatLevel that shim measured.
   * @remedy Boot once with the current shim, then ask again.
   */
  | 'SBAT_LEVEL_NOT_IN_LOG'
  /**
   * This firmware measures a variable differently from how it logs it.
   * @remedy Enrol LUKS volumes again after the update. The value cannot be predicted.
   */
  | 'DIGEST_NOT_OF_EVENT'
  /**
   * A certificate would be measured in place of one that is measured already.
   * @remedy Enrol LUKS volumes again after the update. The value cannot be predicted.
   */
  | 'AUTHORITY_REPEATED';

/** `current` is what the log leads to, `value` what the next boot's will; both in lower-case hex. */
export type PcrForecast =
  | { isPredicted: true; current: string; value: string; isChanged: boolean }
  | { isPredicted: false; code: ForecastProblemCode; detail: string };

type Refusal = Extract<PcrForecast, { isPredicted: false }>;
type Step = { event: TpmEvent; digest: string };

const refusal = (code: ForecastProblemCode, detail: string): Refusal => ({
  isPredicted: false,
  code,
  detail,
});

const IMAGE_TYPES: ReadonlySet<number> = new Set([
  EVENT.bootServicesApplication,
  EVENT.bootServicesDriver,
  EVENT.runtimeServicesDriver,
]);

const stepsOf = (log: TpmLog, { hash, pcr }: { hash: HashName; pcr: number }): Step[] =>
  log.events.flatMap((event) => {
    const digest = event.pcr === pcr ? extendedDigest(event, hash) : null;
    return digest === null ? [] : [{ event, digest }];
  });

/** Replays `steps`, which must agree with what was measured, and what `change` makes of them. */
const compare = (
  log: TpmLog,
  {
    pcr,
    change,
    substitute,
  }: { pcr: number; change: BootChange; substitute: (steps: Step[], hash: HashName) => Step[] | Refusal },
): PcrForecast => {
  const hash = change.hash ?? 'sha256';
  if (!banksOf(log).includes(hash)) return refusal('NO_BANK', `the log has no ${hash} digests`);
  const steps = stepsOf(log, { hash, pcr });
  const replay = (list: Step[]): string =>
    replayDigests(
      hash,
      initialPcr(hash),
      list.map(({ digest }) => digest),
    );
  const current = replay(steps);
  const measured = change.measured?.get(pcr);
  if (steps.length === 0 || (measured !== undefined && measured.toLowerCase() !== current))
    return refusal('LOG_INCOMPLETE', `replaying the log does not give the value of PCR ${pcr}`);
  const changed = substitute(steps, hash);
  if (!Array.isArray(changed)) return changed;
  const value = replay(changed);
  return { isPredicted: true, current, value, isChanged: value !== current };
};

/**
 * PCR 4 after the next boot: the images in the host's own log, the old replaced by the new wherever they stand. The
 * pattern (firmware's own applications, fallback, a kernel measured twice) stays as it was.
 */
export const forecastPcr4 = (log: TpmLog, change: BootChange): PcrForecast =>
  compare(log, {
    pcr: 4,
    change,
    substitute: (steps) => {
      const images = change.images ?? new Map<string, string>();
      const isImage = ({ event }: Step): boolean => IMAGE_TYPES.has(event.type);
      const missing = [...images.keys()].find(
        (old) => !steps.some((step) => isImage(step) && step.digest === old),
      );
      if (missing !== undefined)
        return refusal('IMAGE_NOT_IN_LOG', `no image ${missing} was measured in the last boot`);
      return steps.map((step) =>
        isImage(step) ? { ...step, digest: images.get(step.digest) ?? step.digest } : step,
      );
    },
  });

/** One variable's event that must be there, and the data that it will have. */
type Substitution = {
  type: number;
  name: string;
  from: Uint8Array | null;
  to: Uint8Array;
  missing: ForecastProblemCode;
};

const substitutionsOf = ({ authorities = [], variables = [], sbatLevel }: BootChange): Substitution[] => [
  ...variables.map(({ name, data }): Substitution => ({
    type: EVENT.variableDriverConfig,
    name,
    from: null,
    to: data,
    missing: 'VARIABLE_NOT_IN_LOG',
  })),
  ...authorities.map((change): Substitution => ({
    type: EVENT.variableAuthority,
    ...change,
    missing: 'AUTHORITY_NOT_IN_LOG',
  })),
  ...(sbatLevel === undefined
    ? []
    : [
        {
          type: EVENT.variableAuthority,
          name: 'SbatLevel',
          from: null,
          to: new Uint8Array(Buffer.from(sbatLevel, 'latin1')),
          missing: 'SBAT_LEVEL_NOT_IN_LOG' as const,
        },
      ]),
];

const isSame = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

const matches = ({ event }: Step, { type, name, from }: Substitution): boolean => {
  const variable = event.type === type ? loggedVariable(event) : null;
  return variable !== null && variable.name === name && (from === null || isSame(variable.data, from));
};

/** The event's data with `data` as the variable's: the digest is of the whole structure. */
const withData = (event: TpmEvent, variable: LoggedVariable, data: Uint8Array): Uint8Array => {
  const structure = Buffer.concat([
    event.data.subarray(0, VARIABLE_HEAD_BYTES + variable.name.length * 2),
    data,
  ]);
  structure.writeBigUInt64LE(BigInt(data.length), VARIABLE_HEAD_BYTES - 8);
  return new Uint8Array(structure);
};

const replaceVariable = (step: Step, { hash, to }: { hash: HashName; to: Uint8Array }): Step | Refusal => {
  const variable = loggedVariable(step.event);
  if (variable === null || hashHex(hash, step.event.data) !== step.digest)
    return refusal(
      'DIGEST_NOT_OF_EVENT',
      `this firmware measures ${variable?.name ?? 'a variable'} differently from its log`,
    );
  const data = withData(step.event, variable, to);
  return { event: { ...step.event, data }, digest: hashHex(hash, data) };
};

/** Firmware and shim each measure an authority once: which one of two equal ones stays cannot be told. */
const hasRepeatedAuthority = (steps: readonly Step[]): boolean => {
  const digests = steps
    .filter(({ event }) => event.type === EVENT.variableAuthority)
    .map(({ digest }) => digest);
  return new Set(digests).size !== digests.length;
};

const isRefusal = (result: Step | Refusal): result is Refusal => 'isPredicted' in result;

const substituteAll = (
  steps: readonly Step[],
  { hash, substitutions }: { hash: HashName; substitutions: readonly Substitution[] },
): Step[] | Refusal => {
  const missing = substitutions.find((one) => !steps.some((step) => matches(step, one)));
  if (missing !== undefined)
    return refusal(missing.missing, `no such ${missing.name} was measured in the last boot`);
  const results = steps.map((step) => {
    const change = substitutions.find((one) => matches(step, one));
    return change === undefined ? step : replaceVariable(step, { hash, to: change.to });
  });
  const refused = results.find(isRefusal);
  if (refused !== undefined) return refused;
  const changed = results.filter((result): result is Step => !isRefusal(result));
  return hasRepeatedAuthority(changed) && !hasRepeatedAuthority(steps)
    ? refusal('AUTHORITY_REPEATED', 'the new authority was already measured')
    : changed;
};

/**
 * PCR 7 after the next boot: the variables and authorities in the host's own log, replaced where `change` says so.
 * Never from scratch, for firmware differs in what it measures (some omits the authority of the first image).
 */
export const forecastPcr7 = (log: TpmLog, change: BootChange): PcrForecast =>
  compare(log, {
    pcr: 7,
    change,
    substitute: (steps, hash) => substituteAll(steps, { hash, substitutions: substitutionsOf(change) }),
  });
