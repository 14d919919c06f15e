/** Publishes payload directories again when, and only when, their content has changed. */
import { readdir } from 'node:fs/promises';
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

/** A directory that is missing or empty has nothing to say: an image may bring either layout, or none yet. */
const isFilled = async (path: string): Promise<boolean> => {
  try {
    return (await readdir(path)).length > 0;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
};

const filled = async (paths: readonly string[]): Promise<string[]> => {
  const isThere = await Promise.all(paths.map(isFilled));
  return paths.filter((_path, index) => isThere[index]);
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
    const there = await filled(paths);
    if (there.length === 0) return;
    const payload = await readPayload(there, { signal });
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
