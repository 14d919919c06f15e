import type { FileChange, HostFacts, PayloadManifest, TreeFile } from '../../../lib/wire/types.ts';
import { sha256 } from '../file-digest.ts';

/** Files whose content is the given text. */
export const filesOf = (contents: Record<string, string>): TreeFile[] =>
  Object.entries(contents)
    .map(([path, text]) => ({ path, sizeBytes: BigInt(Buffer.byteLength(text)), sha256: sha256(text) }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));

const parentsOf = (path: string): string[] => {
  const segments = path.split('/');
  return segments.slice(2).map((_, index) => segments.slice(0, index + 2).join('/'));
};

/** What an auditor would say of a host with these files (by path, content as text) on a healthy 512 MiB ESP. */
export const factsOf = (contents: Record<string, string>, changes: Partial<HostFacts> = {}): HostFacts => ({
  host: 'host-1',
  channel: 'stable',
  observedAtMs: 1_000n,
  generation: 4n,
  esp: {
    mountPoint: '/boot/efi',
    filesystem: 'vfat',
    readOnly: false,
    clusterBytes: 4096,
    totalBytes: 536_870_912n,
    freeBytes: 268_435_456n,
    partitionUuid: '',
    reclaimableBytes: 0n,
    directoryRoom: [],
  },
  files: filesOf(contents),
  directories: [...new Set(Object.keys(contents).flatMap(parentsOf))].sort(),
  managedPaths: [],
  appliedPayloadId: '',
  failedPayloads: [],
  agentVersion: '0.1.0',
  firmware: null,
  bootFiles: [],
  kernels: [],
  measured: null,
  ...changes,
});

/** A manifest of these files; its id is only as good as the planner needs. */
export const manifestOf = (contents: Record<string, string>): PayloadManifest => ({
  payloadId: sha256(JSON.stringify(contents)),
  channel: 'stable',
  publishedAtMs: 2_000n,
  files: filesOf(contents),
  sources: [{ name: 'test', version: '1' }],
});

/** `write EFI/a/b` and the like, in the plan's order. */
export const actionsOf = (files: readonly FileChange[]): string[] =>
  files.map(({ action, path }) => `${action} ${path}`);
