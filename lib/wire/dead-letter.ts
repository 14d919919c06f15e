import { list, messageCodec, record } from './codec.ts';
import { bytes, detail, name, text, timeMs, uint32, uint64 } from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, messageBytes, textBytes } from './limits.ts';
import type { DeadLetter } from './types.ts';

/** What could not be taken is kept as it was, so its parts are bounded but hardly judged. */
const codec = record<DeadLetter>({
  service: name,
  code: name,
  detail,
  atMs: timeMs,
  subject: text({ maxBytes: textBytes.subject }),
  stream: text({ maxBytes: textBytes.name, optional: true }),
  streamSequence: uint64,
  deliveries: uint32,
  data: bytes({ maxBytes: messageBytes.DeadLetter, optional: true }),
  headers: list(
    record<DeadLetter['headers'][number]>({
      name: text({ maxBytes: textBytes.headerName }),
      value: text({ maxBytes: textBytes.headerValue, optional: true, allowNul: true }),
    }),
    { maxItems: listItems.headers },
  ),
});

/** Both throw WireError. */
export const { encode: encodeDeadLetter, decode: decodeDeadLetter } = messageCodec({
  name: 'DeadLetter',
  generated: bootswap.v1.DeadLetter,
  codec,
  maxBytes: messageBytes.DeadLetter,
});
