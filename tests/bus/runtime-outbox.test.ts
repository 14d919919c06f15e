import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventTypes, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus } from '../../lib/bus/index.ts';
import {
  createSettledMemory,
  done,
  openOutbox,
  reject,
  startDraining,
  systemClock,
} from '../../lib/runtime/index.ts';
import type { Outbox, ServiceFunction } from '../../lib/runtime/index.ts';
import { createRecordingLog } from '../lab/recording-log.ts';
import { until } from '../lab/until.ts';
import { allIn, deadLetters } from '../lab/bus-streams.ts';
import { withScratch } from '../lab/scratch.ts';
import { anEvent, statusOf, text } from './bus-lab.ts';
import { factsEmission, withRuntime } from './runtime-lab.ts';
import type { RuntimeLab } from './runtime-lab.ts';

const test = suite('runtime - outbox');
const clock = systemClock();
const plan = subjects.plan('h1');

type OutboxLab = RuntimeLab & { directory: string; open: (maxEntries?: number) => Promise<Outbox> };

const withOutbox = (
  body: (lab: OutboxLab) => Promise<void>,
  options: Parameters<typeof withRuntime>[1] = {},
): Promise<void> =>
  withScratch(async (directory) => {
    const log = createRecordingLog();
    const open: OutboxLab['open'] = (maxEntries = 100) => openOutbox({ directory, clock, log, maxEntries });
    await withRuntime((lab) => body({ ...lab, directory, open }), options);
  });

const drain = (outbox: Outbox, bus: Pick<Bus, 'publish'>) =>
  startDraining({ outbox, bus, clock, log: createRecordingLog(), random: () => 0.01 });

const factsEntry = (id: string, data?: Uint8Array) => {
  const event = anEvent({ id, type: eventTypes.facts, data: data ?? new TextEncoder().encode(id) });
  return { busSubject: subjects.facts('h1'), event, soleWriter: true };
};

const publishedIds = async (bus: Bus): Promise<string[]> => {
  const messages = await allIn(bus, streams.reports);
  return messages.map(({ headers }) => headers.find(({ name }) => name === 'ce-id')?.value ?? '');
};

const reportEntry = (id: string, data?: Uint8Array) => ({
  busSubject: subjects.report('h1'),
  event: data === undefined ? anEvent({ id }) : anEvent({ id, data }),
  soleWriter: true,
});

test('drain - in order, and the files go as the stream confirms', () =>
  withOutbox(async ({ bus, open, directory }) => {
    const outbox = await open();
    const drainer = drain(outbox, bus);
    const ids = Array.from({ length: 10 }, (_, index) => `r${index}`);
    await Promise.all(ids.map((id) => outbox.append(reportEntry(id))));
    await drainer.stop(20_000);
    assert.equal(await publishedIds(bus), ids);
    assert.equal(await readdir(directory), ['bad']);
  }));

test('drain - emitted while the bus was down, by a process that is gone: delivered once and in order', () =>
  withOutbox(async ({ bus, connect, open, server }) => {
    const before = await open();
    const drainer = drain(before, bus);
    await before.append(reportEntry('r0'));
    await until('the first is sent', () => before.depth() === 0);
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    for (const id of ['r1', 'r2', 'r3']) await before.append(reportEntry(id));
    await drainer.stop(0);
    assert.is(before.depth(), 3);
    await server.restart();
    const after = await open();
    await after.append(reportEntry('r4'));
    const reconnected = await connect();
    const next = drain(after, reconnected);
    await until('all are sent', () => after.depth() === 0);
    await next.stop(0);
    assert.equal(await publishedIds(reconnected), ['r0', 'r1', 'r2', 'r3', 'r4']);
  }));

test('drain - a crash between confirmation and removal doubles nothing, even when the dedupe window is over', () =>
  withOutbox(
    async ({ bus, open }) => {
      const before = await open();
      await before.append(reportEntry('r1'));
      await before.append(reportEntry('r2'));
      const head = await before.head();
      await bus.publish(subjects.report('h1'), head?.event ?? anEvent());
      await bus.publish(subjects.report('other'), anEvent({ id: 'other' }));
      await clock.sleep(400);
      const after = await open();
      await drain(after, bus).stop(20_000);
      assert.is(after.depth(), 0);
      assert.equal(await publishedIds(bus), ['r1', 'other', 'r2']);
    },
    { topology: { duplicateWindowMs: 100 } },
  ));

