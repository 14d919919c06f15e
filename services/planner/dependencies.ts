import type { Bus } from '../../lib/bus/index.ts';
import type { Clock } from '../../lib/runtime/index.ts';
import type { PublicKey, SigningKey } from '../../lib/trust/index.ts';
import type { PlanOptions } from './plan/plan-host.ts';

export type PlannerDependencies = {
  bus: Pick<Bus, 'publish' | 'last' | 'snapshot' | 'follow' | 'blobs'>;
  /** Signs plans; hosts pin its public half. */
  signingKey: SigningKey;
  /** Whose payloads are planned. */
  publisherKeys: readonly PublicKey[];
  clock: Pick<Clock, 'nowMs'>;
  /** 7 days by default. */
  planValidityMs?: number;
  /** Of PubAcks awaited at once; 256 by default. */
  publishWindow?: number;
  /** CloudEvents source of plans; `bootswap/planner` by default. */
  source?: string;
} & PlanOptions;
