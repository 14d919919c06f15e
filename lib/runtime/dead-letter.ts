import { eventTypes, subjects } from '../bus/names.ts';
import type { StoredMessage } from '../bus/types.ts';
import { clipDetail, encodeDeadLetter, WireError } from '../wire/index.ts';
import type { DeadLetter } from '../wire/types.ts';
import type { Emission } from './types.ts';

export type DeadLetterReason = {
  service: string;
  /** Who could not handle it: the durable consumer, or the function of a level trigger. */
  reader: string;
  code: string;
  detail: string;
  deliveries: number;
  atMs: number;
};

/** Where a message was that its stream no longer holds. */
export type LostMessage = Pick<StoredMessage, 'stream' | 'sequence'>;

// A dead letter names the subject, which is not known for a lost message.
const UNKNOWN_SUBJECT = 'unknown';
const MAX_REASON_BYTES = 1500; // of the 2048 of a detail: the rest says where the bytes are

const emissionOf = (letter: DeadLetter, id: string): Emission => ({
  id,
  busSubject: subjects.dead(letter.service),
  type: eventTypes.dead,
  subject: letter.service,
  data: encodeDeadLetter(letter),
});

const letterOf = (message: LostMessage, reason: DeadLetterReason): DeadLetter => ({
  service: reason.service,
  code: reason.code,
  detail: clipDetail(reason.detail),
  atMs: BigInt(reason.atMs),
  subject: UNKNOWN_SUBJECT,
  stream: message.stream,
  streamSequence: message.sequence,
  deliveries: reason.deliveries,
  data: new Uint8Array(0),
  headers: [],
});

const withNote = (letter: DeadLetter, note: string): DeadLetter => ({
  ...letter,
  detail: `${clipDetail(letter.detail, MAX_REASON_BYTES)} (${note})`,
});

/**
 * The dead letter of a message: its bytes and headers as they came, or, where they do not fit, where they still are.
 * The id is the same for the same message and reader, so that a second try makes no second letter.
 */
export const deadLetterOf = (message: StoredMessage, reason: DeadLetterReason): Emission => {
  const { stream, sequence, timestampMs, subject, data, headers } = message;
  const id = `dead.${stream}.${sequence}.${timestampMs}.${reason.reader}`;
  const letter = letterOf(message, reason);
  try {
    return emissionOf({ ...letter, subject, data, headers }, id);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const note = `the original message (${data.length} bytes) is too large for this letter; it is message ${sequence} of ${stream}`;
    return emissionOf(withNote(letter, note), id);
  }
};

/** The dead letter of a message that its stream no longer holds: no bytes, but nothing is passed over in silence. */
export const deadLetterOfLost = (lost: LostMessage, reason: DeadLetterReason): Emission => {
  const letter = withNote(letterOf(lost, reason), `${lost.stream} no longer has message ${lost.sequence}`);
  return emissionOf(letter, `dead.${lost.stream}.${lost.sequence}.${reason.reader}`);
};
