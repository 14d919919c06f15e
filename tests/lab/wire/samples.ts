/** Random but reproducible messages of every kind, and the table of codecs that the tests go through. */
import { bootswap } from '../../../lib/wire/gen/bootswap.js';
import * as wire from '../../../lib/wire/index.ts';
import type * as types from '../../../lib/wire/types.ts';
import { below, pick } from '../random.ts';
import type { Random } from '../random.ts';
import { bootFiles, firmware, measured, proof } from './boot-samples.ts';
import {
  bytes,
  detail,
  digest,
  ordinal,
  paths,
  timeMs,
  times,
  uint32,
  uint64,
  word,
} from './random-values.ts';

const payloadFiles = (random: Random, count: number): types.PayloadFile[] =>
  paths(random, count).map((path) => ({ path, sizeBytes: uint64(random), sha256: digest(random) }));

export const envelope = (random: Random): types.Envelope => ({
  payload: bytes(random, 1 + below(random, 300)),
  payloadType: word(random),
  signatures: times(below(random, 4), () => ({
    sig: bytes(random, 64),
    keyid: pick(random, ['', digest(random)]),
  })),
});

export const payloadManifest = (random: Random): types.PayloadManifest => {
  const files = payloadFiles(random, 1 + below(random, 12)).reverse();
  const sources = times(below(random, 3), () => ({ name: word(random), version: word(random) }));
  const payloadId = wire.payloadIdOf(files);
  return { payloadId, channel: word(random), publishedAtMs: timeMs(random), files, sources };
};

export const hostFacts = (random: Random): types.HostFacts => ({
  host: word(random),
  channel: word(random),
  observedAtMs: timeMs(random),
  generation: uint64(random),
  esp: {
    mountPoint: '/boot/efi',
    filesystem: 'vfat',
    readOnly: random() < 0.5,
    clusterBytes: uint32(random),
    totalBytes: uint64(random),
    freeBytes: uint64(random),
    partitionUuid: pick(random, ['', word(random)]),
    reclaimableBytes: uint64(random),
    directoryRoom: ['', 'EFI', 'EFI/BOOT']
      .slice(0, below(random, 4))
      .map((path) => ({ path, freeRuns: times(below(random, 4), () => uint32(random)) })),
  },
  files: payloadFiles(random, below(random, 12)),
  directories: paths(random, below(random, 4)),
  managedPaths: paths(random, below(random, 12)),
  appliedPayloadId: pick(random, ['', digest(random)]),
  failedPayloads: times(below(random, 3), () => ({ payloadId: digest(random), code: word(random) })),
  agentVersion: '0.1.0',
  firmware: random() < 0.3 ? null : firmware(random),
  bootFiles: bootFiles(random),
  kernels: payloadFiles(random, below(random, 3)),
  measured: random() < 0.5 ? null : measured(random),
});

const fileChange = (random: Random, path: string): types.FileChange => {
  const action = pick<types.FileAction>(random, ['keep', 'write', 'delete']);
  const before = { beforeSha256: digest(random), beforeSizeBytes: uint64(random) };
  const kept = { afterSha256: before.beforeSha256, afterSizeBytes: before.beforeSizeBytes };
  const gone = { afterSha256: '', afterSizeBytes: 0n };
  if (action === 'keep') return { path, action, ...before, ...kept };
  if (action === 'delete') return { path, action, ...before, ...gone };
  const wasThere = random() < 0.5 ? before : { beforeSha256: '', beforeSizeBytes: 0n };
  return { path, action, ...wasThere, afterSha256: digest(random), afterSizeBytes: uint64(random) };
};

const swap = (random: Random, target: string): types.Swap => {
  const isFile = random() < 0.3;
  const files = paths(random, isFile ? 1 : 1 + below(random, 8)).map((path) => fileChange(random, path));
  return {
    scope: isFile ? 'file' : pick(random, ['directory', 'esp']),
    target,
    why: detail(random),
    targetExists: files.some((file) => file.beforeSha256 !== ''),
    files,
    directories: isFile ? [] : paths(random, below(random, 3)),
  };
};

