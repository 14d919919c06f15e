import { allSubjects } from '../bus/names.ts';
import { childOf, newTraceparent } from '../bus/trace.ts';
import type { Bus, CloudEvent } from '../bus/types.ts';
import type { Outbox } from './outbox.ts';
import type { Clock, Emission } from './types.ts';

export type SendOptions = { traceparent?: string | undefined; signal: AbortSignal };

/** Resolves when the event cannot get lost any more: the stream has confirmed it, or the outbox has it on disk. */
export type Sender = (emission: Emission, options: SendOptions) => Promise<void>;

export type SenderOptions = { source: string; clock: Clock } & (
  | { outbox: Outbox }
  | { bus: Pick<Bus, 'publish'>; outbox?: Outbox | undefined }
);

const deadPrefix = allSubjects.dead.replace('*', '');

/**
 * Adds source, time and trace to emissions and sends them. With an outbox everything goes through it, so that
 * nothing overtakes what was emitted before. A host's outbox is the only writer of its subjects but for the dead
 * letters, which all hosts share.
 */
export const createSender =
  ({ source, clock, ...way }: SenderOptions): Sender =>
  async ({ id, busSubject, type, subject, data }, { traceparent, signal }) => {
    const trace = traceparent === undefined ? newTraceparent() : childOf(traceparent);
    const event: CloudEvent = { id, source, type, subject, timeMs: clock.nowMs(), traceparent: trace, data };
    if (way.outbox === undefined) await way.bus.publish(busSubject, event, { signal });
    else await way.outbox.append({ busSubject, event, soleWriter: !busSubject.startsWith(deadPrefix) });
  };
