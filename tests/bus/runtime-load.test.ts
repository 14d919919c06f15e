import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { streams, subjects } from '../../lib/bus/index.ts';
import { done, reject } from '../../lib/runtime/index.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters, publishRaw } from '../lab/bus-streams.ts';
import { anEvent, text } from './bus-lab.ts';
import {
  factsEmission,
  leftIn,
  reportQueue,
  untilAllSettled,
  withDeliveries,
  withRuntime,
  publishReports,
  reportFunction,
  reportSubject,
} from './runtime-lab.ts';

const test = suite('runtime - load');

test('bad input - garbage and oversize never reach the function, and do not hold up what follows', () =>
  withRuntime(async ({ bus, host }) => {
    const garbage = Uint8Array.from([0xde, 0xad, 0, 0xbe, 0xef]);
    await publishRaw(bus, reportSubject, garbage);
    await bus.publish(reportSubject, anEvent({ id: 'large', data: new Uint8Array(5000) }));
    await publishReports(bus, ['good']);
    const seen: string[] = [];
    const fn = reportFunction(({ event }) => {
      seen.push(event?.id ?? '');
      return done();
    });
    await host([fn], { maxEventBytes: 4096 });
    await untilAllSettled(bus, reportQueue());
    assert.equal(seen, ['good']);
    const letters = await deadLetters(bus);
    assert.equal(
      letters.map(({ code }) => code),
      ['CE_MISSING', 'MESSAGE_TOO_LARGE'],
    );
    assert.equal(Uint8Array.from(letters[0]?.data ?? []), garbage);
    assert.is(letters[1]?.data.length, 5000);
  }));

test('bad input - what fills a message to the brim leaves a dead letter that says where it is', () =>
  withRuntime(async ({ bus, host }) => {
    const data = new Uint8Array(1024 * 1024 - 1000);
    await bus.publish(reportSubject, anEvent({ id: 'brim', data }));
    await host([reportFunction(() => reject('NO', 'never'))]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    await untilAllSettled(bus, reportQueue());
    const [letter] = await deadLetters(bus);
    assert.is(letter?.code, 'NO');
    assert.is(letter?.data.length, 0);
    assert.match(
      letter?.detail ?? '',
      /^never \(the original message \(1047576 bytes\) .* is message 1 of BOOTSWAP_REPORTS\)$/,
    );
  }));

test('long work - the server is told that it goes on, so it is delivered once', () =>
  withRuntime(async ({ bus, host }) => {
    let heartbeats = 0;
    const counted = withDeliveries(bus, (delivery) => ({
      ...delivery,
      working: () => {
        heartbeats += 1;
        delivery.working();
      },
    }));
    await publishReports(bus, ['a']);
    const trigger = reportQueue({ ackWaitMs: 500 });
    let calls = 0;
    const fn = reportFunction(async () => {
      calls += 1;
      await until('four heartbeats are over', () => heartbeats >= 4);
      return done();
    }, trigger);
    await host([fn], { bus: counted });
    await until('it has begun', () => calls > 0);
    await untilAllSettled(bus, trigger);
    assert.is(calls, 1);
    const last = heartbeats;
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.is(heartbeats, last, 'no heartbeat after the end');
  }));

test('hang - a function that never ends is given up by its time limit and takes its message along', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a', 'b']);
    const trigger = reportQueue({ maxDeliver: 3, timeoutMs: 200 });
    const signals: AbortSignal[] = [];
    const seen: string[] = [];
    const fn = reportFunction(({ event, signal }) => {
      if (event?.id === 'b') {
        seen.push('b');
        return done();
      }
      signals.push(signal);
      return new Promise((_, fail) =>
        signal.addEventListener('abort', () => fail(signal.reason), { once: true }),
      );
    }, trigger);
    await host([fn]);
    await until('there is a dead letter', async () => (await deadLetters(bus)).length > 0);
    await untilAllSettled(bus, trigger);
    const letters = await deadLetters(bus);
    assert.equal(
      letters.map(({ code, detail }) => [code, detail]),
      [['HANDLER_CRASHED', 'did not end within 200 ms']],
    );
    assert.equal(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
    assert.equal(seen, ['b']);
  }));

test('concurrency - as many at once as declared and no more', () =>
  withRuntime(async ({ bus, host }) => {
    const ids = Array.from({ length: 12 }, (_, index) => `r${index}`);
    await publishReports(bus, ids);
    const trigger = reportQueue({ concurrency: 3 });
    let now = 0;
    let most = 0;
    const seen: string[] = [];
    const fn = reportFunction(async ({ event }) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
      seen.push(event?.id ?? '');
      return done();
    }, trigger);
    await host([fn]);
    await untilAllSettled(bus, trigger);
    assert.is(most, 3);
    assert.equal(seen.toSorted(), ids.toSorted());
  }));

test('emit - in the order of the calls, waited for or not, before what the outcome carries', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a']);
    const fn = reportFunction(async ({ emit }) => {
      void emit(factsEmission('1'));
      void emit({ ...factsEmission('2'), busSubject: subjects.facts('h2') });
      await emit({ ...factsEmission('3'), busSubject: subjects.facts('h3') });
      return done({ ...factsEmission('4'), busSubject: subjects.facts('h4') });
    });
    await host([fn]);
    await untilAllSettled(bus, reportQueue());
    assert.equal(
      (await allIn(bus, streams.facts)).map(({ data }) => text(data)),
      ['1', '2', '3', '4'],
    );
  }));

test('server - killed and restarted in the middle, every message is handled', () =>
  withRuntime(async ({ bus, host, server }) => {
    const ids = Array.from({ length: 20 }, (_, index) => `r${index}`);
    await publishReports(bus, ids);
    const seen = new Set<string>();
    const trigger = reportQueue({ ackWaitMs: 1000, maxDeliver: 100 });
    const fn = reportFunction(async ({ event }) => {
      if (seen.size === 5) await server.restart();
      seen.add(event?.id ?? '');
      return done(factsEmission(`facts:${event?.id}`));
    }, trigger);
    await host([fn]);
    await until('all are handled', () => seen.size === ids.length);
    await untilAllSettled(bus, trigger);
    assert.equal(await leftIn(bus, trigger), { pending: 0, unsettled: 0 });
    assert.equal(await deadLetters(bus), []);
  }));

test.run();