/** Some of what the swaps write or keep, and files that no swap touches. */
const managedFiles = (random: Random, swaps: readonly types.Swap[]): types.PayloadFile[] => {
  const changes = swaps.flatMap(({ files }) => files);
  const left = changes
    .filter(({ action }) => action !== 'delete' && random() < 0.7)
    .map((file) => ({ path: file.path, sizeBytes: file.afterSizeBytes, sha256: file.afterSha256 }));
  const others = payloadFiles(random, below(random, 8));
  const byPath = new Map([...others, ...left].map((file) => [file.path, file]));
  const isListed = new Set(changes.map(({ path }) => path));
  return [...byPath.values()]
    .filter((file) => left.includes(file) || !isListed.has(file.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};

export const plan = (random: Random): types.Plan => {
  const issuedAtMs = timeMs(random);
  const swaps = paths(random, below(random, 3)).map((target) => swap(random, target));
  const core = {
    host: word(random),
    channel: word(random),
    payloadId: digest(random),
    payloadEventId: word(random),
    generation: ordinal(random),
    issuedAtMs,
    expiresAtMs: issuedAtMs + 1n,
    swaps,
    managedFiles: managedFiles(random, swaps),
    bytesToWrite: uint64(random),
    proof: random() < 0.3 ? null : proof(random),
  };
  return { planId: wire.planIdOf(core), ...core };
};

const phases: types.Phase[] = [
  'staged',
  'verified',
  'exchanged',
  'unchanged',
  'rejected',
  'failed',
  'rolled-back',
  'stuck',
];

export const evidence = (random: Random): types.Evidence => ({
  kind: pick<types.EvidenceKind>(random, ['boot-file', 'variables', 'tpm-log']),
  rules: 1 + below(random, 0xffff_ffff),
  content: bytes(random, below(random, 200)),
});

export const report = (random: Random): types.Report => ({
  host: word(random),
  planId: digest(random),
  payloadId: digest(random),
  payloadEventId: word(random),
  generation: uint64(random),
  phase: pick(random, phases),
  code: word(random),
  detail: detail(random),
  atMs: timeMs(random),
  bytesWritten: uint64(random),
  targets: paths(random, below(random, 3)),
});

export const audit = (random: Random): types.Audit => {
  const sequence = ordinal(random);
  const trigger = pick<types.AuditTrigger>(random, ['report', 'timer', 'command']);
  const isByReport = trigger === 'report';
  const checks = times(1 + below(random, 6), (index) => ({
    name: `check-${index}`,
    result: pick<types.CheckResult>(random, ['pass', 'fail', 'unknown']),
    detail: detail(random),
  }));
  return {
    host: word(random),
    sequence,
    previousSha256: sequence === 1n ? '' : digest(random),
    atMs: timeMs(random),
    trigger,
    verdict: checks.some((check) => check.result === 'fail') ? 'fail' : 'pass',
    checks,
    planId: pick(random, ['', digest(random)]),
    payloadId: pick(random, ['', digest(random)]),
    payloadEventId: pick(random, ['', word(random)]),
    generation: uint64(random),
    reportEventId: isByReport ? word(random) : '',
    reportPhase: isByReport ? pick(random, phases) : '',
  };
};

export const decision = (random: Random): types.Decision => {
  const [planned, unchanged, refused] = [below(random, 1e6), below(random, 1e6), below(random, 9)];
  return {
    channel: word(random),
    payloadId: digest(random),
    payloadEventId: word(random),
    atMs: timeMs(random),
    hostsConsidered: planned + unchanged + refused,
    planned,
    unchanged,
    refused,
    refusals: times(refused, () => ({ host: word(random), code: 'no-space', detail: detail(random) })),
    warnings: times(below(random, 2), () => ({
      code: 'UNPROVEN',
      hosts: below(random, 9),
      detail: detail(random),
    })),
  };
};

export const deadLetter = (random: Random): types.DeadLetter => ({
  service: word(random),
  code: word(random),
  detail: detail(random),
  atMs: timeMs(random),
  subject: 'bootswap.v1.plan.h1',
  stream: pick(random, ['', 'BOOTSWAP_PLANS']),
  streamSequence: uint64(random),
  deliveries: uint32(random),
  data: bytes(random, below(random, 300)),
  headers: times(below(random, 4), () => ({ name: word(random), value: pick(random, ['', 'v', 'a\0b']) })),
});

/** One message's codec with its types forgotten, so that tests can go through all of them. */
export type AnyMessage = {
  name: string;
  sample: (random: Random) => object;
  encode: (value: unknown) => Uint8Array;
  decode: (bytes: Uint8Array) => unknown;
  /** The generated class, which checks nothing: for making messages that our codecs would not make. */
  generated: {
    encode: (value: object) => { finish: () => Uint8Array };
    decode: (bytes: Uint8Array) => object;
  };
  maxBytes: number;
};

type Codec<T> = {
  sample: (random: Random) => T;
  encode: (value: T) => Uint8Array;
  decode: (bytes: Uint8Array) => T;
};
type MessageName = keyof typeof wire.messageBytes;

const entry = <T extends object>(name: MessageName, codec: Codec<T>): AnyMessage => ({
  name,
  sample: codec.sample,
  encode: (value) => codec.encode(value as T),
  decode: codec.decode,
  generated: bootswap.v1[name],
  maxBytes: wire.messageBytes[name],
});

export const messages: AnyMessage[] = [
  entry('Envelope', { sample: envelope, encode: wire.encodeEnvelope, decode: wire.decodeEnvelope }),
  entry('PayloadManifest', {
    sample: payloadManifest,
    encode: wire.encodePayloadManifest,
    decode: wire.decodePayloadManifest,
  }),
  entry('HostFacts', { sample: hostFacts, encode: wire.encodeHostFacts, decode: wire.decodeHostFacts }),
  entry('Evidence', { sample: evidence, encode: wire.encodeEvidence, decode: wire.decodeEvidence }),
  entry('Plan', { sample: plan, encode: wire.encodePlan, decode: wire.decodePlan }),
  entry('Report', { sample: report, encode: wire.encodeReport, decode: wire.decodeReport }),
  entry('Audit', { sample: audit, encode: wire.encodeAudit, decode: wire.decodeAudit }),
  entry('Decision', { sample: decision, encode: wire.encodeDecision, decode: wire.decodeDecision }),
  entry('DeadLetter', { sample: deadLetter, encode: wire.encodeDeadLetter, decode: wire.decodeDeadLetter }),
];

export const messageNamed = (name: string): AnyMessage => {
  const found = messages.find((message) => message.name === name);
  if (found === undefined) throw new RangeError(`no message ${name}`);
  return found;
};
