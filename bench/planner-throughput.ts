/**
 * One payload for 10 000 hosts of one class: from the payload's arrival to the decision, every plan signed and
 * confirmed by the stream, against plain JetStream publishes of the same bytes by the same client in the same run.
 *
 * The baseline is honest: `js.publish` of the `nats` package itself and nothing of ours, over a connection with the
 * package's own defaults, just as many publishes unconfirmed at once, to a stream with the configuration of the plans'
 * stream on the same server, the same messages byte for byte (headers and body, read back from the plans' stream; the
 * headers are made before its clock starts). Both streams are emptied before each round, the rounds alternate, and the
 * planner's time holds all of its work: reading 10 000 facts, planning, signing, publishing, deciding.
 */
import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { connect, headers as createHeaders } from 'nats';
import type { JetStreamClient, JetStreamManager, MsgHdrs, NatsConnection } from 'nats';
import { applyTopology, connectBus, consumers, eventTypes, streams, subjects } from '../lib/bus/index.ts';
import type { Bus, StoredMessage } from '../lib/bus/index.ts';
import { manifestOf } from '../lib/payload/index.ts';
import { createLogger, systemClock } from '../lib/runtime/index.ts';
import { createKeyFiles, signManifest } from '../lib/trust/index.ts';
import type { SigningKey } from '../lib/trust/index.ts';
import { encodeHostFacts } from '../lib/wire/index.ts';
import type { HostFacts, PayloadManifest } from '../lib/wire/index.ts';
import { startPlanner } from '../services/planner/main.ts';
import { startNatsServer } from '../tests/lab/nats-server.ts';
import { withScratch } from '../tests/lab/scratch.ts';
import { factsOf } from '../tests/lab/planner/facts-fixture.ts';
import { interleave } from './measure.ts';
import type { Row } from './measure.ts';

const hosts = 10_000;
const window = 256;
const rounds = 5;
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

const observed = (host: string, files: HostFacts['files']): HostFacts =>
  factsOf(
    {},
    {
      host,
      observedAtMs: BigInt(clock.nowMs()),
      generation: 0n,
      files,
      directories: ['EFI/BOOT', 'EFI/debian'],
      agentVersion: 'bench',
    },
  );

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
    const data = encodeHostFacts(observed(host, files));
    return bus.publish(subjects.facts(host), { ...event, id: `facts:${host}`, data });
  });
};

const manifestNow = (): PayloadManifest => {
  const files = paths.map((path) => ({ path, sizeBytes: 1_000_000n, sha256: digest(), source: '' }));
  return manifestOf({ files, sources: [] }, { channel: 'stable', publishedAtMs: clock.nowMs() });
};

/** When the decision on this payload is there; `listening` settles once nothing can be missed. */
const followDecision = async (bus: Bus, payloadEventId: string, signal: AbortSignal): Promise<number> => {
  const wanted = `decision:${payloadEventId}:payload`;
  const decisions = bus.follow(streams.decisions, subjects.decision('stable'), { from: 'new', signal });
  for await (const { headers } of decisions) {
    if (headers.some(({ name, value }) => name === 'ce-id' && value === wanted)) break;
  }
  return performance.now();
};

/** Publishes a payload that changes every file and returns how long its decision took. */
const plan = async (bus: Bus, key: SigningKey): Promise<number> => {
  const manifest = manifestNow();
  const id = manifest.payloadId;
  const done = new AbortController();
  const decided = followDecision(bus, id, done.signal);
  await clock.sleep(300);
  const event = { id, source: 'bench', type: eventTypes.payload, subject: 'stable', timeMs: clock.nowMs() };
  const data = signManifest(manifest, key);
  const startedAt = performance.now();
  await bus.publish(subjects.payload('stable'), { ...event, data });
  const endedAt = await decided;
  done.abort();
  return endedAt - startedAt;
};

type PlainMessage = { subject: string; data: Uint8Array; headers: StoredMessage['headers'] };

/** Of the length of `bootswap.v1.plan.`, so that the messages have the same bytes. */
const plainPrefix = 'plainold.v1.plan.';
const plainStream = 'PLAIN_OLD_PLANS';

