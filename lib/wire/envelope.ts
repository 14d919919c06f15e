import { list, messageCodec, record } from './codec.ts';
import { bytes, text } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, MAX_SIGNATURE_BYTES, messageBytes, textBytes } from './limits.ts';
import type { Envelope } from './types.ts';

const codec = record<Envelope>({
  payload: bytes({ maxBytes: messageBytes.Plan }),
  payloadType: text({ maxBytes: textBytes.payloadType }),
  // None at all is for the verifier to refuse: it can name what is wrong.
  signatures: list(
    record<Envelope['signatures'][number]>({
      sig: bytes({ maxBytes: MAX_SIGNATURE_BYTES }),
      keyid: text({ maxBytes: textBytes.keyid, optional: true }),
    }),
    { maxItems: listItems.signatures },
  ),
});

/** DSSE envelopes; says nothing about whether a signature is good. Both throw WireError. */
export const { encode: encodeEnvelope, decode: decodeEnvelope } = messageCodec({
  name: 'Envelope',
  generated: bootswap.v1.Envelope,
  codec,
  maxBytes: messageBytes.Envelope,
});
