/**
 * The topology as data: what streams, buckets and durable consumers there are, in the words of the JetStream API
 * (durations in nanoseconds). Pure. A bucket is a stream with a convention (ADR-8 key-value, ADR-20 objects).
 */
import { allSubjects, buckets, consumers, streams } from '../names.ts';
import type { ConsumerSpec } from '../types.ts';

export type Value = string | number | boolean | readonly string[];
export type Config = Readonly<Record<string, Value>>;
export type StreamDefinition = { name: string; config: Config };
export type ConsumerDefinition = { stream: string; name: string; config: Config };
export type Topology = {
  streams: readonly StreamDefinition[];
  consumers: readonly ConsumerDefinition[];
};

export type Limits = { maxAgeMs?: number; maxBytes?: number };
export type StreamKey = keyof typeof streams | keyof typeof buckets;

export type TopologyOptions = {
  /** Copies of each stream: 1, or 3 or 5 in a cluster. */
  replicas?: number;
  storage?: 'file' | 'memory';
  /** Within this a stream drops a second message with the same id. 2 minutes by default. */
  duplicateWindowMs?: number;
  /** Instead of the defaults below; 0 and -1 stand for no limit. */
  limits?: Partial<Record<StreamKey, Limits>>;
};

const NS_PER_MS = 1e6;
const DAY_MS = 86_400_000;
const MIB = 1024 * 1024;
/** Replicas of a service that may share a consumer, at its full concurrency each. */
const SERVICE_REPLICAS = 8;

/** One at a time is meant over all replicas: two payloads planned at once could leave the older one's plans on top. */
const maxAckPending = ({ concurrency }: ConsumerSpec): number =>
  concurrency === 1 ? 1 : concurrency * SERVICE_REPLICAS;

export const objectStream = `OBJ_${buckets.blobs}`;

/** The durable consumers; services take their triggers' delivery settings from here. */
export const consumerSpecs = {
  plannerPayloads: {
    stream: streams.payloads,
    durable: consumers.plannerPayloads,
    subject: allSubjects.payload,
    concurrency: 1,
    ackWaitMs: 60_000,
    maxDeliver: 20,
  },
  plannerFacts: {
    stream: streams.facts,
    durable: consumers.plannerFacts,
    subject: allSubjects.facts,
    concurrency: 16,
    ackWaitMs: 30_000,
    maxDeliver: 20,
  },
  sweeper: {
    stream: streams.advisories,
    durable: consumers.sweeper,
    subject: '>',
    concurrency: 1,
    ackWaitMs: 30_000,
    maxDeliver: 100,
  },
} as const satisfies Record<keyof typeof consumers, ConsumerSpec>;

/**
 * Advisories are core messages: kept only if a stream takes them in. Those about the advisories themselves are left
 * out, or a sweeper that fails would feed itself; other streams of the account are none of our business.
 */
const advisorySubjects = Object.values(streams)
  .filter((stream) => stream !== streams.advisories)
  .flatMap((stream) =>
    ['MAX_DELIVERIES', 'MSG_TERMINATED'].map((kind) => `$JS.EVENT.ADVISORY.CONSUMER.${kind}.${stream}.>`),
  );

type Shape = { name: string; subjects: readonly string[]; limits?: Limits; config?: Config };

const lastOnly = { max_msgs_per_subject: 1 } as const;

const shapes: Record<StreamKey, Shape> = {
  payloads: {
    name: streams.payloads,
    subjects: [allSubjects.payload],
    config: { max_msgs_per_subject: 1000 },
  },
  facts: { name: streams.facts, subjects: [allSubjects.facts], config: lastOnly },
  // Kept for good: a host publishes it once, and its facts name it for as long as its files stay as they are.
  evidence: { name: streams.evidence, subjects: [allSubjects.evidence], config: lastOnly },
  plans: { name: streams.plans, subjects: [allSubjects.plan], config: lastOnly },
  reports: {
    name: streams.reports,
    subjects: [allSubjects.report],
    limits: { maxAgeMs: 90 * DAY_MS, maxBytes: 2048 * MIB },
  },
  audits: {
    name: streams.audits,
    subjects: [allSubjects.audit],
    config: { deny_delete: true, deny_purge: true },
  },
  decisions: {
    name: streams.decisions,
    subjects: [allSubjects.decision],
    limits: { maxAgeMs: 90 * DAY_MS, maxBytes: 256 * MIB },
  },
  dead: {
    name: streams.dead,
    subjects: [allSubjects.dead],
    limits: { maxAgeMs: 90 * DAY_MS, maxBytes: 1024 * MIB },
  },
  advisories: {
    name: streams.advisories,
    subjects: advisorySubjects,
    limits: { maxAgeMs: 30 * DAY_MS, maxBytes: 64 * MIB },
  },
  blobs: {
    name: objectStream,
    subjects: [`$O.${buckets.blobs}.C.>`, `$O.${buckets.blobs}.M.>`],
    config: { discard: 'new', allow_rollup_hdrs: true },
  },
};

const toStream = (key: StreamKey, options: TopologyOptions): StreamDefinition => {
  const { name, subjects, limits, config } = shapes[key];
  const { maxAgeMs = 0, maxBytes = -1 } = { ...limits, ...options.limits?.[key] };
  const windowMs = options.duplicateWindowMs ?? 120_000;
  return {
    name,
    config: {
      name,
      subjects,
      retention: 'limits',
      storage: options.storage ?? 'file',
      num_replicas: options.replicas ?? 1,
      discard: 'old',
      max_age: maxAgeMs * NS_PER_MS,
      max_bytes: maxBytes,
      max_msgs_per_subject: -1,
      duplicate_window: (maxAgeMs > 0 ? Math.min(windowMs, maxAgeMs) : windowMs) * NS_PER_MS,
      allow_direct: true,
      allow_rollup_hdrs: false,
      deny_delete: false,
      deny_purge: false,
      ...config,
    },
  };
};

/** The configuration of a durable pull consumer. */
export const toConsumer = (spec: ConsumerSpec): ConsumerDefinition => ({
  stream: spec.stream,
  name: spec.durable,
  config: {
    durable_name: spec.durable,
    deliver_policy: 'all',
    ack_policy: 'explicit',
    filter_subject: spec.subject === '>' ? '' : spec.subject,
    ack_wait: spec.ackWaitMs * NS_PER_MS,
    max_deliver: spec.maxDeliver,
    max_ack_pending: maxAckPending(spec),
    replay_policy: 'instant',
  },
});

/** The whole topology for these parameters. */
export const topologyFor = (options: TopologyOptions = {}): Topology => ({
  streams: (Object.keys(shapes) as StreamKey[]).map((key) => toStream(key, options)),
  consumers: Object.values(consumerSpecs).map(toConsumer),
});
