/** What the streams of a bus hold, read from their beginning, and what is put there by others than bootswap. */
import { streams } from '../../lib/bus/index.ts';
import type { Bus, StoredMessage } from '../../lib/bus/index.ts';
import { linkOf, requestApi } from '../../lib/bus/link/link.ts';
import { decodeDeadLetter } from '../../lib/wire/index.ts';
import type { DeadLetter } from '../../lib/wire/index.ts';

/** Everything that a stream ever held, deleted messages aside. */
export const allIn = async (bus: Bus, stream: StoredMessage['stream']): Promise<StoredMessage[]> => {
  const info = await requestApi(linkOf(bus), { subject: `$JS.API.STREAM.INFO.${stream}` });
  const { last_seq: last } = info['state'] as { last_seq: number };
  const messages: StoredMessage[] = [];
  for (let sequence = 1; sequence <= last; sequence += 1) {
    const message = await bus.messageAt(stream, BigInt(sequence));
    if (message !== null) messages.push(message);
  }
  return messages;
};

export const deadLetters = async (bus: Bus): Promise<DeadLetter[]> =>
  (await allIn(bus, streams.dead)).map(({ data }) => decodeDeadLetter(data));

/** Publishes bytes without any header, as a foreign publisher may, and waits until they are stored. */
export const publishRaw = async (bus: Bus, subject: string, data: Uint8Array): Promise<void> =>
  void (await linkOf(bus).nc.request(subject, data, { timeout: 5000 }));
