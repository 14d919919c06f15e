/** The values that a TPM event log leads to, in all PCRs: what lib/uefi replays of one is compared with it. */
import { banksOf, extendedDigest, initialPcr, replayDigests } from '../../../lib/uefi/tpm/pcr-replay.ts';
import type { HashName } from '../../../lib/uefi/tpm/pcr-replay.ts';
import { EVENT } from '../../../lib/uefi/tpm/tpm-log.ts';
import type { TpmLog } from '../../../lib/uefi/tpm/tpm-log.ts';

/** Values in lower-case hex by number of the PCR; only PCRs that the log extends. */
export type PcrBank = { hash: HashName; pcrs: Map<number, string> };

const LOCALITY = Buffer.from('StartupLocality\0', 'latin1');

/** PCR 0 starts from the locality of TPM2_Startup, if that was not 0 (TCG PC Client Firmware Profile 1.06, 10.4.5.3). */
const startupLocality = ({ events }: TpmLog): number =>
  events
    .filter(({ type, data }) => type === EVENT.noAction && data.length === LOCALITY.length + 1)
    .find(({ data }) => LOCALITY.equals(data.subarray(0, LOCALITY.length)))
    ?.data.at(-1) ?? 0;

/** Zeros, but for the locality in PCR 0. */
const initialOf = (log: TpmLog, { hash, pcr }: { hash: HashName; pcr: number }): string => {
  const zeros = initialPcr(hash);
  return pcr === 0 ? zeros.slice(0, -2) + startupLocality(log).toString(16).padStart(2, '0') : zeros;
};

const replayBank = (log: TpmLog, hash: HashName): PcrBank => {
  const pcrs = new Map<number, string>();
  for (const event of log.events) {
    const digest = extendedDigest(event, hash);
    if (digest === null) continue;
    const value = pcrs.get(event.pcr) ?? initialOf(log, { hash, pcr: event.pcr });
    pcrs.set(event.pcr, replayDigests(hash, value, [digest]));
  }
  return { hash, pcrs };
};

/** The values that the log leads to, in each of its banks (TPM 2.0 part 1, 17.2: extend). */
export const replayPcrs = (log: TpmLog): PcrBank[] => banksOf(log).map((hash) => replayBank(log, hash));
