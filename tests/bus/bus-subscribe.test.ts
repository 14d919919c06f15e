import { connect } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyTopology, consumerSpecs, eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, ConsumerSpec, Delivery } from '../../lib/bus/index.ts';
import { rejectsWith } from '../lab/errors.ts';
import { anEvent, statusOf, text, withBus } from './bus-lab.ts';

const test = suite('bus - subscribe');
const spec: ConsumerSpec = consumerSpecs.plannerPayloads;
const subject = subjects.payload('stable');

const publish = async (bus: Bus, ...ids: string[]): Promise<void> => {
  for (const id of ids) {
    await bus.publish(subject, anEvent({ id, type: eventTypes.payload, data: new TextEncoder().encode(id) }));
  }
};

const next = async (deliveries: AsyncIterator<Delivery>): Promise<Delivery> => {
  const { value, done } = await deliveries.next();
  assert.is(done, false, 'expected a delivery');
  return value as Delivery;
};

const idOf = (delivery: Delivery): string => text(delivery.data);

/** What the server says is left of a consumer. */
const leftOf = async (url: string): Promise<{ unacknowledged: number; pending: number }> => {
  const nc = await connect({ servers: url });
  const info = await (await nc.jetstreamManager()).consumers.info(spec.stream, spec.durable);
  await nc.close();
  return { unacknowledged: info.num_ack_pending, pending: info.num_pending };
};

test('subscribe - delivers in order, with what the stream knows, and acks for good', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await publish(bus, 'a', 'b');
    const { deliveries } = await bus.subscribe(spec);
    const reading = deliveries[Symbol.asyncIterator]();
    const first = await next(reading);
    assert.is(first.stream, streams.payloads);
    assert.is(first.subject, subject);
    assert.is(first.sequence, 1n);
    assert.is(first.deliveries, 1);
    assert.ok(Math.abs(first.timestampMs - Date.now()) < 60_000);
    assert.is(await first.ack(), true);
    assert.is(await first.ack(), false, 'settled already');
    assert.is(idOf(await next(reading)), 'b');
    assert.equal(await leftOf(server.url), { unacknowledged: 1, pending: 0 });
  }));

test('subscribe - with concurrency 1 nothing is fetched while a delivery is worked on', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await publish(bus, 'a', 'b', 'c');
    const { deliveries } = await bus.subscribe(spec);
    const reading = deliveries[Symbol.asyncIterator]();
    const first = await next(reading);
    assert.equal(await leftOf(server.url), { unacknowledged: 1, pending: 2 });
    await first.ack();
    await next(reading);
    assert.equal(await leftOf(server.url), { unacknowledged: 1, pending: 1 });
  }));

test('subscribe - a retry comes again, counted, and before what is behind it: one at a time keeps the order', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    await publish(bus, 'a', 'b');
    const { deliveries } = await bus.subscribe(spec);
    const reading = deliveries[Symbol.asyncIterator]();
    (await next(reading)).retry(1);
    const again = await next(reading);
    assert.is(idOf(again), 'a');
    assert.is(again.deliveries, 2);
    again.retry(0);
    again.retry(0);
    const third = await next(reading);
    assert.is(third.deliveries, 3, 'a second retry of the same delivery does nothing');
  }));

test('subscribe - a terminated message never comes again, and leaves an advisory', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await publish(bus, 'a', 'b');
    const { deliveries } = await bus.subscribe(spec);
    const reading = deliveries[Symbol.asyncIterator]();
    const first = await next(reading);
    first.terminate();
    assert.is(await first.ack(), false);
    const second = await next(reading);
    assert.is(idOf(second), 'b');
    await second.ack();
    assert.equal(await leftOf(server.url), { unacknowledged: 0, pending: 0 });
    const advisories = await bus.subscribe(consumerSpecs.sweeper);
    const advisory = await next(advisories.deliveries[Symbol.asyncIterator]());
    const told = JSON.parse(text(advisory.data)) as Record<string, unknown>;
    assert.is(told['stream'], streams.payloads);
    assert.is(told['stream_seq'], 1);
    assert.is(
      text((await bus.messageAt(streams.payloads, 1n))?.data ?? new Uint8Array()),
      'a',
      'still readable',
    );
  }));

