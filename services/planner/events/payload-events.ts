/** Payload events as the planner takes them: signed by a publisher whose key is pinned, or not at all. */
import { fromMessage, streams, subjects } from '../../../lib/bus/index.ts';
import type { CloudEvent, StoredMessage } from '../../../lib/bus/index.ts';
import { findNameProblem } from '../../../lib/payload/index.ts';
import { openManifest, TrustError } from '../../../lib/trust/index.ts';
import type { PublicKey, TrustErrorCode } from '../../../lib/trust/index.ts';
import { WireError } from '../../../lib/wire/index.ts';
import type { WireErrorCode } from '../../../lib/wire/index.ts';
import type { PayloadManifest } from '../../../lib/wire/types.ts';
import { CodedError, messageOf } from '../../../lib/errors.ts';
import type { PlannerDependencies } from '../dependencies.ts';

export type TrustedPayload = { manifest: PayloadManifest; eventId: string };
export type LastPayload = TrustedPayload & { sequence: bigint };

/**
 * Why the planner gives a payload event up.
 * @errors dead letters
 */
export type PayloadRejectionCode =
  /** The message is not an event. @remedy Correct the publisher. */
  | 'NO_EVENT'
  /**
   * The payload was signed for another channel than it was published on.
   * @remedy Publish it on its own channel. If nobody did this on purpose, somebody replays old payloads.
   */
  | 'MANIFEST_CHANNEL'
  /**
   * The payload has a path that no ESP can hold. The detail has [the code](#payload).
   * @remedy Publish the payload again without that path.
   */
  | 'MANIFEST_NAMES'
  /**
   * The payload's envelope or manifest was refused. The rest of the code is that of [a signature](#trust) or of [a
   * message](#messages).
   * @remedy See there. `MANIFEST_UNKNOWN_KEY`: pin the publisher's key on the planner.
   */
  | `MANIFEST_${TrustErrorCode | WireErrorCode}`;

/** Why a payload event goes to the dead letters. */
export type BadPayload = { kind: 'bad'; code: PayloadRejectionCode; detail: string };

const bad = (code: PayloadRejectionCode, detail: string): BadPayload => ({ kind: 'bad', code, detail });

/**
 * The manifest of an event, or why it must not be planned: MANIFEST_<code> of the signature's or the encoding's
 * error, MANIFEST_CHANNEL, MANIFEST_NAMES.
 */
export const openPayload = (event: CloudEvent, keys: readonly PublicKey[]): TrustedPayload | BadPayload => {
  try {
    const { manifest } = openManifest(event.data, keys);
    // Else a payload signed for a test channel could be replayed to everyone.
    if (manifest.channel !== event.subject)
      return bad(
        'MANIFEST_CHANNEL',
        `the manifest is signed for channel ${manifest.channel}, but was published on channel ${event.subject}`,
      );
    const problem = findNameProblem(manifest.files.map(({ path }) => path));
    if (problem !== null) return bad('MANIFEST_NAMES', `${problem.code}: ${problem.detail}`);
    return { manifest, eventId: event.id };
  } catch (error) {
    if (!(error instanceof TrustError || error instanceof WireError)) throw error;
    return bad(`MANIFEST_${error.code}`, messageOf(error));
  }
};

export const isBad = (opened: TrustedPayload | BadPayload): opened is BadPayload => 'kind' in opened;

/** The stored message's payload, or null if it must not be planned. */
const openStored = (
  message: StoredMessage,
  channel: string,
  keys: readonly PublicKey[],
): LastPayload | null => {
  const event = readStored(message);
  if (event === null || event.subject !== channel) return null;
  const opened = openPayload(event, keys);
  return isBad(opened) ? null : { ...opened, sequence: message.sequence };
};

const readStored = ({ headers, data, timestampMs }: StoredMessage): CloudEvent | null => {
  try {
    return fromMessage(headers, data, { storedAtMs: timestampMs });
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
};

type Search = Pick<PlannerDependencies, 'bus' | 'publisherKeys'> & { signal: AbortSignal };

/** Looks through all payloads of the channel up to `last`, for the latest that may be planned. */
const searchBack = async (
  last: StoredMessage,
  channel: string,
  search: Search,
): Promise<LastPayload | null> => {
  let found: LastPayload | null = null;
  const { signal } = search;
  for await (const message of search.bus.follow(streams.payloads, last.subject, { from: 'all', signal })) {
    found = openStored(message, channel, search.publisherKeys) ?? found;
    if (message.sequence >= last.sequence) break;
  }
  signal.throwIfAborted();
  return found;
};

export type PayloadReader = (channel: string, signal: AbortSignal) => Promise<LastPayload | null>;

/**
 * A reader of each channel's last payload that may be planned: a forged one on top hides nothing. Verified once for
 * each message, and returned as the same object until another one is published.
 */
export const createPayloadReader = ({
  bus,
  publisherKeys,
}: Pick<PlannerDependencies, 'bus' | 'publisherKeys'>): PayloadReader => {
  const known = new Map<string, { topSequence: bigint; payload: LastPayload | null }>();
  return async (channel, signal) => {
    const last = await bus.last(streams.payloads, subjects.payload(channel));
    if (last === null) return null;
    const cached = known.get(channel);
    if (cached?.topSequence === last.sequence) return cached.payload;
    const search = { bus, publisherKeys, signal };
    const payload = openStored(last, channel, publisherKeys) ?? (await searchBack(last, channel, search));
    known.set(channel, { topSequence: last.sequence, payload });
    return payload;
  };
};