const readPlans = async (bus: Bus): Promise<PlainMessage[]> => {
  const plans: PlainMessage[] = [];
  for await (const { subject, data, headers } of bus.snapshot(streams.plans, 'bootswap.v1.plan.*')) {
    plans.push({ subject: subject.replace('bootswap.v1.plan.', plainPrefix), data, headers });
  }
  return plans;
};

/** The id is made new, at its length: the stream would drop the same ones as duplicates. */
const headersOf = (message: PlainMessage, round: number): MsgHdrs => {
  const made = createHeaders();
  for (const { name, value } of message.headers) {
    made.append(name, name === 'Nats-Msg-Id' ? `r${round}:${value.slice(String(round).length + 2)}` : value);
  }
  return made;
};

const publishPlain = async (
  js: JetStreamClient,
  plans: readonly PlainMessage[],
  round: number,
): Promise<number> => {
  const messages = plans.map((each) => ({ ...each, headers: headersOf(each, round) }));
  const startedAt = performance.now();
  await pipelined(messages.length, async (index) => {
    const message = messages[index];
    if (message !== undefined) await js.publish(message.subject, message.data, { headers: message.headers });
  });
  return performance.now() - startedAt;
};

const addPlainStream = async (manager: JetStreamManager): Promise<void> => {
  const { config } = await manager.streams.info(streams.plans);
  await manager.streams.add({ ...config, name: plainStream, subjects: [`${plainPrefix}*`] });
};

/** The planner looks at each host's facts when they come, too; that must be over before its payloads are timed. */
const untilFactsAreSeen = async (manager: JetStreamManager): Promise<void> => {
  for (;;) {
    const info = await manager.consumers.info(streams.facts, consumers.plannerFacts);
    if (info.num_pending + info.num_ack_pending === 0) return;
    await clock.sleep(100);
  }
};

type Lab = { bus: Bus; key: SigningKey; nc: NatsConnection };

const measure = async ({ bus, key, nc }: Lab): Promise<Row[]> => {
  const manager = await nc.jetstreamManager();
  await addPlainStream(manager);
  await untilFactsAreSeen(manager);
  await plan(bus, key);
  const plans = await readPlans(bus);
  let round = 0;
  await publishPlain(nc.jetstream(), plans, round);
  const emptied = (stream: string, work: () => Promise<number>) => async (): Promise<number> => {
    await manager.streams.purge(stream);
    return work();
  };
  const times = await interleave(
    {
      planned: emptied(streams.plans, () => plan(bus, key)),
      plain: emptied(plainStream, () => publishPlain(nc.jetstream(), plans, ++round)),
    },
    rounds,
  );
  const { messages } = (await manager.streams.info(plainStream)).state;
  if (messages !== hosts || plans.length !== hosts)
    throw new Error(`${messages} of ${hosts} plans are there`);
  return [rowOf(times, plans)];
};

const rowOf = (times: { planned: number; plain: number }, plans: readonly PlainMessage[]): Row => {
  const kib = Math.round(plans.reduce((sum, { data }) => sum + data.length, 0) / 1024);
  const rate = (ms: number): string =>
    `${(ms / 1000).toFixed(2)} s (${Math.round((hosts / ms) * 1000)} a second)`;
  return {
    what: `planner, ${plans.length} hosts of one class: payload to decision`,
    measured: rate(times.planned),
    against: `plain JetStream publishes of the same ${kib} KiB and headers: ${rate(times.plain)}`,
    ratio: times.planned / times.plain,
    goal: 2,
    note: `Medians of ${rounds} rounds; load average of the machine at the end ${loadavg()[0]?.toFixed(1)}`,
  };
};

export const benchPlannerThroughput = (): Promise<Row[]> =>
  withScratch(async (work) => {
    const server = await startNatsServer({});
    const bus = await connectBus({ servers: server.url, name: 'bench', failFast: { withinMs: 10_000 } });
    const nc = await connect({ servers: server.url });
    try {
      await applyTopology(bus);
      const { key, publicPath } = await createKeyFiles(work, 'publisher');
      await publishFacts(bus);
      const config = {
        keysDirectory: work,
        publisherKeysPath: publicPath,
        allowAnyFilesystem: false,
        unproven: true,
      };
      const planner = await startPlanner(config, { bus, clock, log });
      const rows = await measure({ bus, key, nc });
      await planner.stop();
      return rows;
    } finally {
      await nc.close();
      await bus.close();
      await server.stop();
    }
  });
