import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { allSubjects, consumers, consumerSpecs, eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { linkOf, requestApi } from '../../lib/bus/link/link.ts';
import { createSweeper, systemClock } from '../../lib/runtime/index.ts';
import type { QueueTrigger } from '../../lib/runtime/index.ts';
import { run } from '../../lib/sys/index.ts';
import { builtProgram } from '../lab/programs.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters, publishRaw } from '../lab/bus-streams.ts';
import { anEvent, text } from './bus-lab.ts';
import { makeConsumer, untilAllSettled, withRuntime } from './runtime-lab.ts';

const test = suite('runtime - sweeper');
const subject = subjects.payload('stable');
const clock = systemClock();

const trigger: QueueTrigger = {
  kind: 'queue',
  stream: streams.payloads,
  durable: consumers.plannerPayloads,
  subject: allSubjects.payload,
  concurrency: 1,
  ackWaitMs: 300,
  maxDeliver: 2,
};

const publishPayload = (bus: Bus, id: string) =>
  bus.publish(subject, anEvent({ id, type: eventTypes.payload, subject: 'stable' }));

/** Reads the queue without settling anything; the server gives up on a message when it would deliver it once more. */
const exhaust = async (bus: Bus): Promise<void> => {
  const { deliveries, close } = await bus.subscribe(trigger);
  const reading = (async () => {
    for await (const delivery of deliveries) delivery.retry(1);
  })();
  await until('there is an advisory', async () => (await allIn(bus, streams.advisories)).length > 0);
  await close();
  await reading;
};

test('sweeper - a message that kills its process every time ends with the dead letters, whole', () =>
  withRuntime(async ({ bus, host, server }) => {
    await makeConsumer(bus, trigger);
    await publishPayload(bus, 'payload:1');
    const crashingService = await builtProgram('tests/bus/crashing-service.ts');
    for (let start = 0; start < trigger.maxDeliver; start += 1) {
      const args = [crashingService, server.url, JSON.stringify(trigger)];
      const { signal } = await run(process.execPath, args, { timeoutMs: 20_000 });
      assert.is(signal, 'SIGKILL', 'the service was killed by its message');
    }
    await host([createSweeper({ bus, clock })]);
    await exhaust(bus);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    const letters = await deadLetters(bus);
    assert.equal(
      letters.map(({ service, code, deliveries: count, subject: of }) => [service, code, count, of]),
      [['planner', 'MAX_DELIVERIES', 2, subject]],
    );
    assert.is(text(letters[0]?.data ?? new Uint8Array()), 'body');
    assert.is(letters[0]?.headers.find(({ name }) => name === 'ce-id')?.value, 'payload:1');
  }));

test('sweeper - a message that is gone leaves a dead letter that says so', () =>
  withRuntime(async ({ bus, host }) => {
    await makeConsumer(bus, trigger);
    await publishPayload(bus, 'payload:1');
    await exhaust(bus);
    await requestApi(linkOf(bus), { subject: `$JS.API.STREAM.PURGE.${streams.payloads}` });
    await host([createSweeper({ bus, clock })]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    const [letter] = await deadLetters(bus);
    assert.is(letter?.code, 'MAX_DELIVERIES');
    assert.is(letter?.streamSequence, 1n);
    assert.is(letter?.data.length, 0);
    assert.match(letter?.detail ?? '', /\(BOOTSWAP_PAYLOADS no longer has message 1\)$/);
  }));

test('sweeper - a second advisory of the same message makes no second letter; foreign ones make none', () =>
  withRuntime(async ({ bus, host }) => {
    await makeConsumer(bus, trigger);
    await publishPayload(bus, 'payload:1');
    await exhaust(bus);
    const [advisory] = await allIn(bus, streams.advisories);
    const told = advisory ?? assert.unreachable('no advisory');
    await publishRaw(bus, told?.subject ?? '', told?.data ?? new Uint8Array());
    const foreign = { ...(JSON.parse(text(told?.data ?? new Uint8Array())) as object), consumer: 'somebody' };
    await publishRaw(bus, told?.subject ?? '', new TextEncoder().encode(JSON.stringify(foreign)));
    await host([createSweeper({ bus, clock })]);
    await untilAllSettled(bus, consumerSpecs.sweeper);
    assert.equal(
      (await deadLetters(bus)).map(({ service }) => service),
      ['planner'],
    );
  }));

test('sweeper - what is no advisory goes to the dead letters itself', () =>
  withRuntime(async ({ bus, host }) => {
    const forged = `$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${streams.payloads}.x`;
    await publishRaw(
      bus,
      forged,
      new TextEncoder().encode('{"type":"io.nats.jetstream.advisory.v1.max_deliver"}'),
    );
    await host([createSweeper({ bus, clock })]);
    await untilAllSettled(bus, consumerSpecs.sweeper);
    assert.equal(
      (await deadLetters(bus)).map(({ code, subject: of }) => [code, of]),
      [['ADVISORY_UNREADABLE', forged]],
    );
  }));

test.run();
