import { createHash } from 'node:crypto';
import { EVENT } from './tpm-log.ts';
import type { TpmEvent, TpmLog } from './tpm-log.ts';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** TPM_ALG_ID (TCG Algorithm Registry). Others, SM3 for one, are read but cannot be replayed. */
const HASHES: ReadonlyMap<number, HashName> = new Map([
  [0x4, 'sha1'],
  [0xb, 'sha256'],
  [0xc, 'sha384'],
  [0xd, 'sha512'],
]);

const HASH_BYTES: Readonly<Record<HashName, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

export const hashNameOf = (algorithm: number): HashName | null => HASHES.get(algorithm) ?? null;

export const hashHex = (name: HashName, data: Uint8Array): string =>
  createHash(name).update(data).digest('hex');

/** Values in lower-case hex by number of the PCR; only PCRs that the log extends. */
export type PcrBank = { hash: HashName; pcrs: Map<number, string> };

/** What an event extends its PCR with, in lower-case hex; null if the log has no such bank or it extends nothing. */
export const extendedDigest = (event: TpmEvent, hash: HashName): string | null => {
  if (event.type === EVENT.noAction) return null;
  const found = event.digests.find(({ algorithm }) => hashNameOf(algorithm) === hash);
  return found === undefined ? null : Buffer.from(found.digest).toString('hex');
};

/** PCR := H(PCR ‖ digest), in hex. */
const extend = (hash: HashName, { value, digest }: { value: string; digest: string }): string =>
  hashHex(hash, Buffer.from(value + digest, 'hex'));

const LOCALITY = Buffer.from('StartupLocality\0', 'latin1');

/** PCR 0 starts from the locality of TPM2_Startup, if that was not 0 (TCG PC Client Firmware Profile 1.06, 10.4.5.3). */
const startupLocality = ({ events }: TpmLog): number =>
  events
    .filter(({ type, data }) => type === EVENT.noAction && data.length === LOCALITY.length + 1)
    .find(({ data }) => LOCALITY.equals(data.subarray(0, LOCALITY.length)))
    ?.data.at(-1) ?? 0;

/** The value of a PCR before its first event, in hex: zeros, but for the locality in PCR 0. */
export const initialPcr = (log: TpmLog, { hash, pcr }: { hash: HashName; pcr: number }): string => {
  const value = Buffer.alloc(HASH_BYTES[hash]);
  if (pcr === 0) value[value.length - 1] = startupLocality(log);
  return value.toString('hex');
};

/** Extends an initial value by each of `digests` in turn; all in hex. */
export const replayDigests = (hash: HashName, initial: string, digests: readonly string[]): string =>
  digests.reduce((value, digest) => extend(hash, { value, digest }), initial);

const replayBank = (log: TpmLog, hash: HashName): PcrBank => {
  const pcrs = new Map<number, string>();
  for (const event of log.events) {
    const digest = extendedDigest(event, hash);
    if (digest === null) continue;
    const value = pcrs.get(event.pcr) ?? initialPcr(log, { hash, pcr: event.pcr });
    pcrs.set(event.pcr, extend(hash, { value, digest }));
  }
  return { hash, pcrs };
};

const isReplayable = ({ algorithms }: TpmLog, hash: HashName): boolean =>
  algorithms.some(({ id, digestBytes }) => hashNameOf(id) === hash && digestBytes === HASH_BYTES[hash]);

/** The banks of the log that can be replayed here, in the order of `HashName`. */
export const banksOf = (log: TpmLog): HashName[] =>
  [...HASHES.values()].filter((hash) => isReplayable(log, hash));

/** The values that the log leads to, in each of its banks (TPM 2.0 part 1, 17.2: extend). */
export const replayPcrs = (log: TpmLog): PcrBank[] => banksOf(log).map((hash) => replayBank(log, hash));