test('drain - an event that no server will take is put aside and the next is sent', () =>
  withOutbox(async ({ bus, open, directory }) => {
    const outbox = await open();
    await outbox.append(reportEntry('huge', new Uint8Array(2 * 1024 * 1024)));
    await outbox.append(reportEntry('small'));
    await drain(outbox, bus).stop(20_000);
    assert.equal(await publishedIds(bus), ['small']);
    assert.is((await readdir(join(directory, 'bad'))).length, 1);
  }));

test('functions - what they emit is on disk when they go on, and their message is settled only then', () =>
  withOutbox(async ({ bus, host, open }) => {
    const outbox = await open();
    const settled = createSettledMemory();
    const depths: number[] = [];
    const fn: ServiceFunction = {
      name: 'applier.plan',
      trigger: { kind: 'level', stream: streams.plans, subject: plan, pollMs: 3_600_000 },
      handle: async ({ emit }) => {
        await emit(factsEmission('1'));
        depths.push(outbox.depth());
        return done(factsEmission('2'));
      },
    };
    await bus.publish(plan, anEvent({ id: 'p1', type: eventTypes.plan }));
    const running = await host([fn], { outbox, settled, service: 'applier' });
    await until('it is settled', () => settled.get('applier.plan') === '1:p1');
    assert.equal(depths, [1]);
    assert.is(running.health().outboxDepth, 2);
    await drain(outbox, bus).stop(20_000);
    assert.equal(
      (await allIn(bus, streams.facts)).map(({ data }) => text(data)),
      ['2'],
      'facts keep the last',
    );
    assert.is((await bus.last(streams.facts, subjects.facts('h1')))?.sequence, 2n);
  }));

test('functions - a full outbox settles nothing; with room again the work is done again', () =>
  withOutbox(async ({ bus, host, open }) => {
    const outbox = await open(1);
    await outbox.append(factsEntry('in the way'));
    const settled = createSettledMemory();
    let calls = 0;
    const fn: ServiceFunction = {
      name: 'applier.plan',
      trigger: { kind: 'level', stream: streams.plans, subject: plan, pollMs: 3_600_000 },
      handle: async () => {
        calls += 1;
        return done(factsEmission('facts'));
      },
    };
    await bus.publish(plan, anEvent({ id: 'p1', type: eventTypes.plan }));
    await host([fn], { outbox, settled, service: 'applier' });
    await until('it has tried twice', () => calls >= 2);
    assert.is(settled.get('applier.plan'), undefined);
    const drainer = drain(outbox, bus);
    await until('it is settled', () => settled.get('applier.plan') === '1:p1');
    await drainer.stop(20_000);
    assert.is(text((await bus.last(streams.facts, subjects.facts('h1')))?.data ?? new Uint8Array()), 'facts');
  }));

test('functions - a dead letter goes the same way', () =>
  withOutbox(async ({ bus, host, open }) => {
    const outbox = await open();
    const settled = createSettledMemory();
    const fn: ServiceFunction = {
      name: 'applier.plan',
      trigger: { kind: 'level', stream: streams.plans, subject: plan, pollMs: 3_600_000 },
      handle: async () => reject('EXPIRED', 'too late'),
    };
    await bus.publish(plan, anEvent({ id: 'p1', type: eventTypes.plan }));
    await host([fn], { outbox, settled, service: 'applier' });
    await until('it is settled', () => settled.get('applier.plan') === '1:p1');
    assert.equal(await deadLetters(bus), []);
    assert.is((await outbox.head())?.soleWriter, false, 'all hosts write to this subject');
    await drain(outbox, bus).stop(20_000);
    assert.equal(
      (await deadLetters(bus)).map(({ service, code }) => [service, code]),
      [['applier', 'EXPIRED']],
    );
  }));

test.run();
