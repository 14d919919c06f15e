import type { Bus, BusStatus } from '../bus/types.ts';
import type { Ending } from './settlement.ts';
import type { Clock, ServiceFunction, Trigger } from './types.ts';

export type LastOutcome = { kind: Ending['kind']; code: string; detail: string; atMs: number };

export type FunctionHealth = {
  name: string;
  trigger: Trigger['kind'];
  inFlight: number;
  /** When the longest running call began; null if none runs. */
  busySinceMs: number | null;
  last: LastOutcome | null;
  counts: Record<Ending['kind'], number>;
  /** Why the bus cannot be read now; '' if it can. */
  trouble: string;
};

export type ConnectionHealth = {
  /** The last change of the connection's state; null if there was none since the start. */
  state: BusStatus | null;
  /** The last permission violation, error or lost consumer, and when it was. */
  trouble: { status: BusStatus; atMs: number } | null;
};

/** Plain data for `status`. */
export type ServiceHealth = {
  service: string;
  isStopping: boolean;
  functions: FunctionHealth[];
  connection: ConnectionHealth;
  outboxDepth: number | null;
};

/** Keeps the health of one function. */
export type FunctionWatch = {
  /** Call it with the ending when the call has ended. */
  begin: () => (ending: Ending) => void;
  trouble: (detail: string) => void;
  read: () => FunctionHealth;
};

const lastOf = (ending: Ending, atMs: number): LastOutcome => ({
  kind: ending.kind,
  code: 'code' in ending ? ending.code : '',
  detail: 'detail' in ending ? ending.detail : '',
  atMs,
});

export const watchFunction = ({ name, trigger }: ServiceFunction, clock: Clock): FunctionWatch => {
  const counts = { done: 0, retry: 0, reject: 0, threw: 0, stopped: 0 };
  const calls = new Set<{ sinceMs: number }>();
  let last: LastOutcome | null = null;
  let trouble = '';
  const begin = () => {
    const call = { sinceMs: clock.nowMs() };
    calls.add(call);
    return (ending: Ending): void => {
      calls.delete(call);
      counts[ending.kind] += 1;
      last = lastOf(ending, clock.nowMs());
    };
  };
  const read = (): FunctionHealth => {
    const [oldest] = calls;
    const busySinceMs = oldest?.sinceMs ?? null;
    return {
      name,
      trigger: trigger.kind,
      inFlight: calls.size,
      busySinceMs,
      last,
      counts: { ...counts },
      trouble,
    };
  };
  return { begin, trouble: (detail) => void (trouble = detail), read };
};

const isTrouble = ({ kind }: BusStatus): boolean =>
  kind === 'permission' || kind === 'error' || kind === 'consumer-lost';

/** Keeps what the bus says of itself, until `stop`. */
export const watchConnection = ({ onStatus }: Pick<Bus, 'onStatus'>, clock: Pick<Clock, 'nowMs'>) => {
  const health: ConnectionHealth = { state: null, trouble: null };
  const stop = onStatus((status) => {
    if (isTrouble(status)) health.trouble = { status, atMs: clock.nowMs() };
    else health.state = status;
  });
  return { read: (): ConnectionHealth => ({ ...health }), stop };
};
