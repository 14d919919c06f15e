import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BusError, fromMessage, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { done, reject, retry } from '../../lib/runtime/index.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters } from '../lab/bus-streams.ts';
import { anEvent, text } from './bus-lab.ts';
import {
  factsEmission,
  makeConsumer,
  reportQueue,
  untilAllSettled,
  withDeliveries,
  withRuntime,
  publishReports,
  reportFunction,
  reportSubject,
} from './runtime-lab.ts';

const test = suite('runtime - queue');

test('done - what it led to is stored before the message is acknowledged, with source and trace', () =>
  withRuntime(async ({ bus, host }) => {
    const storedAtAck: boolean[] = [];
    const watched = withDeliveries(bus, (delivery) => ({
      ...delivery,
      ack: async () => {
        storedAtAck.push((await bus.last(streams.facts, subjects.facts('h1'))) !== null);
        return delivery.ack();
      },
    }));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await bus.publish(reportSubject, anEvent({ traceparent }));
    const fn = reportFunction(({ event }) => done(factsEmission(`facts:${event?.id}`)));
    const running = await host([fn], { bus: watched });
    await until('it is acknowledged', () => storedAtAck.length === 1);
    await untilAllSettled(bus, reportQueue());
    assert.equal(storedAtAck, [true]);
    const [stored] = await allIn(bus, streams.facts);
    const event = stored && fromMessage(stored.headers, stored.data);
    assert.is(event?.id, 'facts:report:h1:1');
    assert.is(event?.source, 'bootswap/planner');
    assert.match(event?.traceparent ?? '', /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)/);
    const [health] = running.health().functions;
    assert.is(health?.counts.done, 1);
    assert.is(health?.inFlight, 0);
    assert.is(health?.last?.kind, 'done');
  }));

test('done - lost between publish and acknowledgement, it comes again and nothing is doubled', () =>
  withRuntime(async ({ bus, host }) => {
    let acks = 0;
    const faulty = withDeliveries(bus, (delivery) => ({
      ...delivery,
      ack: async () => {
        acks += 1;
        if (acks === 1) throw new BusError('TIMEOUT', 'the acknowledgement was lost');
        return delivery.ack();
      },
    }));
    const deliveries: number[] = [];
    await publishReports(bus, ['a']);
    const fn = reportFunction(
      ({ event }) => {
        deliveries.push(deliveries.length + 1);
        return done(factsEmission(`facts:${event?.id}`));
      },
      reportQueue({ ackWaitMs: 500 }),
    );
    await host([fn], { bus: faulty });
    await until('it is acknowledged', () => acks === 2);
    await untilAllSettled(bus, reportQueue());
    assert.equal(deliveries, [1, 2]);
    const stored = await allIn(bus, streams.facts);
    assert.equal(
      stored.map(({ sequence, data }) => [sequence, text(data)]),
      [[1n, 'facts:a']],
    );
  }));

test('done - a publish that fails is no reason to acknowledge', () =>
  withRuntime(async ({ bus, host }) => {
    let failures = 0;
    const faulty: Bus = {
      ...bus,
      publish: async (...args) => {
        failures += 1;
        if (failures === 1) throw new BusError('PERMISSION', 'not allowed yet');
        return bus.publish(...args);
      },
    };
    await publishReports(bus, ['a']);
    let calls = 0;
    const fn = reportFunction(() => {
      calls += 1;
      return done(factsEmission('facts:a'));
    });
    await host([fn], { bus: faulty });
    await until('it is published', async () => (await allIn(bus, streams.facts)).length === 1);
    await untilAllSettled(bus, reportQueue());
    assert.is(calls, 2);
  }));

test('retry - comes again, and before what came after it', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    const fn = reportFunction(({ event }) => {
      seen.push(event?.id ?? '');
      return seen.length === 1 ? retry('NOT_YET', 'not yet', 100) : done();
    });
    await publishReports(bus, ['a', 'b', 'c']);
    await host([fn]);
    await untilAllSettled(bus, reportQueue());
    assert.is(seen[0], 'a');
    assert.equal(seen.toSorted(), ['a', 'a', 'b', 'c']);
  }));

test('retry - with one message out at a time the order holds', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    const fn = reportFunction(({ event }) => {
      seen.push(event?.id ?? '');
      return seen.length === 1 ? retry('NOT_YET', 'not yet', 100) : done();
    });
    const running = await host([fn]);
    await makeConsumer(bus, reportQueue(), { max_ack_pending: 1 });
    await publishReports(bus, ['a', 'b', 'c']);
    await untilAllSettled(bus, reportQueue());
    assert.equal(seen, ['a', 'a', 'b', 'c']);
    assert.is(running.health().functions[0]?.counts.retry, 1);
  }));

