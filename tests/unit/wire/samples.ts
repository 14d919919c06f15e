/** Random but reproducible messages of every kind, and the table of codecs that the tests go through. */
import { bootswap } from '../../../lib/wire/gen/bootswap.js';
import * as wire from '../../../lib/wire/index.ts';
import type * as types from '../../../lib/wire/types.ts';

/** Random numbers of 0 to below 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export const seededRandom = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const hexOf = (random: Random, bytes: number): string =>
  times(bytes, () => below(random, 256).toString(16).padStart(2, '0')).join('');
const digest = (random: Random): string => hexOf(random, 32);
const bytes = (random: Random, length: number): Uint8Array =>
  Uint8Array.from(times(length, () => below(random, 256)));
const word = (random: Random): string => `w-${below(random, 1e9).toString(36)}`;
const uint64 = (random: Random): bigint =>
  pick(random, [0n, 1n, 0xffff_ffffn, 0x1_0000_0000n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);
const ordinal = (random: Random): bigint => pick(random, [1n, 2n, 2n ** 53n + 1n, 2n ** 64n - 1n]);
const timeMs = (random: Random): bigint => 1n + BigInt(below(random, 2 ** 48));
const uint32 = (random: Random): number => pick(random, [0, 1, 0x7fff_ffff, 0xffff_ffff]);
const detail = (random: Random): string => pick(random, ['', 'no space', 'ünïcode € 💾', 'line\nline']);

/** Sorted and unique. */
const paths = (random: Random, count: number): string[] => {
  const names = times(
    count,
    () => `EFI/${pick(random, ['debian', 'BOOT', 'ünïcode €', '💾'])}/${word(random)}`,
  );
  return [...new Set(names)].sort();
};

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

const firmware = (random: Random): types.FirmwareFacts => ({
  machine: pick(random, [0x8664, 0xaa64, 0x14c]),
  trustSha256: digest(random),
  bootVariables: paths(random, below(random, 5)).map((name) => ({
    name,
    data: bytes(random, 1 + below(random, 40)),
  })),
  firmwareSha256: digest(random),
});

const readers: types.BootFileReader[] = ['image', 'boot-csv', 'options-csv', 'loader-entry'];

const bootFiles = (random: Random): types.BootFileEvidence[] =>
  times(below(random, 5), () => digest(random))
    .sort()
    .map((sha256) => ({ sha256, reader: pick(random, readers), evidenceSha256: digest(random) }));

const measured = (random: Random): types.MeasuredBoot => ({
  logSha256: digest(random),
  pcrs: [0, 4, 7, 14].filter(() => random() < 0.7).map((pcr) => ({ pcr, sha256: digest(random) })),
  bindings: times(below(random, 3), (token) => ({
    token,
    kind: pick<types.PcrBindingFacts['kind']>(random, ['systemd-tpm2', 'clevis']),
    pcrs: times(below(random, 4), () => below(random, 24)),
    bank: pick(random, ['', 'sha256']),
    pcrlock: random() < 0.5,
    isRequired: random() < 0.5,
    problem: detail(random),
  })),
});

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

const answers: types.BootAnswerText[] = ['boots', 'refuses', 'unknown'];
const classes: types.BootClassText[] = ['ok', 'fallthrough', 'hang', 'power-off', 'stuck'];

const provenEntry = (random: Random): types.ProvenEntry => ({
  name: pick(random, ['Boot0004', 'removable']),
  path: 'EFI/BOOT/BOOTX64.EFI',
  verdict: pick(random, answers),
  class: pick(random, classes),
});

const proof = (random: Random): types.BootProof => ({
  firmwareSha256: digest(random),
  states: times(below(random, 4), (index) => ({
    exchanges: index + 1,
    verdict: pick(random, answers),
    sbatLevelAfter: pick(random, ['', 'sbat,1,2025051000\nshim,4\n']),
    entries: times(below(random, 4), () => provenEntry(random)),
  })),
  rollback: {
    possible: random() < 0.5,
    until: pick<'' | 'first-boot'>(random, ['', 'first-boot']),
    why: detail(random),
  },
  measurements: {
    pcr4: pick(random, ['', digest(random)]),
    pcr7: pick(random, ['', digest(random)]),
    pcr4Changed: random() < 0.5,
    pcr7Changed: random() < 0.5,
    breaks: times(below(random, 3), () => word(random)),
  },
});

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
