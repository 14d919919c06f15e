import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyTopology, BusError, eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import { linkOf, requestApi } from '../../lib/bus/link/link.ts';
import { createSettledMemory, done, openSettledFile, reject, retry } from '../../lib/runtime/index.ts';
import type { Invocation, Outcome, ServiceFunction } from '../../lib/runtime/index.ts';
import { createRecordingLog } from '../lab/recording-log.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters, publishRaw } from '../lab/bus-streams.ts';
import { withScratch } from '../lab/scratch.ts';
import { createGate } from '../lab/gate.ts';
import { anEvent, text } from './bus-lab.ts';
import { countLooks, factsEmission, withRuntime } from './runtime-lab.ts';

const test = suite('runtime - level');
const subject = subjects.plan('h1');

/** Polls so rarely that only a nudge, a retry or the start can be the cause of a call. */
const functionOf = (
  handle: (invocation: Invocation) => Outcome | Promise<Outcome>,
  changes: Partial<ServiceFunction> = {},
): ServiceFunction => ({
  name: 'applier.plan',
  trigger: { kind: 'level', stream: streams.plans, subject, pollMs: 3_600_000 },
  handle: async (invocation) => handle(invocation),
  ...changes,
});

const publishPlan = (bus: Bus, id: string) => bus.publish(subject, anEvent({ id, type: eventTypes.plan }));

const resetStream = async (bus: Bus, stream: string): Promise<void> => {
  await requestApi(linkOf(bus), { subject: `$JS.API.STREAM.DELETE.${stream}` });
  await applyTopology(bus);
};

test('start - handles the last message there is, once', () =>
  withRuntime(async ({ bus, host }) => {
    for (const id of ['p1', 'p2', 'p3']) await publishPlan(bus, id);
    const seen: string[] = [];
    const settled = createSettledMemory();
    const fn = functionOf(({ event, message }) => {
      seen.push(`${event?.id} ${message?.sequence}`);
      return done(factsEmission('facts:1'));
    });
    const first = await host([fn], { settled });
    await until('it is settled', () => settled.get('applier.plan') !== undefined);
    assert.is(settled.get('applier.plan'), '3:p3');
    assert.equal(
      (await allIn(bus, streams.facts)).map(({ data }) => text(data)),
      ['facts:1'],
    );
    await first.stop();
    const { counted, looks } = countLooks(bus);
    const second = await host([fn], { settled, bus: counted });
    await until('it has looked', () => looks() === 1);
    await publishPlan(bus, 'p4');
    await until('the new one is settled', () => settled.get('applier.plan') === '4:p4');
    await second.stop();
    assert.equal(seen, ['p3 3', 'p4 4'], 'the second start found p3 settled');
  }));

test('nudges - while one message is handled they count as one, and the newest is handled next', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    const gate = createGate();
    await publishPlan(bus, 'p1');
    const fn = functionOf(async ({ event }) => {
      seen.push(event?.id ?? '');
      await gate.passed;
      return done();
    });
    const running = await host([fn]);
    await until('it has begun', () => seen.length === 1);
    for (const id of ['p2', 'p3', 'p4']) await publishPlan(bus, id);
    assert.is(running.health().functions[0]?.inFlight, 1);
    gate.open();
    await until('the newest is handled', () => seen.includes('p4'));
    assert.equal(seen, ['p1', 'p4']);
  }));

test('nudge - one that overtakes its message is not the last look', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    let looks = 0;
    const slow: Bus = {
      ...bus,
      last: async (...args) => {
        looks += 1;
        return looks <= 2 ? null : bus.last(...args);
      },
    };
    const fn = functionOf(({ event }) => {
      seen.push(event?.id ?? '');
      return done();
    });
    await host([fn], { bus: slow });
    await until('the first look is over', () => looks === 1);
    await publishPlan(bus, 'p1');
    await until('it is handled', () => seen.length === 1);
    assert.ok(looks >= 3);
  }));

test('retry - looks again after the delay, at what is then the last message', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    const settled = createSettledMemory();
    await publishPlan(bus, 'p1');
    const fn = functionOf(({ event }) => {
      seen.push(event?.id ?? '');
      return seen.length < 3 ? retry('NO_SPACE', 'the ESP is full', 10) : done();
    });
    const running = await host([fn], { settled });
    await until('it is settled', () => settled.get('applier.plan') !== undefined);
    assert.equal(seen, ['p1', 'p1', 'p1']);
    assert.is(running.health().functions[0]?.counts.retry, 2);
  }));

test('reject - a dead letter, and not again after a restart', () =>
  withScratch(async (directory) => {
    const path = join(directory, 'settled.json');
    await withRuntime(async ({ bus, host }) => {
      let calls = 0;
      await publishPlan(bus, 'p1');
      const fn = functionOf(() => {
        calls += 1;
        return reject('BAD_SIGNATURE', 'signed by nobody');
      });
      for (let start = 0; start < 2; start += 1) {
        const settled = await openSettledFile(path, createRecordingLog());
        const { counted, looks } = countLooks(bus);
        const running = await host([fn], { settled, service: 'applier', bus: counted });
        await until('it has looked', () => looks() === 1);
        await until('it is settled', () => settled.get('applier.plan') === '1:p1');
        await running.stop();
      }
      assert.is(calls, 1);
      const letters = await deadLetters(bus);
      assert.equal(
        letters.map(({ service, code, streamSequence }) => [service, code, streamSequence]),
        [['applier', 'BAD_SIGNATURE', 1n]],
      );
    });
  }));

