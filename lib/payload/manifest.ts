import { payloadIdOf } from '../wire/index.ts';
import type { PayloadManifest } from '../wire/types.ts';
import type { Payload } from './types.ts';

export type ManifestOptions = { channel: string; publishedAtMs: number };

/** What a pipeline publishes of a payload: where the files lie on this machine stays here. Pure. */
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
