/**
 * What the rest of bootswap knows of the bus. No type of the `nats` package appears here, so that replacing it is
 * the work of one room.
 */
import type { EventType, StreamName } from './names.ts';

/** A CloudEvents 1.0 event with a protobuf body (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
export type CloudEvent = {
  /** Unique with `source`. Also what the stream deduplicates by, so it must be stable across retries. */
  id: string;
  /** Who says it, a URI reference: `bootswap/planner`, `bootswap/applier/<host>`, ... */
  source: string;
  type: EventType;
  /** The host or channel that it is about. */
  subject: string;
  timeMs: number;
  /** W3C trace context (https://www.w3.org/TR/trace-context/), if there is one. */
  traceparent?: string;
  data: Uint8Array;
};

/** A message as a stream holds it: the original bytes and headers, nothing parsed. */
export type StoredMessage = {
  stream: string;
  subject: string;
  sequence: bigint;
  timestampMs: number;
  headers: { name: string; value: string }[];
  data: Uint8Array;
};

export type PublishReceipt = { stream: string; sequence: bigint; duplicate: boolean };

/** One delivery of a durable consumer. Exactly one of ack, retry and terminate ends it; all are safe to call twice. */
export type Delivery = StoredMessage & {
  /** 1 for the first. */
  deliveries: number;
  /** Confirms with the server (double ack), also after a reconnect. False if it was settled already. Rejects with BusError; then it may be called again. */
  ack: () => Promise<boolean>;
  /** Asks for another delivery after this long. */
  retry: (afterMs: number) => void;
  /** Never deliver it again. Publish the dead letter first. */
  terminate: () => void;
  /** Work goes on: restarts the ack wait. */
  working: () => void;
};

/** A durable consumer being read. */
export type Subscription = {
  deliveries: AsyncIterable<Delivery>;
  /** Takes no more deliveries; those taken may still be settled. Resolves when the iterable will end. */
  close: () => Promise<void>;
};

/** A change of the connection or of a consumer, for logs and health. */
export type BusStatus =
  | { kind: 'connected' | 'disconnected' | 'reconnecting' | 'stale' | 'lame-duck'; server: string }
  | { kind: 'permission' | 'error'; detail: string }
  | { kind: 'consumer-lost'; stream: string; consumer: string; detail: string };

export type ConsumerSpec = {
  stream: StreamName;
  durable: string;
  subject: string;
  /** Deliveries in flight at once. */
  concurrency: number;
  ackWaitMs: number;
  maxDeliver: number;
};

export type PublishOptions = {
  signal?: AbortSignal;
  /**
   * Only this process writes to the subject, so a retry can tell from the subject's last message whether the first
   * try arrived, even after the stream's dedupe window is over.
   */
  soleWriter?: boolean;
  /** An earlier process may have published it already (it comes out of a journal): with `soleWriter`, look first. */
  isRepeat?: boolean;
};

export type FollowOptions = {
  /** Where to begin: only what comes from now on, everything kept, the last of each subject, or after a sequence. */
  from: 'new' | 'all' | 'last-per-subject' | { afterSequence: bigint };
  signal: AbortSignal;
};

/** Files by SHA-256, checked against it before anyone uses them. */
export type BlobStore = {
  has: (sha256: string) => Promise<boolean>;
  /** Stores `content` under its digest; false if it was there already. Throws BusError BLOB_DIGEST if the content has another digest. */
  put: (sha256: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal) => Promise<boolean>;
  /**
   * Streams a blob. The iterable throws BusError BLOB_MISSING, BLOB_DIGEST or BLOB_SIZE (more than `maxBytes`): a
   * consumer must not use what it got before the iterable has ended without an error.
   */
  get: (sha256: string, options: { maxBytes: bigint; signal?: AbortSignal }) => AsyncIterable<Uint8Array>;
};

export type Bus = {
  readonly serverVersion: string;
  /** Survives reconnects: tries with the same id until the stream has confirmed it, or `signal` aborts. */
  publish: (subject: string, event: CloudEvent, options?: PublishOptions) => Promise<PublishReceipt>;
  /** The last message on a subject by Direct Get, or null. Waits while there is no connection. */
  last: (stream: StreamName, subject: string) => Promise<StoredMessage | null>;
  /** The message with this sequence, or null if the stream no longer has it. */
  messageAt: (stream: string, sequence: bigint) => Promise<StoredMessage | null>;
  /** The last message of every subject that the filter matches; ends when all there were at the call are read. */
  snapshot: (stream: StreamName, filter: string, signal?: AbortSignal) => AsyncIterable<StoredMessage>;
  /**
   * Follows a stream without acks (ordered consumer), across reconnects, until the signal aborts: then it ends. Begins
   * with the first `next()`.
   */
  follow: (stream: StreamName, filter: string, options: FollowOptions) => AsyncIterable<StoredMessage>;
  /**
   * Calls back whenever something is published on the subject, and after each reconnect, for what was missed (core
   * subscription: a nudge, not a delivery). Returns the way to stop it.
   */
  onNudge: (subject: string, callback: () => void) => () => void;
  /**
   * Reads a durable consumer that the topology has created. If it is missing or is deleted, that is reported as status
   * `consumer-lost` and reading goes on when it is (back) there; a `failFast` bus rejects with CONSUMER_MISSING.
   */
  subscribe: (spec: ConsumerSpec) => Promise<Subscription>;
  readonly blobs: BlobStore;
  /** Registers an observer of the connection's and consumers' state. Returns the way to stop it. */
  onStatus: (callback: (status: BusStatus) => void) => () => void;
  /** Flushes and closes. Close subscriptions and finish their deliveries first. */
  close: () => Promise<void>;
};
