/** Where the planner gets what hosts have in common: by digest, and only what has that digest. */
import {
  BootFactsError,
  openEvidence,
  unpackBootFile,
  unpackTpmLog,
  unpackTrustVariables,
} from '../../../lib/boot/index.ts';
import type { Variables } from '../../../lib/boot/index.ts';
import { streams, subjects } from '../../../lib/bus/index.ts';
import type { Bus } from '../../../lib/bus/index.ts';
import { UefiError } from '../../../lib/uefi/index.ts';
import type { BootFile, TpmLog } from '../../../lib/uefi/index.ts';
import type { EvidenceKind } from '../../../lib/wire/types.ts';

/** Each returns null if the record is missing or not valid. */
export type EvidenceSource = {
  bootFile: (sha256: string) => Promise<BootFile | null>;
  variables: (sha256: string) => Promise<Variables | null>;
  tpmLog: (sha256: string) => Promise<TpmLog | null>;
};

type Cache<T> = (sha256: string, read: () => Promise<T | null>) => Promise<T | null>;

/** Caches records, and drops the oldest first. Missing records are requested again. */
const createCache = <T>(maxItems: number): Cache<T> => {
  const known = new Map<string, Promise<T | null>>();
  const forget = (sha256: string): void => void known.delete(sha256);
  return (sha256, read) => {
    const cached = known.get(sha256);
    if (cached !== undefined) return cached;
    const oldest = known.keys().next();
    if (known.size >= maxItems && oldest.done !== true) forget(oldest.value);
    const reading = read();
    known.set(sha256, reading);
    reading.then(
      (found) => (found === null ? forget(sha256) : undefined),
      () => forget(sha256),
    );
    return reading;
  };
};

/** Several times what a fleet of many distributions has at once; a boot file's is some kilobytes. */
const cached = { bootFiles: 4096, variables: 1024, tpmLogs: 64 } as const;

/** As `source`, remembering what it has given. */
const rememberEvidence = (source: EvidenceSource): EvidenceSource => {
  const bootFiles = createCache<BootFile>(cached.bootFiles);
  const variables = createCache<Variables>(cached.variables);
  const tpmLogs = createCache<TpmLog>(cached.tpmLogs);
  return {
    bootFile: (sha256) => bootFiles(sha256, () => source.bootFile(sha256)),
    variables: (sha256) => variables(sha256, () => source.variables(sha256)),
    tpmLog: (sha256) => tpmLogs(sha256, () => source.tpmLog(sha256)),
  };
};

type Reader<T> = { kind: EvidenceKind; unpack: (content: Uint8Array) => T };

/** Null if the record is missing, has a different digest, or was written by an unknown version. */
const read = async <T>(
  bodyOf: (sha256: string) => Promise<Uint8Array | null>,
  { sha256, kind, unpack }: Reader<T> & { sha256: string },
): Promise<T | null> => {
  const body = await bodyOf(sha256);
  try {
    return body === null ? null : unpack(openEvidence(body, { sha256, kind }));
  } catch (error) {
    if (error instanceof BootFactsError || error instanceof UefiError) return null;
    throw error;
  }
};

/** Evidence out of anything that has bodies by their digest: the stream, or what was read on this very machine. */
export const evidenceFrom = (bodyOf: (sha256: string) => Promise<Uint8Array | null>): EvidenceSource =>
  rememberEvidence({
    bootFile: (sha256) => read(bodyOf, { sha256, kind: 'boot-file', unpack: unpackBootFile }),
    variables: (sha256) => read(bodyOf, { sha256, kind: 'variables', unpack: unpackTrustVariables }),
    tpmLog: (sha256) => read(bodyOf, { sha256, kind: 'tpm-log', unpack: unpackTpmLog }),
  });

/** Evidence of the stream, by Direct Get. */
export const evidenceOnBus = (bus: Pick<Bus, 'last'>): EvidenceSource =>
  evidenceFrom(async (sha256) => (await bus.last(streams.evidence, subjects.evidence(sha256)))?.data ?? null);
