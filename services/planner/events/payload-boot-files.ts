/** What the files of a payload are, for a verdict: read from the object store, each once. */
import { humanBytes } from '../../../lib/format.ts';
import { readBootFile } from '../../../lib/uefi/index.ts';
import type { BootFile } from '../../../lib/uefi/index.ts';
import type { PayloadManifest } from '../../../lib/wire/types.ts';
import type { ProofSources } from '../prove/classes.ts';
import type { PlannerDependencies } from '../dependencies.ts';
import type { EvidenceSource } from '../prove/evidence.ts';
import { fileKey } from '../prove/host-boot.ts';
import type { FilesByDigest } from '../prove/host-boot.ts';
import type { TrustedPayload } from './payload-events.ts';

/** Gives a file's verified content by its digest, from the object store or from local files. */
export type ContentOf = (
  sha256: string,
  options: { maxBytes: bigint; signal?: AbortSignal },
) => AsyncIterable<Uint8Array>;

/** Held in memory while it is read, one at a time. A unified kernel with its initrd is far below. */
const MAX_FILE_BYTES = 512n * 1024n * 1024n;

const readWhole = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/**
 * Every file of the payload that a verdict looks into, by reader and digest. A file too large to look into is broken.
 * @throws what `contentOf` throws, BusError BLOB_MISSING above all
 */
export const readPayloadFiles = async (
  { files }: Pick<PayloadManifest, 'files'>,
  { contentOf, signal }: { contentOf: ContentOf; signal?: AbortSignal },
): Promise<FilesByDigest> => {
  const found = new Map<string, BootFile>();
  for (const { path, sha256, sizeBytes } of files) {
    const key = fileKey(path, sha256);
    if (key === null || found.has(key)) continue;
    if (sizeBytes > MAX_FILE_BYTES) {
      found.set(key, { kind: 'broken', detail: `${humanBytes(sizeBytes)}: too large for a boot file` });
      continue;
    }
    const bytes = await readWhole(contentOf(sha256, { maxBytes: sizeBytes, ...(signal && { signal }) }));
    found.set(key, readBootFile(path, bytes));
  }
  return found;
};

/** Reads at the first call, and again only if that failed. */
export const onceReadable = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let reading: Promise<T> | null = null;
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = null;
      throw error;
    });
    return reading;
  };
};

type OnBus = Pick<PlannerDependencies, 'bus'> & { evidence: EvidenceSource };

/** What the proofs of one payload are made of; its files are read when the first host changes by it. */
export const proofSourcesOf = (
  { manifest }: Pick<TrustedPayload, 'manifest'>,
  { bus, evidence }: OnBus,
  signal?: AbortSignal,
): ProofSources => {
  const contentOf = bus.blobs.get;
  return {
    evidence,
    payloadFiles: onceReadable(() => readPayloadFiles(manifest, { contentOf, ...(signal && { signal }) })),
  };
};
