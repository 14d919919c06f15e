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
/** `path` is '' for the root; `freeRuns` are lengths of runs of free slots, in their order. */
export type DirectoryRoom = { path: string; freeRuns: number[] };
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
  /** Empty if it could not be read. */
  directoryRoom: DirectoryRoom[];
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
  /** Null: not started by UEFI, or no variables could be read. */
  firmware: FirmwareFacts | null;
  /** For every file of `files` and `kernels` that a verdict looks into; sorted by sha256, then by reader. */
  bootFiles: BootFileEvidence[];
  /** Kernels elsewhere than on the ESP that its loaders start, by absolute path; sorted. */
  kernels: TreeFile[];
  /** Null without a TPM event log. */
  measured: MeasuredBoot | null;
};

/** `name` as in efivarfs, `data` the whole file, attributes included. */
export type EfiVariableFacts = { name: string; data: Uint8Array };
export type FirmwareFacts = {
  /** COFF machine of the firmware: 0x8664, 0xaa64, 0x14c. */
  machine: number;
  /** Evidence of kind `variables`: what is trusted and revoked, equal on hosts alike. */
  trustSha256: Sha256Hex;
  /** BootOrder, BootNext, BootCurrent, Timeout and Boot####: the host's own; sorted by name. */
  bootVariables: EfiVariableFacts[];
  /** `firmwareDigest` (lib/boot) of both. */
  firmwareSha256: Sha256Hex;
};
export type BootFileReader = 'image' | 'boot-csv' | 'options-csv' | 'loader-entry';
export type BootFileEvidence = { sha256: Sha256Hex; reader: BootFileReader; evidenceSha256: Sha256Hex };
export type PcrValue = { pcr: number; sha256: Sha256Hex };
/** lib/uefi's PcrBinding; `bank` and `problem` are '' where they are null there. */
export type PcrBindingFacts = {
  token: number;
  kind: 'systemd-tpm2' | 'clevis';
  pcrs: number[];
  bank: string;
  pcrlock: boolean;
  isRequired: boolean;
  problem: string;
};
export type MeasuredBoot = { logSha256: Sha256Hex; pcrs: PcrValue[]; bindings: PcrBindingFacts[] };

export type EvidenceKind = 'boot-file' | 'variables' | 'tpm-log';
/** `content` is what lib/boot packs for each kind, by the readers' `rules`. */
export type Evidence = { kind: EvidenceKind; rules: number; content: Uint8Array };

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
  /** Null only from a planner that runs with --unproven. */
  proof: BootProof | null;
};

export type BootAnswerText = 'boots' | 'refuses' | 'unknown';
export type BootClassText = 'ok' | 'fallthrough' | 'hang' | 'power-off' | 'stuck';
export type ProvenEntry = { name: string; path: string; verdict: BootAnswerText; class: BootClassText };
export type ProvenState = {
  exchanges: number;
  verdict: BootAnswerText;
  /** '' if no shim sets one. */
  sbatLevelAfter: string;
  entries: ProvenEntry[];
};
/** PCRs in lower-case hex of SHA-256; '' where they cannot be foretold, and then they count as changed. */
export type ProvenMeasurements = {
  pcr4: string;
  pcr7: string;
  pcr4Changed: boolean;
  pcr7Changed: boolean;
  breaks: string[];
};
export type BootProof = {
  firmwareSha256: Sha256Hex;
  /** The ESP after 1, 2, … n exchanges. */
  states: ProvenState[];
  rollback: { possible: boolean; until: '' | 'first-boot'; why: string };
  measurements: ProvenMeasurements;
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
/** Of plans that were made; `detail` as it is worded for one of the hosts. */
export type PlanWarning = { code: string; hosts: number; detail: string };
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
  warnings: PlanWarning[];
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
