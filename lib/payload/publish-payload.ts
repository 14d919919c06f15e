import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { eventTypes, subjects } from '../bus/names.ts';
import type { Bus } from '../bus/types.ts';
import type { Clock } from '../runtime/types.ts';
import { signManifest } from '../trust/index.ts';
import type { SigningKey } from '../trust/index.ts';
import type { Sha256Hex } from '../wire/types.ts';
import { manifestOf } from './manifest.ts';
import type { Payload, SourceFile } from './types.ts';

/** One for each file of different content, then one for the event. */
export type PublishProgress =
  | { kind: 'blob'; path: string; sha256: Sha256Hex; sizeBytes: bigint; stored: boolean }
  | { kind: 'event'; eventId: string; payloadId: Sha256Hex };

export type PublishPayloadOptions = {
  bus: Pick<Bus, 'publish' | 'blobs'>;
  payload: Pick<Payload, 'files' | 'sources'>;
  channel: string;
  signingKey: SigningKey;
  clock: Pick<Clock, 'nowMs'>;
  /** A fresh UUID by default; give the same one to try the same publishing again. */
  eventId?: string;
  onProgress?: (progress: PublishProgress) => void;
  signal?: AbortSignal;
};

export type Published = {
  eventId: string;
  payloadId: Sha256Hex;
  blobsStored: number;
  blobsSkipped: number;
  /** Bytes of content that the object store did not have. */
  bytesStored: bigint;
};

/** Opened when it is read, not before: a store that has the blob already must not leave the file open. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

const storeBlob = async (file: SourceFile, { bus, signal }: PublishPayloadOptions): Promise<boolean> => {
  if (await bus.blobs.has(file.sha256)) return false;
  return bus.blobs.put(file.sha256, bytesOf(file.source), signal);
};

const byContent = (files: readonly SourceFile[]): SourceFile[] => [
  ...new Map(files.map((file) => [file.sha256, file])).values(),
];

/**
 * Uploads the files that the object store lacks, then publishes the signed manifest: a reader of the
 * event can download every file. Can be repeated, also after a failure.
 * @throws {BusError} BLOB_DIGEST if a file changed since it was read; {NameError} CHANNEL; {WireError} TOO_LARGE
 */
export const publishPayload = async (options: PublishPayloadOptions): Promise<Published> => {
  const { bus, payload, channel, signingKey, clock, onProgress, eventId = randomUUID() } = options;
  const busSubject = subjects.payload(channel);
  const publishedAtMs = clock.nowMs();
  const manifest = manifestOf(payload, { channel, publishedAtMs });
  // Before any blob: a manifest that cannot be sent must not leave blobs behind.
  const data = signManifest(manifest, signingKey);
  const { payloadId } = manifest;
  const published: Published = { eventId, payloadId, blobsStored: 0, blobsSkipped: 0, bytesStored: 0n };
  for (const file of byContent(payload.files)) {
    const stored = await storeBlob(file, options);
    if (stored) published.bytesStored += file.sizeBytes;
    published[stored ? 'blobsStored' : 'blobsSkipped'] += 1;
    const { path, sha256, sizeBytes } = file;
    onProgress?.({ kind: 'blob', path, sha256, sizeBytes, stored });
  }
  const source = 'bootswap/publish';
  const event = {
    id: eventId,
    source,
    type: eventTypes.payload,
    subject: channel,
    timeMs: publishedAtMs,
    data,
  };
  await bus.publish(busSubject, event, { signal: options.signal });
  onProgress?.({ kind: 'event', eventId, payloadId });
  return published;
};
