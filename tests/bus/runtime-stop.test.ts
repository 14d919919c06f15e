import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { hasCode } from '../../lib/errors.ts';
import { done, retry, stopInOrder } from '../../lib/runtime/index.ts';
import type { Invocation, Outcome } from '../../lib/runtime/index.ts';
import { createRecordingLog } from '../lab/recording-log.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters } from '../lab/bus-streams.ts';
import { anEvent, statusOf, text } from './bus-lab.ts';
import {
  factsEmission,
  leftIn,
  reportQueue,
  untilAllSettled,
  withRuntime,
  publishReports,
  reportFunction,
} from './runtime-lab.ts';

const test = suite('runtime - stop');

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('stop - what is being handled ends, is published and acknowledged; the rest stays for the next', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a', 'b', 'c']);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const seen: string[] = [];
    const fn = reportFunction(async ({ event }) => {
      seen.push(event?.id ?? '');
      await released;
      return done(factsEmission(`facts:${event?.id}`));
    });
    const first = await host([fn], { graceMs: 10_000 });
    await until('it has begun', () => seen.length === 1);
    const stopped = first.stop();
    release();
    await stopped;
    assert.equal(seen, ['a']);
    assert.equal(
      (await allIn(bus, streams.facts)).map(({ data }) => text(data)),
      ['facts:a'],
    );
    const { pending, unsettled } = await leftIn(bus, reportQueue());
    assert.is(pending + unsettled, 2, 'one may have been fetched; it was handed back');
    await host([fn]);
    await untilAllSettled(bus, reportQueue());
    assert.equal(seen.toSorted(), ['a', 'b', 'c']);
  }));

test('stop - a function that heeds the signal is not to blame, on whatever delivery', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a']);
    const trigger = reportQueue({ maxDeliver: 3 });
    let begun = 0;
    const throwing = reportFunction(async ({ signal }) => {
      begun += 1;
      await aborted(signal);
      throw signal.reason;
    }, trigger);
    for (let start = 1; start <= 2; start += 1) {
      const running = await host([throwing]);
      await until('it has begun', () => begun === start);
      await running.stop();
    }
    let seen = 0;
    await host([
      reportFunction(() => {
        seen += 1;
        return done();
      }, trigger),
    ]);
    await untilAllSettled(bus, trigger);
    assert.is(seen, 1);
    assert.equal(await deadLetters(bus), []);
  }));

test('stop - a function that never ends is given up, and can do nothing more', () =>
  withRuntime(async ({ bus, host }) => {
    await publishReports(bus, ['a']);
    let late: Invocation | undefined;
    const hanging = reportFunction((invocation) => {
      late = invocation;
      return new Promise<Outcome>(() => undefined);
    });
    const running = await host([hanging]);
    await until('it has begun', () => late !== undefined);
    await running.stop();
    const error = await late?.emit(factsEmission('late')).catch((thrown: unknown) => thrown);
    assert.ok(hasCode(error, 'INVOCATION_ENDED'), String(error));
    const seen: string[] = [];
    await host([
      reportFunction(({ event }) => {
        seen.push(event?.id ?? '');
        return done();
      }),
    ]);
    await untilAllSettled(bus, reportQueue());
    assert.equal(seen, ['a']);
    assert.equal(await allIn(bus, streams.facts), []);
  }));

test('stop - twice is as once, and nothing listens afterwards', () =>
  withRuntime(async ({ bus, host }) => {
    let listening = 0;
    const counted = (add: () => () => void): (() => void) => {
      listening += 1;
      const stop = add();
      return () => {
        listening -= 1;
        stop();
      };
    };
    const watched: Bus = {
      ...bus,
      onStatus: (callback) => counted(() => bus.onStatus(callback)),
      onNudge: (nudged, callback) => counted(() => bus.onNudge(nudged, callback)),
    };
    let ticks = 0;
    const plan = subjects.plan('h1');
    const functions = [
      reportFunction(() => done()),
      reportFunction(() => done(), { kind: 'level', stream: streams.plans, subject: plan, pollMs: 10 }),
      reportFunction(
        () => {
          ticks += 1;
          return done();
        },
        { kind: 'timer', everyMs: 10 },
      ),
    ];
    const running = await host(functions, { bus: watched });
    await until('it runs', () => ticks > 2);
    assert.is(listening, 2);
    assert.is(running.health().isStopping, false);
    await Promise.all([running.stop(), running.stop()]);
    assert.is(listening, 0);
    assert.is(running.health().isStopping, true);
    const ticksAtStop = ticks;
    await publishReports(bus, ['a']);
    await bus.publish(plan, anEvent({ id: 'p1', type: eventTypes.plan }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.is(ticks, ticksAtStop);
    assert.equal(await leftIn(bus, reportQueue()), { pending: 1, unsettled: 0 });
  }));

test('stop - idle functions do not wait for a server that is away', () =>
  withRuntime(async ({ bus, host, server }) => {
    const functions = [
      reportFunction(() => done()),
      reportFunction(() => retry('AGAIN', 'again', 1), {
        kind: 'level',
        stream: streams.plans,
        subject: subjects.plan('h1'),
        pollMs: 1,
      }),
    ];
    const running = await host(functions, { graceMs: 20_000, abandonMs: 20_000 });
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    assert.match(running.health().connection.state?.kind ?? '', /^(disconnected|reconnecting)$/);
    const beganMs = Date.now();
    await running.stop();
    assert.ok(Date.now() - beganMs < 10_000, 'well before the grace is over');
  }));

test('stop in order - functions, then outboxes, then the bus, even if one fails', async () => {
  const order: string[] = [];
  const log = createRecordingLog();
  const step = (name: string) => async (): Promise<void> => void order.push(name);
  await stopInOrder({
    services: [{ stop: step('planner') }, { stop: () => Promise.reject(new Error('cannot')) }],
    drainers: [{ stop: step('drainer') }],
    bus: { close: step('bus') },
    log,
  });
  assert.equal(order, ['planner', 'drainer', 'bus']);
  assert.equal(
    log.entries.map(({ level, fields }) => [level, fields['error']]),
    [['error', 'cannot']],
  );
});

test.run();
