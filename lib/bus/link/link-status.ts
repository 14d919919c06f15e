/** What the connection reports, in our words, and to whom. */
import type { Status } from 'nats';
import type { BusStatus } from '../types.ts';

export type Observers<T> = {
  /** Returns the way to stop observing. */
  add: (observer: (value: T) => void) => () => void;
  tell: (value: T) => void;
};

export const createObservers = <T>(): Observers<T> => {
  const set = new Set<(value: T) => void>();
  return {
    add: (observer) => {
      set.add(observer);
      return () => void set.delete(observer);
    },
    tell: (value) => [...set].forEach((observer) => observer(value)),
  };
};

/** What nats.js says of most statuses is a text; of the rest there is nothing to show. */
const textOf = ({ type, data }: Status): string => (typeof data === 'string' ? data : type);

const ofError = (status: Status): BusStatus => {
  const context = status.permissionContext;
  if (context === undefined) return { kind: 'error', detail: textOf(status) };
  return { kind: 'permission', detail: `no permission for ${context.operation} on ${context.subject}` };
};

/** A status of nats.js as ours, or null if it is of no interest. `server` is the one in use. */
export const toBusStatus = (status: Status, server: string): BusStatus | null => {
  switch (status.type as string) {
    case 'disconnect':
      return { kind: 'disconnected', server };
    case 'reconnect':
      return { kind: 'connected', server };
    case 'reconnecting':
      return { kind: 'reconnecting', server: textOf(status) };
    case 'staleConnection':
      return { kind: 'stale', server };
    case 'ldm':
      return { kind: 'lame-duck', server };
    case 'error':
      return ofError(status);
    default:
      return null;
  }
};
