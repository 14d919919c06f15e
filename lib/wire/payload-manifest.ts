import { FieldProblem, list, messageCodec, record, refuseField } from './codec.ts';
import { digest, idText, name, path, timeMs, token, uint64 } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { payloadIdOf } from './ids.ts';
import { listItems, messageBytes } from './limits.ts';
import type { PayloadFile, PayloadManifest, PayloadSource } from './types.ts';

/** Pipelines of others make manifests too, and the id is what the whole fleet tells payloads apart by. */
const checkId = ({ payloadId, files }: PayloadManifest): void => {
  const expected = payloadIdOf(files);
  if (payloadId === expected) return;
  refuseField(
    'payloadId',
    new FieldProblem('BAD_FIELD', `is ${payloadId}, but the files make it ${expected}`),
  );
};

const codec = record<PayloadManifest>(
  {
    payloadId: idText,
    channel: token,
    publishedAtMs: timeMs,
    files: list(record<PayloadFile>({ path, sizeBytes: uint64, sha256: digest }), {
      maxItems: listItems.files,
      minItems: 1,
      key: (file) => file.path,
    }),
    sources: list(record<PayloadSource>({ name, version: name }), { maxItems: listItems.sources }),
  },
  checkId,
);

/** Files in any order, no path twice, `payloadId` as `payloadIdOf` gives it. Both throw WireError. */
export const { encode: encodePayloadManifest, decode: decodePayloadManifest } = messageCodec({
  name: 'PayloadManifest',
  generated: bootswap.v1.PayloadManifest,
  codec,
  maxBytes: messageBytes.PayloadManifest,
});
