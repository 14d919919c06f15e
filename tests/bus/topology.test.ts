import { connect, RetentionPolicy, StorageType } from 'nats';
import type { JetStreamManager } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyTopology, checkTopology, consumerSpecs, streams, topologyFor } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { rejectsWith } from '../lab/errors.ts';
import { withBus } from './bus-lab.ts';

const test = suite('bus - topology');

/** A bus to a server without any stream, and the server's own administration by plain nats. */
const withAdmin = (body: (bus: Bus, jsm: JetStreamManager) => Promise<void>): Promise<void> =>
  withBus({ topology: false }, async ({ server, connect: open }) => {
    const nc = await connect({ servers: server.url });
    try {
      await body(await open(), await nc.jetstreamManager());
    } finally {
      await nc.close();
    }
  });

const configOf = (key: keyof typeof streams): Readonly<Record<string, unknown>> =>
  topologyFor().streams.find(({ name }) => name === streams[key])?.config ?? {};

test('data - the streams are those of the design', () => {
  for (const key of ['facts', 'plans'] as const) assert.is(configOf(key)['max_msgs_per_subject'], 1);
  for (const key of ['facts', 'plans', 'reports', 'audits'] as const)
    assert.is(configOf(key)['allow_direct'], true);
  assert.is(configOf('audits')['deny_delete'], true);
  assert.is(configOf('audits')['deny_purge'], true);
  assert.ok(topologyFor().streams.every(({ config }) => config['retention'] === 'limits'));
  assert.ok(topologyFor().streams.every(({ config }) => config['duplicate_window'] === 120e9));
});

test('data - replicas, storage, window and limits are parameters; the window stays within the age', () => {
  const limits = { reports: { maxAgeMs: 1000, maxBytes: 5 } };
  const topology = topologyFor({ replicas: 3, storage: 'memory', duplicateWindowMs: 5000, limits });
  assert.ok(
    topology.streams.every(({ config }) => config['num_replicas'] === 3 && config['storage'] === 'memory'),
  );
  const reports = topology.streams.find(({ name }) => name === streams.reports)?.config;
  assert.is(reports?.['max_age'], 1e9);
  assert.is(reports?.['max_bytes'], 5);
  assert.is(reports?.['duplicate_window'], 1e9);
});

test('apply - makes everything, and a second time changes nothing', () =>
  withAdmin(async (bus, jsm) => {
    const missing = await checkTopology(bus);
    assert.ok(missing.every(({ kind }) => kind === 'missing'));
    const changes = await applyTopology(bus);
    assert.ok(changes.every(({ kind }) => kind === 'created'));
    assert.is(changes.length, missing.length);
    assert.is(changes.length, 10 + 3, 'nine streams, one bucket, three consumers');
    assert.equal(await checkTopology(bus), []);
    assert.equal(await applyTopology(bus), []);
    const info = await jsm.consumers.info(streams.facts, consumerSpecs.plannerFacts.durable);
    assert.is(info.config.ack_wait, consumerSpecs.plannerFacts.ackWaitMs * 1e6);
    assert.is(info.config.max_deliver, consumerSpecs.plannerFacts.maxDeliver);
  }));

test('apply - finds what somebody changed, says it and puts it right', () =>
  withAdmin(async (bus, jsm) => {
    await applyTopology(bus);
    await jsm.streams.update(streams.plans, { max_msgs_per_subject: 5, description: 'mine' });
    await jsm.consumers.update(streams.facts, consumerSpecs.plannerFacts.durable, { max_ack_pending: 1 });
    await jsm.streams.delete(streams.dead);
    const wanted = [
      {
        kind: 'different',
        thing: 'stream BOOTSWAP_PLANS',
        differences: [{ field: 'max_msgs_per_subject', have: 5, want: 1 }],
      },
      { kind: 'missing', thing: 'stream BOOTSWAP_DEAD' },
      {
        kind: 'different',
        thing: 'consumer planner-facts of stream BOOTSWAP_FACTS',
        differences: [{ field: 'max_ack_pending', have: 1, want: 128 }],
      },
    ];
    assert.equal(await checkTopology(bus), wanted);
    const changes = await applyTopology(bus);
    assert.equal(
      changes.map(({ kind }) => kind),
      ['updated', 'created', 'updated'],
    );
    assert.equal(await checkTopology(bus), []);
    const info = await jsm.streams.info(streams.plans);
    assert.is(info.config.description, 'mine', 'what the topology does not name is left alone');
  }));

test('apply - a change of parameters is carried out in place', () =>
  withAdmin(async (bus) => {
    await applyTopology(bus);
    const options = { duplicateWindowMs: 1000, limits: { reports: { maxAgeMs: 5000 } } };
    assert.ok((await applyTopology(bus, options)).every(({ kind }) => kind === 'updated'));
    assert.equal(await checkTopology(bus, options), []);
  }));

test('apply - what the server will not change is refused with field, have and want', () =>
  withAdmin(async (bus, jsm) => {
    await jsm.streams.add({
      name: streams.plans,
      subjects: ['bootswap.v1.plan.*'],
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.Memory,
    });
    const error = await rejectsWith('TOPOLOGY_CONFLICT', () => applyTopology(bus));
    assert.match(error.message, 'stream BOOTSWAP_PLANS');
    assert.match(error.message, 'retention is "workqueue", should be "limits"');
    assert.match(error.message, 'storage is "memory", should be "file"');
  }));

test('apply - a subject that another stream holds is refused', () =>
  withAdmin(async (bus, jsm) => {
    await jsm.streams.add({ name: 'OTHER', subjects: ['bootswap.>'] });
    await rejectsWith('TOPOLOGY_CONFLICT', () => applyTopology(bus));
  }));

test('apply - more replicas than the server can have are refused', () =>
  withAdmin(async (bus) => {
    await rejectsWith('TOPOLOGY_CONFLICT', () => applyTopology(bus, { replicas: 3 }));
  }));

test('streams - the ledger of audits refuses to be deleted from or purged', () =>
  withAdmin(async (bus, jsm) => {
    await applyTopology(bus);
    for (const attempt of [
      () => jsm.streams.deleteMessage(streams.audits, 1),
      () => jsm.streams.purge(streams.audits),
    ]) {
      const error = await attempt().then(
        () => null,
        (thrown: unknown) => thrown,
      );
      assert.instance(error, Error);
    }
  }));

test.run();
