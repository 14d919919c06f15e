import { textBytes } from './limits.ts';

const UNSENDABLE = /[\0\p{Surrogate}]/gu;
const ELLIPSIS = '…';

/**
 * Makes free text (an error's message, say) fit a `detail` field: NUL and half surrogate pairs become U+FFFD, and
 * what exceeds `maxBytes` of UTF-8 is cut between characters and ends in an ellipsis. Never throws: the account of
 * a failure must not itself fail.
 */
export const clipDetail = (text: string, maxBytes: number = textBytes.detail): string => {
  const sendable = text.slice(0, maxBytes + 1).replace(UNSENDABLE, '\uFFFD');
  if (text.length <= maxBytes && Buffer.byteLength(sendable) <= maxBytes) return sendable;
  const room = Math.max(0, maxBytes - Buffer.byteLength(ELLIPSIS));
  const { read } = new TextEncoder().encodeInto(sendable, new Uint8Array(room));
  return sendable.slice(0, read) + (maxBytes >= Buffer.byteLength(ELLIPSIS) ? ELLIPSIS : '');
};