test('retry - after the last delivery the message is with the dead letters, under the code of the function', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a']);
    let calls = 0;
    const trigger = reportQueue({ maxDeliver: 3 });
    const fn = reportFunction(() => {
      calls += 1;
      return retry('BLOB_MISSING', 'no blob', 1);
    }, trigger);
    await host([fn]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    await untilAllSettled(bus, trigger);
    const [letter] = await deadLetters(bus);
    assert.is(calls, 3);
    assert.is(letter?.code, 'RETRIES_EXHAUSTED');
    assert.is(letter?.detail, 'BLOB_MISSING: no blob');
    assert.is(letter?.deliveries, 3);
    assert.is((await allIn(bus, streams.advisories)).length, 1, 'terminated, not delivered too often');
  }));

test('reject - the bytes and headers are with the dead letters as they came, and the message is terminated', () =>
  withRuntime(async ({ bus, host }) => {
    const data = Uint8Array.from({ length: 256 }, (_, index) => index);
    await bus.publish(reportSubject, anEvent({ id: 'ünsigned 1', data }));
    let calls = 0;
    const fn = reportFunction(() => {
      calls += 1;
      return reject('BAD_SIGNATURE', 'signed by nobody we know');
    });
    await host([fn]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    await untilAllSettled(bus, reportQueue());
    const [letter] = await deadLetters(bus);
    const [original] = await allIn(bus, streams.reports);
    assert.is(calls, 1);
    assert.equal(Uint8Array.from(letter?.data ?? []), data);
    assert.equal(letter?.headers, original?.headers);
    const { atMs: _, data: __, headers: ___, ...rest } = letter ?? ({} as never);
    assert.equal(rest, {
      service: 'planner',
      code: 'BAD_SIGNATURE',
      detail: 'signed by nobody we know',
      subject: reportSubject,
      stream: streams.reports,
      streamSequence: 1n,
      deliveries: 1,
    });
  }));

test('reject - a dead letter that cannot be published keeps the message alive', () =>
  withRuntime(async ({ bus, host }) => {
    const order: string[] = [];
    const watched = withDeliveries(bus, (delivery) => ({
      ...delivery,
      retry: (afterMs) => {
        order.push('retry');
        delivery.retry(afterMs);
      },
      terminate: () => {
        order.push('terminate');
        delivery.terminate();
      },
    }));
    let publishes = 0;
    const faulty: Bus = {
      ...watched,
      publish: async (...args) => {
        publishes += 1;
        order.push(publishes <= 2 ? 'refused' : 'published');
        if (publishes <= 2) throw new BusError('PERMISSION', 'not allowed yet');
        return bus.publish(...args);
      },
    };
    await publishReports(bus, ['a']);
    await host([reportFunction(() => reject('BAD_SIGNATURE', 'no'))], { bus: faulty });
    await until('it is terminated', () => order.includes('terminate'));
    await untilAllSettled(bus, reportQueue());
    assert.equal(order, ['refused', 'retry', 'refused', 'retry', 'published', 'terminate']);
    assert.is((await deadLetters(bus)).length, 1);
  }));

test('throw - always the same message: delivered again, given up with one delivery in reserve, told once', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a', 'b']);
    const trigger = reportQueue({ maxDeliver: 5 });
    const seen: string[] = [];
    const fn = reportFunction(({ event }) => {
      seen.push(event?.id ?? '');
      if (event?.id === 'a') throw new TypeError('undefined is not a function');
      return done();
    }, trigger);
    const running = await host([fn]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    await untilAllSettled(bus, trigger);
    const letters = await deadLetters(bus);
    assert.equal(
      letters.map(({ code, detail, deliveries }) => [code, detail, deliveries]),
      [['HANDLER_CRASHED', 'undefined is not a function', 4]],
    );
    assert.equal(seen.toSorted(), ['a', 'a', 'a', 'a', 'b']);
    assert.is(running.health().functions[0]?.counts.threw, 4);
  }));

test('throw - an error with a code of ours is no outcome either', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a']);
    const trigger = reportQueue({ maxDeliver: 2 });
    await host([reportFunction(() => Promise.reject(new BusError('NO_STREAM', 'gone')), trigger)]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    assert.is((await deadLetters(bus))[0]?.code, 'HANDLER_CRASHED');
  }));

test.run();
