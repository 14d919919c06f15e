/**
 * The messages as the rest of bootswap sees them: parsed, bounded, complete. 64-bit numbers are bigint, digests are
 * lower-case hex, enumerations are string unions. Field meanings are documented in proto/bootswap/v1.
 */

/** Lower-case hex of a SHA-256 digest, 64 characters. */
export type Sha256Hex = string;

/** A DSSE envelope as received or as signed: `payload` is kept byte for byte. */
export type Envelope = {
  payload: Uint8Array;
  payloadType: string;
  signatures: { sig: Uint8Array; keyid: string }[];
};

export type PayloadFile = { path: string; sizeBytes: bigint; sha256: Sha256Hex };
export type PayloadSource = { name: string; version: string };
export type PayloadManifest = {
  payloadId: Sha256Hex;
  channel: string;
  publishedAtMs: bigint;
  files: PayloadFile[];
  sources: PayloadSource[];
};

export type TreeFile = { path: string; sizeBytes: bigint; sha256: Sha256Hex };
export type EspFacts = {
  mountPoint: string;
  filesystem: string;
  readOnly: boolean;
  clusterBytes: number;
  totalBytes: bigint;
  freeBytes: bigint;
  partitionUuid: string;
  /** Taken by previous trees, which are deleted before anything is staged. */
  reclaimableBytes: bigint;
};
export type FailedPayload = { payloadId: Sha256Hex; code: string };
export type HostFacts = {
  host: string;
  channel: string;
  observedAtMs: bigint;
  generation: bigint;
  esp: EspFacts;
  files: TreeFile[];
  directories: string[];
  managedPaths: string[];
  /** '' if bootswap has never applied a payload here. */
  appliedPayloadId: Sha256Hex | '';
  failedPayloads: FailedPayload[];
  agentVersion: string;
};

export type Scope = 'file' | 'directory' | 'esp';
export type FileAction = 'keep' | 'write' | 'delete';
/** Digests are '' where the file must not be there before, or will not be there afterwards. */
export type FileChange = {
  path: string;
  action: FileAction;
  beforeSha256: Sha256Hex | '';
  beforeSizeBytes: bigint;
  afterSha256: Sha256Hex | '';
  afterSizeBytes: bigint;
};
export type Swap = {
  scope: Scope;
  target: string;
  why: string;
  targetExists: boolean;
  files: FileChange[];
  directories: string[];
};
export type Plan = {
  planId: Sha256Hex;
  host: string;
  channel: string;
  payloadId: Sha256Hex;
  payloadEventId: string;
  generation: bigint;
  issuedAtMs: bigint;
  expiresAtMs: bigint;
  swaps: Swap[];
  /** All files of the payload, changed or not, paths as the host spells them. */
  managedFiles: PayloadFile[];
  bytesToWrite: bigint;
};

export type Phase =
  | 'staged'
  | 'verified'
  | 'exchanged'
  | 'unchanged'
  | 'rejected'
  | 'failed'
  | 'rolled-back'
  | 'stuck';
export type Report = {
  host: string;
  planId: Sha256Hex;
  payloadId: Sha256Hex;
  payloadEventId: string;
  generation: bigint;
  phase: Phase;
  /** '' where the phase needs none. */
  code: string;
  detail: string;
  atMs: bigint;
  bytesWritten: bigint;
  targets: string[];
};

export type CheckResult = 'pass' | 'fail' | 'unknown';
export type Check = { name: string; result: CheckResult; detail: string };
export type AuditVerdict = 'pass' | 'fail';
export type AuditTrigger = 'report' | 'timer' | 'command';
export type Audit = {
  host: string;
  sequence: bigint;
  /** '' in the host's first entry. */
  previousSha256: Sha256Hex | '';
  atMs: bigint;
  trigger: AuditTrigger;
  verdict: AuditVerdict;
  checks: Check[];
  /** '' where no plan was ever applied, as are the next two. */
  planId: Sha256Hex | '';
  payloadId: Sha256Hex | '';
  payloadEventId: string;
  generation: bigint;
  /** '' unless a report set the audit off, as is the next. */
  reportEventId: string;
  reportPhase: Phase | '';
};

export type Refusal = { host: string; code: string; detail: string };
export type Decision = {
  channel: string;
  payloadId: Sha256Hex;
  payloadEventId: string;
  atMs: bigint;
  hostsConsidered: number;
  planned: number;
  unchanged: number;
  refused: number;
  refusals: Refusal[];
};

export type DeadLetter = {
  service: string;
  code: string;
  detail: string;
  atMs: bigint;
  subject: string;
  stream: string;
  streamSequence: bigint;
  deliveries: number;
  data: Uint8Array;
  headers: { name: string; value: string }[];
};
