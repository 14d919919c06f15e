import { payloadIdOf } from '../wire/index.ts';
import type { PayloadManifest } from '../wire/types.ts';
import type { Payload } from './types.ts';

export type ManifestOptions = { channel: string; publishedAtMs: number };

/** The published manifest of a payload, without the paths of the files on this machine. Pure. */
export const manifestOf = (
  payload: Pick<Payload, 'files' | 'sources'>,
  { channel, publishedAtMs }: ManifestOptions,
): PayloadManifest => {
  const files = payload.files.map(({ path, sizeBytes, sha256 }) => ({ path, sizeBytes, sha256 }));
  return {
    payloadId: payloadIdOf(files),
    channel,
    publishedAtMs: BigInt(publishedAtMs),
    files,
    sources: payload.sources,
  };
};
