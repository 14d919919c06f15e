import { allSubjects } from '../bus/names.ts';
import { childOf, newTraceparent } from '../bus/index.ts';
import type { Bus, CloudEvent } from '../bus/types.ts';
import type { Outbox } from './outbox.ts';
import type { Clock, Emission } from './types.ts';

export type SendOptions = { traceparent?: string | undefined; signal: AbortSignal };

/** Resolves when the event cannot get lost any more: the stream has confirmed it, or the outbox has it on disk. */
export type Sender = (emission: Emission, options: SendOptions) => Promise<void>;

/** The way out for a complete event. */
export type Delivery = (busSubject: string, event: CloudEvent, signal: AbortSignal) => Promise<void>;

const deadPrefix = allSubjects.dead.replace('*', '');

/**
 * Through the outbox, so that nothing overtakes what was emitted before. A host's outbox is the only writer of its
 * subjects but for the dead letters, which all hosts share.
 */
export const throughOutbox =
  (outbox: Outbox): Delivery =>
  (busSubject, event) =>
    outbox.append({ busSubject, event, soleWriter: !busSubject.startsWith(deadPrefix) });

export const straightToBus =
  (bus: Pick<Bus, 'publish'>): Delivery =>
  async (busSubject, event, signal) =>
    void (await bus.publish(busSubject, event, { signal }));

export type SenderOptions = { source: string; clock: Clock; deliver: Delivery };

/** Adds source, time and trace to emissions and sends them. */
export const createSender =
  ({ source, clock, deliver }: SenderOptions): Sender =>
  ({ id, busSubject, type, subject, data }, { traceparent, signal }) => {
    const trace = traceparent === undefined ? newTraceparent() : childOf(traceparent);
    const event: CloudEvent = { id, source, type, subject, timeMs: clock.nowMs(), traceparent: trace, data };
    return deliver(busSubject, event, signal);
  };
