/** What the refusals start from. */
import { payloadIdOf } from '../../../lib/wire/index.ts';
import { A, B } from './refusal-rows.ts';

const file = (path: string) => ({ path, sizeBytes: 1n, sha256: A });
const none = { beforeSha256: '', beforeSizeBytes: 0n };
const gone = { afterSha256: '', afterSizeBytes: 0n };

/** A good message of each kind, on which every row's path exists.  */
export const subjects: Record<string, object> = {
  Envelope: {
    payload: new Uint8Array([1]),
    payloadType: 't',
    signatures: [{ sig: new Uint8Array(64), keyid: 'k' }],
  },
  PayloadManifest: {
    payloadId: payloadIdOf([file('z'), file('y')]),
    channel: 'stable',
    publishedAtMs: 5n,
    files: [file('z'), file('y')],
    sources: [{ name: 'shim', version: '15.8' }],
  },
  HostFacts: {
    host: 'h1',
    channel: 'stable',
    observedAtMs: 5n,
    generation: 0n,
    esp: {
      mountPoint: '/boot/efi',
      filesystem: 'vfat',
      readOnly: false,
      clusterBytes: 4096,
      totalBytes: 9n,
      freeBytes: 8n,
      partitionUuid: '',
      reclaimableBytes: 0n,
      directoryRoom: [
        { path: '', freeRuns: [1, 2] },
        { path: 'EFI', freeRuns: [] },
      ],
    },
    files: [file('EFI/2'), file('EFI/3')],
    directories: ['EFI/a', 'EFI/b'],
    managedPaths: ['EFI/3', 'EFI/2'],
    appliedPayloadId: '',
    failedPayloads: [
      { payloadId: A, code: 'x' },
      { payloadId: B, code: 'x' },
    ],
    agentVersion: '1',
    firmware: {
      machine: 0x8664,
      trustSha256: A,
      bootVariables: [
        { name: 'Boot0001-g', data: new Uint8Array([1]) },
        { name: 'Boot0002-g', data: new Uint8Array([2]) },
      ],
      firmwareSha256: B,
    },
    bootFiles: [
      { sha256: A, reader: 'boot-csv', evidenceSha256: B },
      { sha256: A, reader: 'image', evidenceSha256: B },
    ],
    kernels: [file('/boot/vmlinuz-1'), file('/boot/vmlinuz-2')],
    measured: {
      logSha256: A,
      pcrs: [
        { pcr: 4, sha256: A },
        { pcr: 14, sha256: B },
      ],
      bindings: [
        {
          token: 0,
          kind: 'clevis',
          pcrs: [7],
          bank: 'sha256',
          pcrlock: false,
          isRequired: true,
          problem: '',
        },
      ],
    },
  },
  Plan: {
    planId: A,
    host: 'h1',
    channel: 'stable',
    payloadId: B,
    payloadEventId: 'e1',
    generation: 1n,
    issuedAtMs: 5n,
    expiresAtMs: 6n,
    swaps: [
      {
        scope: 'directory',
        target: 'EFI/debian',
        why: '',
        targetExists: true,
        files: [
          {
            path: 'EFI/debian/a',
            action: 'keep',
            beforeSha256: A,
            beforeSizeBytes: 1n,
            afterSha256: A,
            afterSizeBytes: 1n,
          },
          { path: 'EFI/debian/b', action: 'write', ...none, afterSha256: B, afterSizeBytes: 2n },
          { path: 'EFI/debian/c', action: 'delete', beforeSha256: B, beforeSizeBytes: 2n, ...gone },
        ],
        directories: ['EFI/debian/fw'],
      },
      {
        scope: 'file',
        target: 'EFI/x.cfg',
        why: '',
        targetExists: false,
        files: [{ path: 'EFI/x.cfg', action: 'write', ...none, afterSha256: B, afterSizeBytes: 2n }],
        directories: [],
      },
    ],
    managedFiles: [
      { path: 'EFI/debian/b', sizeBytes: 2n, sha256: B },
      { path: 'EFI/other/z', sizeBytes: 1n, sha256: A },
    ],
    bytesToWrite: 5n,
    proof: {
      firmwareSha256: A,
      states: [
        {
          exchanges: 1,
          verdict: 'boots',
          sbatLevelAfter: '',
          entries: [{ name: 'Boot0004', path: 'EFI/debian/shimx64.efi', verdict: 'boots', class: 'ok' }],
        },
        { exchanges: 2, verdict: 'boots', sbatLevelAfter: '', entries: [] },
      ],
      rollback: { possible: true, until: 'first-boot', why: 'w' },
      measurements: { pcr4: A, pcr7: '', pcr4Changed: true, pcr7Changed: true, breaks: ['token 0'] },
    },
  },
  Evidence: { kind: 'variables', rules: 1, content: new Uint8Array([1]) },
  Report: {
    host: 'h1',
    planId: A,
    payloadId: B,
    payloadEventId: 'e1',
    generation: 1n,
    phase: 'failed',
    code: 'NO_SPACE',
    detail: '',
    atMs: 5n,
    bytesWritten: 0n,
    targets: ['EFI/debian'],
  },
  Audit: {
    host: 'h1',
    sequence: 2n,
    previousSha256: A,
    atMs: 5n,
    trigger: 'report',
    verdict: 'fail',
    checks: [
      { name: 'files-present', result: 'fail', detail: '' },
      { name: 'no-foreign-stage', result: 'pass', detail: '' },
    ],
    planId: A,
    payloadId: B,
    payloadEventId: 'e1',
    generation: 1n,
    reportEventId: 'e2',
    reportPhase: 'exchanged',
  },
  Decision: {
    channel: 'stable',
    payloadId: A,
    payloadEventId: 'e1',
    atMs: 5n,
    hostsConsidered: 3,
    planned: 1,
    unchanged: 1,
    refused: 1,
    refusals: [{ host: 'h1', code: 'no-space', detail: '' }],
    warnings: [
      { code: 'UNPROVEN', hosts: 1, detail: '' },
      { code: 'MEASUREMENTS_CHANGE', hosts: 1, detail: '' },
    ],
  },
  DeadLetter: {
    service: 'planner',
    code: 'MALFORMED',
    detail: '',
    atMs: 5n,
    subject: 's',
    stream: 'S',
    streamSequence: 1n,
    deliveries: 1,
    data: new Uint8Array([1]),
    headers: [{ name: 'a', value: '' }],
  },
};