test('subscribe - a message that ran out of deliveries leaves an advisory', () =>
  withBus({}, async ({ server, connect: open }) => {
    const nc = await connect({ servers: server.url });
    await (await nc.jetstreamManager()).consumers.update(spec.stream, spec.durable, { max_deliver: 2 });
    await nc.close();
    const bus = await open();
    await publish(bus, 'a');
    const subscription = await bus.subscribe(spec);
    const reading = subscription.deliveries[Symbol.asyncIterator]();
    (await next(reading)).retry(0);
    (await next(reading)).retry(0);
    const end = reading.next();
    const advisories = await bus.subscribe(consumerSpecs.sweeper);
    const advisory = await next(advisories.deliveries[Symbol.asyncIterator]());
    assert.match(advisory.subject, /MAX_DELIVERIES\.BOOTSWAP_PAYLOADS\.planner-payloads$/);
    await subscription.close();
    assert.is((await end).done, true);
  }));

test('subscribe - after close what was taken can still be settled, then the bus closes, and nothing is lost', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await publish(bus, 'a', 'b', 'c');
    const subscription = await bus.subscribe({ ...spec, concurrency: 3 });
    const reading = subscription.deliveries[Symbol.asyncIterator]();
    const taken = await next(reading);
    await subscription.close();
    assert.is((await reading.next()).done, true);
    assert.is(await taken.ack(), true);
    await bus.close();
    const other = await open();
    const rest = (await other.subscribe(spec)).deliveries[Symbol.asyncIterator]();
    const left: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const delivery = await next(rest);
      left.push(idOf(delivery));
      await delivery.ack();
    }
    assert.equal(left.toSorted(), ['b', 'c']);
    assert.equal(await leftOf(server.url), { unacknowledged: 0, pending: 0 });
  }));

test('subscribe - close ends a reader that waits for a message', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    const subscription = await bus.subscribe(spec);
    const waiting = subscription.deliveries[Symbol.asyncIterator]().next();
    await subscription.close();
    assert.is((await waiting).done, true);
  }));

test('subscribe - closing the bus under a reader is an error there', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    const { deliveries } = await bus.subscribe(spec);
    const reading = rejectsWith('CLOSED', () => deliveries[Symbol.asyncIterator]().next());
    await bus.close();
    await reading;
  }));

// Shut down and not killed: whether a killed server remembers what it delivered depends on when it wrote that last.
test('subscribe - an ack that meets a dead server is confirmed after the restart', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await publish(bus, 'a');
    const { deliveries } = await bus.subscribe(spec);
    const delivery = await next(deliveries[Symbol.asyncIterator]());
    const lost = statusOf(bus, 'disconnected');
    await server.shutDown();
    await lost;
    const acked = delivery.ack();
    await server.restart();
    assert.is(await acked, true);
    assert.equal(await leftOf(server.url), { unacknowledged: 0, pending: 0 });
  }));

test('subscribe - reading goes on after the server was killed', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const { deliveries } = await bus.subscribe(spec);
    const waiting = next(deliveries[Symbol.asyncIterator]());
    const back = statusOf(bus, 'connected');
    await server.restart();
    await back;
    await publish(bus, 'a');
    assert.is(idOf(await waiting), 'a');
  }));

test('subscribe - a deleted consumer is reported, and read on when it is back', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const { deliveries } = await bus.subscribe(spec);
    const reading = deliveries[Symbol.asyncIterator]();
    await publish(bus, 'a');
    await (await next(reading)).ack();
    const waiting = next(reading);
    const lost = statusOf(bus, 'consumer-lost');
    const nc = await connect({ servers: server.url });
    await (await nc.jetstreamManager()).consumers.delete(spec.stream, spec.durable);
    await nc.close();
    assert.match(await lost, 'planner-payloads');
    await applyTopology(bus);
    assert.is(idOf(await waiting), 'a', 'a new consumer begins at the beginning');
  }));

test('subscribe - a consumer that is not there yet is waited for; a command is told at once', () =>
  withBus({ topology: false }, async ({ connect: open }) => {
    const command = await open({ failFast: { withinMs: 5000 } });
    await rejectsWith('STREAM_MISSING', () => command.subscribe(spec));
    const bus = await open();
    const lost = statusOf(bus, 'consumer-lost');
    const waiting = next((await bus.subscribe(spec)).deliveries[Symbol.asyncIterator]());
    await lost;
    await applyTopology(bus);
    await publish(bus, 'a');
    assert.is(idOf(await waiting), 'a');
  }));

test.run();
