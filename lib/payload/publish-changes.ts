/** Publishes payload directories again when, and only when, their content has changed. */
import { readdir, readFile } from 'node:fs/promises';
import type { Bus } from '../bus/types.ts';
import { streams, subjects } from '../bus/names.ts';
import { hasCode } from '../errors.ts';
import { writeFileDurably } from '../sys/index.ts';
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
  /** A file that remembers across restarts what was published last from here. */
  memoryPath: string;
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

const remember = ({ memoryPath }: PayloadPublisherOptions, payloadId: string): Promise<void> =>
  writeFileDurably(memoryPath, `${JSON.stringify({ payloadId })}\n`, { mode: 0o640 });

/** Null if there is no memory, or none that can be understood: then the bus is asked. */
const recall = async ({ memoryPath }: PayloadPublisherOptions): Promise<string | null> => {
  try {
    const value: unknown = JSON.parse(await readFile(memoryPath, 'utf8'));
    const isObject = typeof value === 'object' && value !== null && 'payloadId' in value;
    return isObject && typeof value.payloadId === 'string' ? value.payloadId : null;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null;
    throw error;
  }
};

/** The id of the channel's last payload: what is on the bus already is not published again. */
const lastPayloadId = async ({ bus, channel }: PayloadPublisherOptions): Promise<string> => {
  const last = await bus.last(streams.payloads, subjects.payload(channel));
  if (last === null) return '';
  try {
    return decodePayloadManifest(decodeEnvelope(last.data).payload).payloadId;
  } catch {
    return '';
  }
};

/** A bus that has lost its payloads needs this one again, whatever is remembered. */
const idAtStart = async (options: PayloadPublisherOptions): Promise<string> => {
  const onBus = await lastPayloadId(options);
  return onBus === '' ? '' : ((await recall(options)) ?? onBus);
};

/**
 * A function that reads the paths that exist and publishes them if their content is another than what this publisher
 * published last. A payload that somebody else has published since stays, also after a restart: a watched directory
 * speaks only when it changes.
 * @throws PayloadError, BusError
 */
export const createPayloadPublisher = (options: PayloadPublisherOptions) => {
  let publishedId: string | null = null;
  return async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    publishedId ??= await idAtStart(options);
    const there = await filled(paths);
    if (there.length === 0) return;
    const payload = await readPayload(there, { signal });
    try {
      const payloadId = payloadIdOf(payload.files);
      if (payloadId === publishedId) return;
      const { eventId, blobsStored } = await publishPayload({ ...options, payload, signal });
      publishedId = payloadId;
      await remember(options, payloadId);
      options.log.info('payload published', { payloadId, eventId, blobsStored, paths: there.join(' ') });
    } finally {
      await payload.dispose();
    }
  };
};
