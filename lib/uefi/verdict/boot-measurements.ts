import type { StartedImage } from './boot-walk.ts';
import { guidToBytes } from '../bytes/guid.ts';
import type { Firmware } from '../firmware/firmware.ts';
import type { PcrBinding } from '../tpm/luks-tokens.ts';
import { forecastPcr4, forecastPcr7 } from '../tpm/pcr-forecast.ts';
import type { BootChange, PcrForecast } from '../tpm/pcr-forecast.ts';
import { encodeSignatureLists } from '../signature/signature-list.ts';
import type { TpmLog } from '../tpm/tpm-log.ts';
import type { SbatLevel } from '../image/sbat-level.ts';

/** A LUKS token that will not open its volume after the next boot, or may not. */
export type BrokenBinding = {
  token: number;
  kind: PcrBinding['kind'];
  /** Those of its PCRs that change or cannot be foretold. */
  pcrs: number[];
  /** False if another way to open the volume is enough (clevis threshold). */
  isRequired: boolean;
  detail: string;
};

/** Absent without an event log. */
export type Measurements = { pcr4?: PcrForecast; pcr7?: PcrForecast; breaks: BrokenBinding[] };

export type MeasurementInput = {
  firmware: Firmware;
  log: TpmLog | null;
  /** PCRs as the TPM has them, by number, in hex. */
  measured?: ReadonlyMap<number, string> | undefined;
  bindings: readonly PcrBinding[];
  /** What ran in the boot that the log tells of, if the tree is known that it came from. */
  before: readonly StartedImage[] | null;
  after: readonly StartedImage[];
  level: SbatLevel | null;
};

type Pair = { old: StartedImage; new: StartedImage };

/** What takes the place of what: by its step, and among images of one step by the order. */
const pairsOf = (before: readonly StartedImage[], after: readonly StartedImage[]): Pair[] =>
  before.flatMap((old, index) => {
    const nth = before.slice(0, index).filter(({ step }) => step === old.step).length;
    const replacement = after.filter(({ step }) => step === old.step)[nth];
    return replacement === undefined ? [] : [{ old, new: replacement }];
  });

const bytesOf = ({ authority }: StartedImage): Uint8Array | null =>
  authority && Buffer.concat([guidToBytes(authority.owner), authority.certificate.der]);

const isSame = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

/** Authorities that verify another image than before; each is measured once. */
const changedAuthorities = (pairs: readonly Pair[]): NonNullable<BootChange['authorities']> =>
  pairs.flatMap((pair) => {
    const [from, to] = [bytesOf(pair.old), bytesOf(pair.new)];
    const name = pair.old.authority?.source;
    if (from === null || to === null || name === undefined || isSame(from, to)) return [];
    return [{ name, from, to }];
  });

const changedVariables = ({ db, dbx }: Firmware): NonNullable<BootChange['variables']> =>
  [
    { name: 'db', lists: db },
    { name: 'dbx', lists: dbx },
  ].flatMap(({ name, lists }) => (lists === null ? [] : [{ name, data: encodeSignatureLists(lists) }]));

const changeOf = (input: MeasurementInput, pairs: readonly Pair[]): BootChange => {
  const isSecure = input.firmware.secureBoot === 'on';
  return {
    images: new Map(pairs.map((pair) => [pair.old.image.digests.sha256, pair.new.image.digests.sha256])),
    authorities: changedAuthorities(pairs),
    variables: changedVariables(input.firmware),
    ...(isSecure && input.level !== null ? { sbatLevel: input.level.text } : {}),
    ...(input.measured === undefined ? {} : { measured: input.measured }),
  };
};

const UNKNOWN_BEFORE: PcrForecast = {
  isPredicted: false,
  code: 'IMAGE_NOT_IN_LOG',
  detail: 'the files of the last boot are not known',
};

/** Another number of images than before: the pattern of the log does not hold. */
const differsInPattern = ({ before, after }: MeasurementInput): boolean =>
  before === null || before.length !== after.length;

const vendorBytesOf = (images: readonly StartedImage[]): Buffer =>
  Buffer.concat(
    images.flatMap(({ image: { shim } }) => (shim ? [shim.vendorBytes, shim.vendorDbxBytes] : [])),
  );

/** PCR 14 has what shim mirrors of its vendor's lists, in the very encoding that they were built in with. */
const isMirrorChanged = ({ before, after }: MeasurementInput): boolean =>
  before !== null && !isSame(vendorBytesOf(before), vendorBytesOf(after));

const isStable = (forecast: PcrForecast): boolean => forecast.isPredicted && !forecast.isChanged;

const breakOf = (binding: PcrBinding, unstable: ReadonlySet<number>): BrokenBinding[] => {
  const { token, kind, isRequired, problem, pcrlock } = binding;
  const pcrs = binding.pcrs.filter((pcr) => unstable.has(pcr));
  const head = { token, kind, isRequired };
  if (problem !== null) return [{ ...head, pcrs: [...unstable], detail: problem }];
  if (pcrlock && unstable.size > 0)
    return [
      { ...head, pcrs: [...unstable], detail: 'bound to PCRs by systemd-pcrlock, which are not known' },
    ];
  return pcrs.length === 0
    ? []
    : [{ ...head, pcrs, detail: `PCR ${pcrs.join(' and ')} changes or may change` }];
};

/** PCR 4 and 7 after the next boot, by substitution in the host's own log, and which LUKS tokens that breaks. */
export const forecastMeasurements = (input: MeasurementInput): Measurements => {
  const { log, before, after } = input;
  if (log === null) return { breaks: [] };
  const change = changeOf(input, pairsOf(before ?? [], after));
  const isUnknown = differsInPattern(input);
  const pcr4 = isUnknown ? UNKNOWN_BEFORE : forecastPcr4(log, change);
  const pcr7 = isUnknown ? UNKNOWN_BEFORE : forecastPcr7(log, change);
  const unstable = new Set([
    ...(isStable(pcr4) ? [] : [4]),
    ...(isStable(pcr7) ? [] : [7]),
    ...(isMirrorChanged(input) ? [14] : []),
  ]);
  return { pcr4, pcr7, breaks: input.bindings.flatMap((binding) => breakOf(binding, unstable)) };
};
