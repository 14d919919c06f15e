/**
 * One payload for 10 000 hosts of 20 classes, each with firmware variables and a grub.cfg of its own: planned with proofs,
 * against the same planner told to plan unproven. Fails if that takes more than 20 proofs.
 */
import { applyTopology, connectBus, eventTypes, streams, subjects } from '../lib/bus/index.ts';
import type { Bus } from '../lib/bus/index.ts';
import { createLogger, systemClock } from '../lib/runtime/index.ts';
import { createKeyFiles, signManifest } from '../lib/trust/index.ts';
import type { SigningKey } from '../lib/trust/index.ts';
import { encodeHostFacts, payloadIdOf } from '../lib/wire/index.ts';
import type { PayloadManifest } from '../lib/wire/index.ts';
import { startPlanner } from '../services/planner/main.ts';
import { startNatsServer } from '../tests/lab/nats-server.ts';
import { sha256 } from '../tests/lab/file-digest.ts';
import { olderTree } from '../tests/lab/boot/prove-lab.ts';
import {
  olderVariables,
  ownFacts,
  payloadOf,
  realHost,
  realManifest,
} from '../tests/lab/planner/proof-fixture.ts';
import type { RealHost } from '../tests/lab/planner/proof-fixture.ts';
import type { Content } from '../tests/lab/boot/verdict-lab.ts';
import { withScratch } from '../tests/lab/scratch.ts';
import { interleave } from './measure.ts';
import type { Row } from './measure.ts';

const HOSTS = 10_000;
const CLASSES = 20;
const WINDOW = 256;
const ROUNDS = 3;
const clock = systemClock();

const classesOf = async (): Promise<RealHost[]> => {
  const [tree, variables] = [await olderTree(), await olderVariables()];
  return Array.from({ length: CLASSES }, (_, index) => {
    const own = { [`EFI/class${index}/readme.txt`]: new Uint8Array([index]) };
    return realHost({ ...tree, ...own }, { boot: { variables } });
  });
};

const inParallel = async (count: number, work: (index: number) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: WINDOW }, worker));
};

const eventOf = (subject: string, id: string, data: Uint8Array) => ({
  id,
  source: 'bench',
  subject,
  timeMs: clock.nowMs(),
  data,
});

const publishHosts = async (bus: Bus, classes: readonly RealHost[]): Promise<void> => {
  const evidence = new Map(
    classes.flatMap((each) => each.evidence).map(({ sha256, body }) => [sha256, body]),
  );
  for (const [sha256, body] of evidence)
    await bus.publish(subjects.evidence(sha256), {
      ...eventOf('bench', sha256, body),
      type: eventTypes.evidence,
    });
  await inParallel(HOSTS, async (index) => {
    const of = classes[index % classes.length];
    if (of === undefined) return;
    const facts = ownFacts(of.facts, index);
    const event = eventOf(facts.host, `facts:${facts.host}`, encodeHostFacts(facts));
    await bus.publish(subjects.facts(facts.host), { ...event, type: eventTypes.facts });
  });
};

const publishBlobs = async (bus: Bus, payload: Content): Promise<void> => {
  for (const bytes of Object.values(payload)) {
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes;
    };
    await bus.blobs.put(sha256(bytes), content());
  }
};

/** The same payload with a text file that is new each round, so that every host changes. */
const nextManifest = (payload: Content, round: number): PayloadManifest => {
  const manifest = realManifest(payload);
  const sha256 = String(round).padStart(64, '0');
  const files = [...manifest.files, { path: 'EFI/debian/round.txt', sizeBytes: 1n, sha256 }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  return { ...manifest, payloadId: payloadIdOf(files), files };
};

type Decided = { proofs: number; planned: number };
type Lab = { bus: Bus; key: SigningKey; keysDirectory: string; publisherKeysPath: string; payload: Content };

/** The planner's own account of a payload, from its log. */
const readDecided = (lines: readonly string[]): Decided | null => {
  const line = lines.find((each) => each.includes('"payload decided"'));
  return line === undefined ? null : (JSON.parse(line) as Decided);
};

/** Starts a planner, publishes a payload and returns how long it took to decide on it. */
const timePlanning = async (
  lab: Lab,
  { round, unproven }: { round: number; unproven: boolean },
): Promise<number> => {
  const { bus, key, keysDirectory, publisherKeysPath, payload } = lab;
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const log = createLogger({ stream, format: 'json', level: 'info', clock });
  const config = { keysDirectory, publisherKeysPath, allowAnyFilesystem: false, unproven };
  const manifest = nextManifest(payload, round);
  const event = eventOf('stable', manifest.payloadId, signManifest(manifest, key));
  const planner = await startPlanner(config, { bus, clock, log });
  const startedAt = performance.now();
  await bus.publish(subjects.payload('stable'), { ...event, type: eventTypes.payload });
  while (readDecided(lines) === null) await clock.sleep(5);
  const ms = performance.now() - startedAt;
  await planner.stop();
  const decided = readDecided(lines);
  const proofs = unproven ? 0 : CLASSES;
  if (decided?.planned !== HOSTS || decided.proofs !== proofs)
    throw new Error(
      `${decided?.planned} hosts planned by ${decided?.proofs} proofs, not ${HOSTS} by ${proofs}`,
    );
  return ms;
};

const measure = async (lab: Lab): Promise<Row[]> => {
  let round = 0;
  const planning = (unproven: boolean) => (): Promise<number> =>
    timePlanning(lab, { round: (round += 1), unproven });
  // What the planner makes of each host's facts alone is over once it has seen them: no payload is there yet.
  const times = await interleave({ proven: planning(false), unproven: planning(true) }, ROUNDS);
  const text = (ms: number): string =>
    `${(ms / 1000).toFixed(2)} s (${Math.round((HOSTS / ms) * 1000)} a second)`;
  return [
    {
      what: `planner, ${HOSTS} hosts of ${CLASSES} classes, with proofs: payload to decision`,
      measured: `${text(times.proven)}, ${CLASSES} proofs`,
      against: `the same with \`--unproven\`: ${text(times.unproven)}`,
      ratio: times.proven / times.unproven,
      goal: null,
      note: 'Each host has its own boot variables and grub.cfg; the time includes reading and inspecting the payload',
    },
  ];
};

export const benchPlannerProofs = (): Promise<Row[]> =>
  withScratch(async (work) => {
    const server = await startNatsServer({});
    const bus = await connectBus({ servers: server.url, name: 'bench', failFast: { withinMs: 10_000 } });
    try {
      await applyTopology(bus);
      const { key, publicPath } = await createKeyFiles(work, 'publisher');
      const payload = await payloadOf();
      await publishBlobs(bus, payload);
      await publishHosts(bus, await classesOf());
      const rows = await measure({ bus, key, keysDirectory: work, publisherKeysPath: publicPath, payload });
      if ((await bus.last(streams.plans, subjects.plan('host-1'))) === null)
        throw new Error('no plan is there');
      return rows;
    } finally {
      await bus.close();
      await server.stop();
    }
  });
