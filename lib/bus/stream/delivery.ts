import type { Msg } from 'nats';
import { parseAckSubject } from './ack-subject.ts';
import { persist, request } from '../link/link.ts';
import type { Link } from '../link/link.ts';
import { fromDelivery } from './stored-message.ts';
import type { Delivery } from '../types.ts';

const NS_PER_MS = 1e6;
const ACK_TIMEOUT_MS = 2000;
/** Longer, and the ack wait is over anyhow: the message is delivered again. */
const ACK_PATIENCE_MS = 15_000;

const confirm = async (link: Link, message: Msg): Promise<true> => {
  const options = { what: `acknowledge a message on ${message.subject}`, patienceMs: ACK_PATIENCE_MS };
  const asked = { subject: message.reply ?? '', payload: '+ACK' };
  await persist(link, options, () => request(link, asked, { timeoutMs: ACK_TIMEOUT_MS }));
  return true;
};

/**
 * Settling of one message. `retry` and `terminate` are sent and not confirmed: if they are lost with the connection,
 * the ack wait brings the message back, and the same is decided again.
 */
const createSettling = (
  link: Link,
  message: Msg,
): Pick<Delivery, 'ack' | 'retry' | 'terminate' | 'working'> => {
  let isSettled = false;
  const send = (payload: string): void => {
    if (message.reply && link.connected && !link.nc.isClosed()) link.nc.publish(message.reply, payload);
  };
  const settle = (payload: string): void => {
    if (isSettled) return;
    isSettled = true;
    send(payload);
  };
  const ack = async (): Promise<boolean> => {
    if (isSettled) return false;
    isSettled = true;
    try {
      return await confirm(link, message);
    } catch (error) {
      isSettled = false;
      throw error;
    }
  };
  return {
    ack,
    retry: (afterMs) =>
      settle(afterMs > 0 ? `-NAK ${JSON.stringify({ delay: Math.round(afterMs * NS_PER_MS) })}` : '-NAK'),
    terminate: () => settle('+TERM'),
    working: () => {
      if (!isSettled) send('+WPI');
    },
  };
};

/** Throws BusError BAD_ANSWER if the message does not come from a consumer. */
export const toDelivery = (link: Link, message: Msg): Delivery => {
  const info = parseAckSubject(message.reply ?? '');
  return { ...fromDelivery(message, info), deliveries: info.deliveries, ...createSettling(link, message) };
};
