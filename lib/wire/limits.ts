/**
 * How much of anything a message may hold. nats-server's `max_payload` is 1 MiB by default and counts the headers,
 * so each message leaves room for what is put around it: envelope around payload, dead letter around envelope,
 * headers around all. A message whose fields keep to `fieldLimits` may still exceed its `messageBytes`.
 */
const KIB = 1024;
const MAX_PAYLOAD_BYTES = 1024 * KIB;

/** Of the encoded message, in bytes. */
export const messageBytes = {
  PayloadManifest: MAX_PAYLOAD_BYTES - 64 * KIB,
  Plan: MAX_PAYLOAD_BYTES - 64 * KIB,
  Audit: MAX_PAYLOAD_BYTES - 64 * KIB,
  Envelope: MAX_PAYLOAD_BYTES - 48 * KIB,
  HostFacts: 900 * KIB,
  Evidence: MAX_PAYLOAD_BYTES - 64 * KIB,
  Report: 256 * KIB,
  Decision: MAX_PAYLOAD_BYTES - 64 * KIB,
  DeadLetter: MAX_PAYLOAD_BYTES - 8 * KIB,
} as const;

/** Of strings, in bytes of UTF-8. */
export const textBytes = {
  path: 1024,
  mountPoint: 4096,
  /** Codes, check names, service names, versions, file system names: what programs compare. */
  name: 128,
  eventId: 256,
  payloadType: 128,
  keyid: 128,
  subject: 512,
  why: 1024,
  detail: 2048,
  /** A decision holds up to `listItems.refusals` of these and must still fit. */
  refusalDetail: 768,
  /** `<Name>-<GUID>`; efivarfs takes no longer file names. */
  variableName: 255,
  /** SbatLevel; of shim 16.1 it has 40. */
  sbatLevel: 8 * KIB,
  /** Of what a LUKS token's reader has to say. */
  problem: 512,
  headerName: 256,
  headerValue: 16 * KIB,
} as const;

/** Of lists, in elements. */
export const listItems = {
  files: 10_000,
  directories: 10_000,
  directoryRoom: 1024,
  freeRuns: 64,
  managedPaths: 10_000,
  sources: 256,
  failedPayloads: 256,
  swaps: 1024,
  targets: 1024,
  checks: 256,
  refusals: 1000,
  /** One of each code that there is. */
  warnings: 8,
  headers: 256,
  signatures: 16,
  /** BootOrder and its like, and as many Boot####; no firmware at large has a tenth. */
  bootVariables: 512,
  bootFiles: 2048,
  kernels: 256,
  pcrs: 24,
  /** 32 tokens, each with several shares. */
  bindings: 256,
  /** One after each swap. */
  states: 1024,
  entries: 1024,
  breaks: 256,
} as const;

/** Of the value of one variable among a host's own, with its attributes. */
export const MAX_BOOT_VARIABLE_BYTES = 16 * KIB;

/** Of an Ed25519 signature there are 64; other algorithms may sign beside it. */
export const MAX_SIGNATURE_BYTES = 512;

/** The last millisecond that a JavaScript Date can hold, so that every accepted time can be printed. */
export const MAX_TIME_MS = 8_640_000_000_000_000n;
