import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { areFactsDue, factsMaxAgeMs, factsMinAgeMs } from '../../../services/auditor/facts-due.ts';
import type { HostFacts } from '../../../lib/wire/types.ts';

const test = suite('auditor/facts-due');

const facts: HostFacts = {
  host: 'h1',
  channel: 'stable',
  observedAtMs: 1n,
  generation: 3n,
  esp: {
    mountPoint: '/efi',
    filesystem: 'vfat',
    readOnly: false,
    clusterBytes: 4096,
    totalBytes: 1n << 29n,
    freeBytes: (1n << 28n) + 5n,
    partitionUuid: '',
    reclaimableBytes: 0n,
    directoryRoom: [],
  },
  files: [{ path: 'EFI/debian/shimx64.efi', sizeBytes: 1n, sha256: 'a'.repeat(64) }],
  directories: ['EFI/debian'],
  managedPaths: [],
  appliedPayloadId: '',
  failedPayloads: [],
  agentVersion: 'bootswap/0',
  firmware: null,
  bootFiles: [],
  kernels: [],
  measured: null,
};
const nowMs = 10 * factsMaxAgeMs;
const last = { facts, publishedAtMs: nowMs - 1000 };
const due = (changed: Partial<HostFacts>, more: { asked?: boolean; ageMs?: number } = {}): boolean =>
  areFactsDue(
    { ...facts, ...changed },
    { last: { ...last, publishedAtMs: nowMs - (more.ageMs ?? 1000) }, nowMs, asked: more.asked ?? false },
  );

test('facts due - the first facts are', () => {
  assert.ok(areFactsDue(facts, { last: null, nowMs, asked: false }));
});

test('facts due - the same facts at another time are not', () => {
  assert.not(due({ observedAtMs: 99n }));
});

test('facts due - what firmware decides counts, and in which order fields were put together does not', () => {
  const trustSha256 = 'b'.repeat(64);
  const one = { machine: 0x8664, trustSha256, bootVariables: [], firmwareSha256: trustSha256 };
  const same = { firmwareSha256: trustSha256, bootVariables: [], trustSha256, machine: 0x8664 };
  const before = { facts: { ...facts, firmware: one }, publishedAtMs: nowMs - 1000 };
  const isDue = (firmware: HostFacts['firmware']): boolean =>
    areFactsDue({ ...facts, firmware }, { last: before, nowMs, asked: false });
  assert.not(isDue(same));
  assert.ok(isDue({ ...same, firmwareSha256: 'c'.repeat(64) }));
  assert.ok(isDue(null));
});

test('facts due - a few free bytes more are no change, a mebibyte is', () => {
  assert.not(due({ esp: { ...facts.esp, freeBytes: facts.esp.freeBytes + 10n } }));
  assert.ok(due({ esp: { ...facts.esp, freeBytes: facts.esp.freeBytes + (1n << 20n) } }));
});

test('facts due - free space counts by its part of the file system: a big disk is written to by everybody', () => {
  const esp = { ...facts.esp, totalBytes: 1n << 38n };
  const onDisk = { ...last, facts: { ...facts, esp } };
  const isDue = (more: bigint): boolean =>
    areFactsDue(
      { ...facts, esp: { ...esp, freeBytes: esp.freeBytes + more } },
      { last: onDisk, nowMs, asked: false },
    );
  assert.not(isDue(100n << 20n));
  assert.not(isDue(-(100n << 20n)));
  assert.ok(isDue(512n << 20n));
});

const changes: [string, Partial<HostFacts>][] = [
  ['another digest', { files: [{ path: 'EFI/debian/shimx64.efi', sizeBytes: 1n, sha256: 'b'.repeat(64) }] }],
  ['another generation', { generation: 4n }],
  ['another channel', { channel: 'testing' }],
  ['a payload that failed', { failedPayloads: [{ payloadId: 'c'.repeat(64), code: 'AUDIT' }] }],
];
for (const [what, changed] of changes) {
  test(`facts due - ${what} is a change`, () => assert.ok(due(changed)));
}

test('facts due - a day without facts is too long', () => {
  assert.ok(due({}, { ageMs: factsMaxAgeMs }));
});

test('facts due - a host that asks gets its turn, but not in a loop', () => {
  assert.not(due({}, { asked: true }));
  assert.ok(due({}, { asked: true, ageMs: factsMinAgeMs }));
});

test('facts due - a clock that jumped back far counts as age, so that a host never falls silent', () => {
  assert.ok(due({}, { ageMs: -factsMaxAgeMs }));
});

test.run();
