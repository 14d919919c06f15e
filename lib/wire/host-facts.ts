import { bootFiles, firmware, kernels, measured } from './boot-facts.ts';
import { list, messageCodec, record } from './codec.ts';
import {
  boolean,
  digest,
  idText,
  name,
  orEmpty,
  orNull,
  path,
  text,
  timeMs,
  token,
  uint32,
  uint64,
} from './fields.ts';
import { bootswap } from './gen/bootswap.js';
import { listItems, messageBytes, textBytes } from './limits.ts';
import type { DirectoryRoom, EspFacts, FailedPayload, HostFacts, TreeFile } from './types.ts';

const room = record<DirectoryRoom>({
  path: text({ maxBytes: textBytes.path, optional: true }),
  freeRuns: list(uint32, { maxItems: listItems.freeRuns }),
});

const esp = record<EspFacts>({
  mountPoint: text({ maxBytes: textBytes.mountPoint }),
  filesystem: name,
  readOnly: boolean,
  clusterBytes: uint32,
  totalBytes: uint64,
  freeBytes: uint64,
  partitionUuid: text({ maxBytes: textBytes.name, optional: true }),
  reclaimableBytes: uint64,
  directoryRoom: list(room, { maxItems: listItems.directoryRoom, key: ({ path: of }) => of, sorted: true }),
});

const itself = (value: string): string => value;

const codec = record<HostFacts>({
  host: token,
  channel: token,
  observedAtMs: timeMs,
  generation: uint64,
  esp,
  files: list(record<TreeFile>({ path, sizeBytes: uint64, sha256: digest }), {
    maxItems: listItems.files,
    key: (file) => file.path,
    sorted: true,
  }),
  directories: list(path, { maxItems: listItems.directories, key: itself, sorted: true }),
  managedPaths: list(path, { maxItems: listItems.managedPaths, key: itself }),
  appliedPayloadId: orEmpty(idText),
  failedPayloads: list(record<FailedPayload>({ payloadId: idText, code: name }), {
    maxItems: listItems.failedPayloads,
    key: (failed) => failed.payloadId,
  }),
  agentVersion: name,
  firmware: orNull(firmware),
  bootFiles,
  kernels,
  measured: orNull(measured),
});

/** Files and directories sorted by path, none twice. Both throw WireError. */
export const { encode: encodeHostFacts, decode: decodeHostFacts } = messageCodec({
  name: 'HostFacts',
  generated: bootswap.v1.HostFacts,
  codec,
  maxBytes: messageBytes.HostFacts,
});
