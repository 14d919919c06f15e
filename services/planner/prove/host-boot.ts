/** A host as a proof needs it, from its facts and the evidence that they name. */
import { readerOf, treesOfFacts, variablesOfFacts } from '../../../lib/boot/index.ts';
import type { BootFileOf, ProofHost } from '../../../lib/boot/index.ts';
import { firmwareFrom } from '../../../lib/uefi/index.ts';
import type { BootFile } from '../../../lib/uefi/index.ts';
import type { FirmwareFacts, HostFacts } from '../../../lib/wire/types.ts';
import { partUuidOf } from './boot-key.ts';
import type { EvidenceSource } from './evidence.ts';
import { refused } from '../plan/refusals.ts';
import type { Refused } from '../plan/refusals.ts';

/** By reader and digest: the same bytes say another thing as a list than as an image. */
export type FilesByDigest = ReadonlyMap<string, BootFile>;

/** Null for a file that no verdict looks into. */
export const fileKey = (path: string, sha256: string): string | null => {
  const reader = readerOf(path);
  return reader === 'other' ? null : `${reader} ${sha256}`;
};

export const bootFileIn =
  (...collections: readonly FilesByDigest[]): BootFileOf =>
  (path, sha256) => {
    const key = fileKey(path, sha256);
    if (key === null) return { kind: 'other' };
    return collections.map((files) => files.get(key)).find((file) => file !== undefined) ?? null;
  };

export type HostBoot = { host: ProofHost; files: FilesByDigest };

export const missing = (what: string): Refused =>
  refused(
    'EVIDENCE_MISSING',
    `the evidence stream has no valid record of ${what}, or another version of bootswap wrote it. Remedy: wait for the host's ` +
      'next facts, or restart its auditor to send them now; run the same version of bootswap on both sides',
  );

type Reading = Pick<HostFacts, 'bootFiles'> & { evidence: EvidenceSource };

const readFiles = async ({ bootFiles, evidence }: Reading): Promise<Map<string, BootFile>> => {
  const files = new Map<string, BootFile>();
  for (const { sha256, reader, evidenceSha256 } of bootFiles) {
    const file = await evidence.bootFile(evidenceSha256);
    if (file !== null) files.set(`${reader} ${sha256}`, file);
  }
  return files;
};

/** @returns EVIDENCE_MISSING with what is lacking */
export const readHostBoot = async (
  facts: HostFacts & { firmware: FirmwareFacts },
  { evidence, payloadFiles }: { evidence: EvidenceSource; payloadFiles: FilesByDigest },
): Promise<HostBoot | Refused> => {
  const trust = await evidence.variables(facts.firmware.trustSha256);
  if (trust === null) return missing('the firmware variables');
  const files = await readFiles({ bootFiles: facts.bootFiles, evidence });
  const find = (sha256: string, reader: string): BootFile | null =>
    files.get(`${reader} ${sha256}`) ?? payloadFiles.get(`${reader} ${sha256}`) ?? null;
  const trees = treesOfFacts(facts, find);
  if (trees.missing.length > 0) return missing(trees.missing.slice(0, 3).join(', '));
  const { machine } = facts.firmware;
  const firmware = firmwareFrom(variablesOfFacts(facts.firmware, trust));
  const partUuid = partUuidOf(facts);
  return { host: { before: trees.files, firmware, machine, partUuid, kernels: trees.kernels }, files };
};