test('bad input - garbage is settled with a dead letter, and the next plan is handled', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    const settled = createSettledMemory();
    await publishRaw(bus, subject, Uint8Array.from([1, 2, 3]));
    const fn = functionOf(({ event }) => {
      seen.push(event?.id ?? '');
      return done();
    });
    await host([fn], { settled });
    await until(
      'the garbage is settled',
      () => settled.get('applier.plan')?.startsWith('1:sha256=') === true,
    );
    await publishPlan(bus, 'p2');
    await until('the plan is handled', () => seen.length === 1);
    assert.equal(
      (await deadLetters(bus)).map(({ code }) => code),
      ['CE_MISSING'],
    );
  }));

test('throw - never settles a desired state, is told to the operators once, and heals', () =>
  withRuntime(async ({ bus, host }) => {
    const settled = createSettledMemory();
    let calls = 0;
    await publishPlan(bus, 'p1');
    const fn = functionOf(() => {
      calls += 1;
      if (calls <= 12) throw new TypeError('undefined is not a function');
      return done();
    });
    await host([fn], { settled, random: () => 0 });
    await until('it is settled', () => settled.get('applier.plan') === '1:p1');
    assert.equal(
      (await deadLetters(bus)).map(({ code, deliveries }) => [code, deliveries]),
      [['HANDLER_CRASHED', 8]],
    );
  }));

test('reset - after the server lost everything, a message with the sequence of a settled one is another', () =>
  withRuntime(async ({ bus, host }) => {
    const seen: string[] = [];
    const settled = createSettledMemory();
    const fn = functionOf(({ event }) => {
      seen.push(event?.id ?? '');
      return done();
    });
    await host([fn], { settled });
    await publishPlan(bus, 'p1');
    await until('it is settled', () => settled.get('applier.plan') === '1:p1');
    await resetStream(bus, streams.plans);
    await publishPlan(bus, 'q1');
    await until('the other is settled', () => settled.get('applier.plan') === '1:q1');
    assert.equal(seen, ['p1', 'q1']);
  }));

test('bus - an error while reading settles nothing, and the message is handled when it is over', () =>
  withRuntime(async ({ bus, host }) => {
    let failures = 0;
    const seen: string[] = [];
    const faulty: Bus = {
      ...bus,
      last: async (...args) => {
        failures += 1;
        if (failures <= 3) throw new BusError('BAD_ANSWER', 'what?');
        return bus.last(...args);
      },
    };
    await publishPlan(bus, 'p1');
    const fn = functionOf(({ event }) => {
      seen.push(event?.id ?? '');
      return done();
    });
    const running = await host([fn], { bus: faulty });
    await until('there is trouble', () => failures > 0);
    await until('it is handled', () => seen.length === 1);
    await until('the trouble is over', () => running.health().functions[0]?.trouble === '');
    assert.is(failures, 4);
  }));

test('bus - an outcome that cannot be published settles nothing', () =>
  withRuntime(async ({ bus, host }) => {
    let failures = 0;
    const settled = createSettledMemory();
    const settledAtFailure: unknown[] = [];
    const faulty: Bus = {
      ...bus,
      publish: async (...args) => {
        failures += 1;
        settledAtFailure.push(settled.get('applier.plan'));
        if (failures <= 2) throw new BusError('PERMISSION', 'not yet');
        return bus.publish(...args);
      },
    };
    await publishPlan(bus, 'p1');
    await host([functionOf(() => done(factsEmission('facts:1')))], { bus: faulty, settled });
    await until('it is settled', () => settled.get('applier.plan') === '1:p1');
    assert.equal(settledAtFailure, [undefined, undefined, undefined]);
    assert.is((await allIn(bus, streams.facts)).length, 1);
  }));

test('exclusive - functions of one group take turns, whatever triggers them', () =>
  withRuntime(async ({ bus, host }) => {
    let now = 0;
    let most = 0;
    const calls = { plan: 0, timer: 0 };
    const work = async (): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
    };
    const plan = functionOf(
      async () => {
        await work();
        calls.plan += 1;
        return retry('AGAIN', 'and again', 1);
      },
      { exclusive: 'esp' },
    );
    const timer: ServiceFunction = {
      name: 'applier.timer',
      trigger: { kind: 'timer', everyMs: 1 },
      exclusive: 'esp',
      handle: async () => {
        await work();
        calls.timer += 1;
        return done();
      },
    };
    await publishPlan(bus, 'p1');
    await host([plan, timer]);
    await until('both have run often', () => calls.plan >= 5 && calls.timer >= 5);
    assert.is(most, 1);
  }));

test.run();
