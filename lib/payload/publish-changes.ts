/** Publishes payload directories again when, and only when, their content has changed. */
import { access } from 'node:fs/promises';
import type { Bus } from '../bus/types.ts';
import { streams, subjects } from '../bus/names.ts';
import { hasCode } from '../errors.ts';
import type { Clock, Logger } from '../runtime/types.ts';
import { decodeEnvelope, decodePayloadManifest, payloadIdOf } from '../wire/index.ts';
import type { SigningKey } from '../trust/index.ts';
import { publishPayload } from './publish-payload.ts';
import { readPayload } from './read-payload.ts';

export type PayloadPublisherOptions = {
  bus: Pick<Bus, 'publish' | 'blobs' | 'last'>;
  channel: string;
  signingKey: SigningKey;
  clock: Pick<Clock, 'nowMs'>;
  log: Logger;
};

const existing = async (paths: readonly string[]): Promise<string[]> => {
  const there = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => path,
        () => null,
      ),
    ),
  );
  return there.filter((path) => path !== null);
};

/** The id of the channel's last payload: after a restart, what is on the bus already is not published again. */
const lastPayloadId = async ({ bus, channel }: PayloadPublisherOptions): Promise<string> => {
  const last = await bus.last(streams.payloads, subjects.payload(channel));
  if (last === null) return '';
  try {
    return decodePayloadManifest(decodeEnvelope(last.data).payload).payloadId;
  } catch {
    return '';
  }
};

/**
 * A function that reads the paths that exist and publishes them if their content is another than what this publisher
 * published last. A payload that somebody else has published since stays: a watched directory speaks only when it changes.
 * @throws PayloadError, BusError
 */
export const createPayloadPublisher = (options: PayloadPublisherOptions) => {
  let publishedId: string | null = null;
  return async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    publishedId ??= await lastPayloadId(options);
    const there = await existing(paths);
    if (there.length === 0) return;
    const payload = await readPayload(there, { signal }).catch((error: unknown) => {
      if (hasCode(error, 'NO_EFI_FILES')) return null;
      throw error;
    });
    if (payload === null) return;
    try {
      const payloadId = payloadIdOf(payload.files);
      if (payloadId === publishedId) return;
      const { eventId, blobsStored } = await publishPayload({ ...options, payload, signal });
      publishedId = payloadId;
      options.log.info('payload published', { payloadId, eventId, blobsStored, paths: there.join(' ') });
    } finally {
      await payload.dispose();
    }
  };
};
