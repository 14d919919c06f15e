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

/** What an event extends its PCR with, in lower-case hex; null if the log has no such bank or it extends nothing. */
export const extendedDigest = (event: TpmEvent, hash: HashName): string | null => {
  if (event.type === EVENT.noAction) return null;
  const found = event.digests.find(({ algorithm }) => hashNameOf(algorithm) === hash);
  return found === undefined ? null : Buffer.from(found.digest).toString('hex');
};

/** PCR := H(PCR ‖ digest), in hex. */
const extend = (hash: HashName, { value, digest }: { value: string; digest: string }): string =>
  hashHex(hash, Buffer.from(value + digest, 'hex'));

/**
 * The value of a PCR before its first event, in hex. Not of PCR 0, which starts from the locality of TPM2_Startup, nor of
 * PCRs above 16.
 */
export const initialPcr = (hash: HashName): string => '00'.repeat(HASH_BYTES[hash]);

/** Extends an initial value by each of `digests` in turn; all in hex. */
export const replayDigests = (hash: HashName, initial: string, digests: readonly string[]): string =>
  digests.reduce((value, digest) => extend(hash, { value, digest }), initial);

const isReplayable = ({ algorithms }: TpmLog, hash: HashName): boolean =>
  algorithms.some(({ id, digestBytes }) => hashNameOf(id) === hash && digestBytes === HASH_BYTES[hash]);

/** The banks of the log that can be replayed here, in the order of `HashName`. */
export const banksOf = (log: TpmLog): HashName[] =>
  [...HASHES.values()].filter((hash) => isReplayable(log, hash));
