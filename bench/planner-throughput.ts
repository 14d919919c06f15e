/**
 * One payload for 10 000 hosts of one class: from the payload's arrival to the decision, every plan signed and
 * confirmed by the stream, against plain JetStream publishes of the same bytes by the same client in the same run.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyTopology, connectBus, eventTypes, streams, subjects } from '../lib/bus/index.ts';
import type { Bus } from '../lib/bus/index.ts';
import { manifestOf } from '../lib/payload/index.ts';
import { createLogger, systemClock } from '../lib/runtime/index.ts';
import { createKeyFiles, signManifest } from '../lib/trust/index.ts';
import type { SigningKey } from '../lib/trust/index.ts';
import { encodeHostFacts } from '../lib/wire/index.ts';
import type { HostFacts } from '../lib/wire/index.ts';
import { startPlanner } from '../services/planner/main.ts';
import { startNatsServer } from '../tests/lab/nats-server.ts';
import { interleave } from './measure.ts';
import type { Row } from './measure.ts';

const hosts = 10_000;
const window = 256;
const rounds = 3;
const clock = systemClock();
const log = createLogger({ stream: process.stderr, format: 'text', level: 'error', clock });

const digest = (): string => randomBytes(32).toString('hex');
const names = [
  'shimx64.efi',
  'grubx64.efi',
  'mmx64.efi',
  'fbx64.efi',
  'fwupdx64.efi',
  'BOOTX64.CSV',
  'grub.cfg',
];
const paths = [
  ...names.map((name) => `EFI/debian/${name}`),
  'EFI/BOOT/BOOTX64.EFI',
  'EFI/BOOT/fbx64.efi',
].sort();

const factsOf = (host: string, files: HostFacts['files']): HostFacts => ({
  host,
  channel: 'stable',
  observedAtMs: BigInt(clock.nowMs()),
  generation: 0n,
  esp: {
    mountPoint: '/boot/efi',
    filesystem: 'vfat',
    readOnly: false,
    clusterBytes: 4096,
    totalBytes: 500n << 20n,
    freeBytes: 400n << 20n,
    partitionUuid: '',
  },
  files,
  directories: ['EFI/BOOT', 'EFI/debian'],
  managedPaths: [],
  appliedPayloadId: '',
  failedPayloads: [],
  agentVersion: 'bench',
});

/** Keeps `window` publishes unconfirmed at most. */
const pipelined = async (count: number, publish: (index: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await publish(next++);
  };
  await Promise.all(Array.from({ length: window }, worker));
};

const hostIds = Array.from({ length: hosts }, (_, index) => `bench-${String(index).padStart(5, '0')}`);

const publishFacts = async (bus: Bus): Promise<void> => {
  const files = paths.map((path) => ({ path, sizeBytes: 1_000_000n, sha256: digest() }));
  await pipelined(hosts, (index) => {
    const host = hostIds[index] ?? '';
    const event = { source: 'bench', type: eventTypes.facts, subject: host, timeMs: clock.nowMs() };
    const data = encodeHostFacts(factsOf(host, files));
    return bus.publish(subjects.facts(host), { ...event, id: `facts:${host}`, data });
  });
};

/** Publishes a payload that changes every file and returns how long its decision took. */
const plan = async (bus: Bus, key: SigningKey): Promise<number> => {
  const files = paths.map((path) => ({ path, sizeBytes: 1_000_000n, sha256: digest(), source: '' }));
  const manifest = manifestOf({ files, sources: [] }, { channel: 'stable', publishedAtMs: clock.nowMs() });
  const id = manifest.payloadId;
  const done = new AbortController();
  const decisions = bus.follow(streams.decisions, subjects.decision('stable'), {
    from: 'new',
    signal: done.signal,
  });
  const decided = (async (): Promise<number> => {
    for await (const { headers } of decisions) {
      if (headers.some(({ name, value }) => name === 'ce-id' && value.includes(id))) break;
    }
    return performance.now();
  })();
  await clock.sleep(500);
  const event = { id, source: 'bench', type: eventTypes.payload, subject: 'stable', timeMs: clock.nowMs() };
  const startedAt = performance.now();
  await bus.publish(subjects.payload('stable'), { ...event, data: signManifest(manifest, key) });
  const endedAt = await decided;
  done.abort();
  return endedAt - startedAt;
};

/** The plans as they lie in the stream, published again as plain messages on the same subjects. */
const publishPlain = async (bus: Bus, plans: readonly Uint8Array[], round: number): Promise<number> => {
  const startedAt = performance.now();
  await pipelined(plans.length, (index) => {
    const host = hostIds[index] ?? '';
    const event = { source: 'bench', type: eventTypes.plan, subject: host, timeMs: clock.nowMs() };
    const data = plans[index] ?? new Uint8Array(0);
    return bus.publish(subjects.plan(host), { ...event, id: `plain:${round}:${host}`, data });
  });
  return performance.now() - startedAt;
};

const readPlans = async (bus: Bus): Promise<Uint8Array[]> => {
  const plans: Uint8Array[] = [];
  for await (const { data } of bus.snapshot(streams.plans, 'bootswap.v1.plan.*')) plans.push(data);
  return plans;
};

export const benchPlannerThroughput = async (): Promise<Row[]> => {
  const work = await mkdtemp(join(tmpdir(), 'bootswap-bench-'));
  const server = await startNatsServer({});
  const bus = await connectBus({ servers: server.url, name: 'bench', failFast: { withinMs: 10_000 } });
  try {
    await applyTopology(bus);
    const { key, publicPath } = await createKeyFiles(work, 'publisher');
    await publishFacts(bus);
    const config = { keysDirectory: work, publisherKeysPath: publicPath, allowAnyFilesystem: false };
    const planner = await startPlanner(config, { bus, clock, log });
    await plan(bus, key);
    const plans = await readPlans(bus);
    let round = 0;
    const times = await interleave(
      { planned: () => plan(bus, key), plain: () => publishPlain(bus, plans, round++) },
      rounds,
    );
    await planner.stop();
    const rate = (ms: number): string =>
      `${(ms / 1000).toFixed(2)} s (${Math.round((hosts / ms) * 1000)} a second)`;
    return [
      {
        what: `planner, ${plans.length} hosts of one class: payload to decision`,
        measured: rate(times.planned),
        against: `plain JetStream publishes of the same ${Math.round(plans.reduce((sum, { length }) => sum + length, 0) / 1024)} KiB: ${rate(times.plain)}`,
        ratio: times.planned / times.plain,
        goal: 2,
      },
    ];
  } finally {
    await bus.close();
    await server.stop();
    await rm(work, { recursive: true, force: true });
  }
};
