/**
 * Every name on the bus: subjects, streams, consumers, buckets, event types. No other file spells one.
 */
import { CodedError } from '../errors.ts';

/**
 * What cannot be part of a subject.
 * @errors command line
 */
export type NameErrorCode =
  /**
   * The host id has a character that a subject cannot hold, or is too long.
   * @remedy Use 1 to 64 of `A-Z a-z 0-9 _ -`.
   */
  | 'HOST_ID'
  /**
   * The channel has a character that a subject cannot hold, or is too long.
   * @remedy Use 1 to 64 of `A-Z a-z 0-9 _ -`.
   */
  | 'CHANNEL'
  /**
   * A name of evidence is not a SHA-256 digest in lower-case hex.
   * @remedy Update bootswap on the host that published it; otherwise report it as a bug.
   */
  | 'DIGEST';

export class NameError extends CodedError<NameErrorCode> {}

/** One subject token: a host id or a channel. Dots would make several tokens of a fully qualified name. */
const tokenPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Returns `id` if it can be a host's token in a subject. Throws NameError HOST_ID. */
export const hostToken = (id: string): string => {
  if (tokenPattern.test(id)) return id;
  throw new NameError('HOST_ID', `host id ${JSON.stringify(id)} must match [A-Za-z0-9_-]{1,64}`);
};

/** Returns `sha256` if it can be evidence's token in a subject. Throws NameError DIGEST. */
const digestToken = (sha256: string): string => {
  if (/^[0-9a-f]{64}$/.test(sha256)) return sha256;
  throw new NameError('DIGEST', `${JSON.stringify(sha256)} is not a SHA-256 in lower-case hex`);
};

/** Returns `channel` if it can be a channel's token in a subject. Throws NameError CHANNEL. */
export const channelToken = (channel: string): string => {
  if (tokenPattern.test(channel)) return channel;
  throw new NameError('CHANNEL', `channel ${JSON.stringify(channel)} must match [A-Za-z0-9_-]{1,64}`);
};

const root = 'bootswap.v1';

export const subjects = {
  payload: (channel: string) => `${root}.payload.${channelToken(channel)}`,
  facts: (host: string) => `${root}.facts.${hostToken(host)}`,
  /** `sha256` of the whole body: evidence is its own name. */
  evidence: (sha256: string) => `${root}.evidence.${digestToken(sha256)}`,
  plan: (host: string) => `${root}.plan.${hostToken(host)}`,
  report: (host: string) => `${root}.report.${hostToken(host)}`,
  audit: (host: string) => `${root}.audit.${hostToken(host)}`,
  decision: (channel: string) => `${root}.decision.${channelToken(channel)}`,
  dead: (service: string) => `${root}.dead.${service}`,
} as const;

/** Subject filters that take in every host, channel or service. */
export const allSubjects = {
  payload: `${root}.payload.*`,
  facts: `${root}.facts.*`,
  evidence: `${root}.evidence.*`,
  plan: `${root}.plan.*`,
  report: `${root}.report.*`,
  audit: `${root}.audit.*`,
  decision: `${root}.decision.*`,
  dead: `${root}.dead.*`,
} as const;

export const streams = {
  payloads: 'BOOTSWAP_PAYLOADS',
  facts: 'BOOTSWAP_FACTS',
  evidence: 'BOOTSWAP_EVIDENCE',
  plans: 'BOOTSWAP_PLANS',
  reports: 'BOOTSWAP_REPORTS',
  audits: 'BOOTSWAP_AUDITS',
  decisions: 'BOOTSWAP_DECISIONS',
  dead: 'BOOTSWAP_DEAD',
  advisories: 'BOOTSWAP_ADVISORIES',
} as const;
export type StreamName = (typeof streams)[keyof typeof streams];

const streamByKind: ReadonlyMap<string, StreamName> = new Map([
  [allSubjects.payload, streams.payloads],
  [allSubjects.facts, streams.facts],
  [allSubjects.evidence, streams.evidence],
  [allSubjects.plan, streams.plans],
  [allSubjects.report, streams.reports],
  [allSubjects.audit, streams.audits],
  [allSubjects.decision, streams.decisions],
  [allSubjects.dead, streams.dead],
]);

/** The stream that stores messages on `subject`, or null if it is not one of ours. */
export const streamOf = (subject: string): StreamName | null =>
  streamByKind.get(subject.replace(/[^.]+$/, '*')) ?? null;

export const buckets = { blobs: 'bootswap_blobs' } as const;

/** Durable consumers, shared by the replicas of a service. */
export const consumers = {
  plannerPayloads: 'planner-payloads',
  plannerFacts: 'planner-facts',
  sweeper: 'runtime-sweeper',
} as const;

/** CloudEvents `type` of each event. */
export const eventTypes = {
  payload: 'bootswap.v1.payload.published',
  facts: 'bootswap.v1.host.observed',
  evidence: 'bootswap.v1.host.evidenced',
  plan: 'bootswap.v1.plan.signed',
  report: 'bootswap.v1.plan.reported',
  audit: 'bootswap.v1.host.audited',
  decision: 'bootswap.v1.payload.decided',
  dead: 'bootswap.v1.message.dead',
} as const;
export type EventType = (typeof eventTypes)[keyof typeof eventTypes];

/**
 * CloudEvents `dataschema` of each event: the protobuf message in its body. CloudEvents 1.0 wants an absolute URI (RFC 3986,
 * 4.3), and SDKs refuse an event whose schema has no scheme.
 */
export const dataSchemas: Record<EventType, string> = {
  [eventTypes.payload]: 'proto:bootswap.v1.Envelope?payload=bootswap.v1.PayloadManifest',
  [eventTypes.facts]: 'proto:bootswap.v1.HostFacts',
  [eventTypes.evidence]: 'proto:bootswap.v1.Evidence',
  [eventTypes.plan]: 'proto:bootswap.v1.Envelope?payload=bootswap.v1.Plan',
  [eventTypes.report]: 'proto:bootswap.v1.Report',
  [eventTypes.audit]: 'proto:bootswap.v1.Envelope?payload=bootswap.v1.Audit',
  [eventTypes.decision]: 'proto:bootswap.v1.Decision',
  [eventTypes.dead]: 'proto:bootswap.v1.DeadLetter',
};
