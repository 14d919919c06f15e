import { connect } from 'nats';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { allSubjects, eventTypes, headerOf, streams, subjects } from '../../lib/bus/index.ts';
import type { Bus, FollowOptions, StoredMessage } from '../../lib/bus/index.ts';
import { rejectsWith } from '../lab/errors.ts';
import { anEvent, collect, statusOf, take, text, withBus } from './bus-lab.ts';

const test = suite('bus - read');
const bodyOf = (message: StoredMessage): string => text(message.data);

/** Facts of a host are kept once, reports all. */
const facts = (bus: Bus, host: string, id: string): Promise<unknown> =>
  bus.publish(
    subjects.facts(host),
    anEvent({ id: `facts:${host}:${id}`, type: eventTypes.facts, subject: host, data: Buffer.from(id) }),
  );

const report = (bus: Bus, host: string, id: string): Promise<unknown> =>
  bus.publish(
    subjects.report(host),
    anEvent({ id: `report:${host}:${id}`, data: Buffer.from(`${host}:${id}`) }),
  );

const follow = (bus: Bus, from: FollowOptions['from'], signal = new AbortController().signal) =>
  bus.follow(streams.reports, allSubjects.report, { from, signal });

test('read - the last message of a subject, and null where there is none', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    await facts(bus, 'h1', 'old');
    await facts(bus, 'h1', 'new');
    const last = await bus.last(streams.facts, subjects.facts('h1'));
    assert.is(last === null ? null : bodyOf(last), 'new');
    assert.is(last?.sequence, 2n);
    assert.is(last?.stream, streams.facts);
    assert.ok(Math.abs((last?.timestampMs ?? 0) - Date.now()) < 60_000);
    assert.is(await bus.last(streams.facts, subjects.facts('h2')), null);
  }));

test('read - headers are the publisher’s, not those the server adds, even if he sends the like', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const nc = await connect({ servers: server.url });
    const { headers } = await import('nats');
    const forged = headers();
    forged.append('Nats-Sequence', '99');
    forged.append('X-Own', 'yes');
    await nc.jetstream().publish(subjects.facts('h1'), 'x', { headers: forged });
    await nc.close();
    const last = await bus.last(streams.facts, subjects.facts('h1'));
    assert.is(last?.sequence, 1n);
    assert.is(headerOf(last?.headers ?? [], 'x-own'), 'yes');
    assert.is(headerOf(last?.headers ?? [], 'Nats-Stream'), undefined);
  }));

test('read - a message by its sequence, and null where it is gone', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    await facts(bus, 'h1', 'old');
    await facts(bus, 'h1', 'new');
    assert.is(await bus.messageAt(streams.facts, 1n), null);
    assert.is((await bus.messageAt(streams.facts, 2n))?.subject, subjects.facts('h1'));
    assert.is(await bus.messageAt(streams.facts, 99n), null);
  }));

test('read - while the server is down it waits', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await facts(bus, 'h1', 'x');
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    const reading = bus.last(streams.facts, subjects.facts('h1'));
    await server.restart();
    assert.is((await reading)?.sequence, 1n);
  }));

test('read - of a stream that does not exist it is an error after a while', () =>
  withBus({ topology: false }, async ({ connect: open }) => {
    const bus = await open({ failFast: { withinMs: 100 } });
    const error = await rejectsWith('TIMEOUT', () => bus.last(streams.facts, subjects.facts('h1')));
    assert.match(error.message, 'check that the stream exists');
  }));

test('snapshot - the last of each subject, in the order of the stream, of more than a batch', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    await Promise.all(Array.from({ length: 600 }, (_, n) => report(bus, `h${n}`, 'old')));
    await report(bus, 'h7', 'new');
    const all = await collect(bus.snapshot(streams.reports, allSubjects.report));
    assert.is(all.length, 600);
    assert.is(new Set(all.map((message) => message.subject)).size, 600);
    assert.is(bodyOf(all.at(-1) as StoredMessage), 'h7:new');
    assert.ok(
      all.every((message, n) => n === 0 || message.sequence > (all[n - 1] as StoredMessage).sequence),
    );
  }));

test('snapshot - ends at once if the stream is empty or nothing matches', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    assert.equal(await collect(bus.snapshot(streams.reports, allSubjects.report)), []);
    await report(bus, 'h1', 'x');
    assert.equal(await collect(bus.snapshot(streams.reports, subjects.report('h2'))), []);
    assert.is((await collect(bus.snapshot(streams.reports, '>'))).length, 1);
  }));

test('snapshot - ends although what was to come is overwritten or deleted while it is read', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    for (let n = 0; n < 300; n += 1) await facts(bus, `h${n}`, 'old');
    const nc = await connect({ servers: server.url });
    const jsm = await nc.jetstreamManager();
    const seen: StoredMessage[] = [];
    for await (const message of bus.snapshot(streams.facts, allSubjects.facts)) {
      seen.push(message);
      if (seen.length !== 1) continue;
      await facts(bus, 'h290', 'new');
      for (let sequence = 280; sequence <= 285; sequence += 1)
        await jsm.streams.deleteMessage(streams.facts, sequence);
    }
    await nc.close();
    assert.is(seen.length, 294);
    assert.is(bodyOf(seen.at(-1) as StoredMessage), 'new');
  }));

test('snapshot - ends although the last that were to come are deleted while it is read', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await Promise.all(Array.from({ length: 300 }, (_, n) => facts(bus, `h${n}`, 'x')));
    const nc = await connect({ servers: server.url });
    const jsm = await nc.jetstreamManager();
    let count = 0;
    for await (const message of bus.snapshot(streams.facts, allSubjects.facts)) {
      count += 1;
      if (message.sequence !== 1n) continue;
      for (let gone = 290; gone <= 300; gone += 1) await jsm.streams.deleteMessage(streams.facts, gone);
    }
    await nc.close();
    assert.is(count, 289);
  }));

test('snapshot - goes on after the server was killed in the middle, with nothing twice', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    await Promise.all(Array.from({ length: 700 }, (_, n) => facts(bus, `h${n}`, 'x')));
    const seen: string[] = [];
    for await (const message of bus.snapshot(streams.facts, allSubjects.facts)) {
      seen.push(message.subject);
      if (seen.length === 300) await server.restart();
    }
    assert.is(seen.length, 700);
    assert.is(new Set(seen).size, 700);
  }));

test('snapshot - an aborted signal ends it with an error', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    await report(bus, 'h1', 'x');
    const signal = AbortSignal.abort();
    await rejectsWith('ABORTED', () => collect(bus.snapshot(streams.reports, '>', signal)));
  }));

test('snapshot - leaves no consumer behind, even when its reader leaves early', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    for (const host of ['a', 'b', 'c']) await report(bus, host, 'x');
    await take(bus.snapshot(streams.reports, '>'), 1);
    await collect(bus.snapshot(streams.reports, '>'));
    const nc = await connect({ servers: server.url });
    const info = await (await nc.jetstreamManager()).streams.info(streams.reports);
    await nc.close();
    assert.is(info.state.consumer_count, 0);
  }));

test('follow - all, the last of each subject, or after a sequence, and then what comes', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    for (const id of ['1', '2']) await report(bus, 'a', id);
    await report(bus, 'b', '1');
    const bodies = async (from: FollowOptions['from'], count: number) =>
      (await take(follow(bus, from), count)).map(bodyOf);
    assert.equal(await bodies('all', 3), ['a:1', 'a:2', 'b:1']);
    assert.equal(await bodies('last-per-subject', 2), ['a:2', 'b:1']);
    const coming = bodies({ afterSequence: 2n }, 2);
    await report(bus, 'c', '1');
    assert.equal(await coming, ['b:1', 'c:1']);
  }));

test('follow - only what is new, also what came while the server was down before the first message', () =>
  withBus({}, async ({ server, connect: open }) => {
    const [bus, other] = [await open(), await open()];
    await report(bus, 'a', 'old');
    const coming = follow(bus, 'new')[Symbol.asyncIterator]().next();
    const { connect: dial } = await import('nats');
    const nc = await dial({ servers: server.url });
    const jsm = await nc.jetstreamManager();
    for (let count = 0; count === 0;) count = (await jsm.streams.info(streams.reports)).state.consumer_count;
    await nc.close();
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    const published = report(other, 'a', 'new');
    await server.restart();
    await published;
    assert.is(bodyOf((await coming).value as StoredMessage), 'a:new');
  }));

test('follow - across restarts each message once and in order', () =>
  withBus({}, async ({ server, connect: open }) => {
    const bus = await open();
    const bodies: string[] = [];
    await report(bus, 'a', '0');
    for await (const message of follow(bus, 'all')) {
      bodies.push(bodyOf(message));
      if (bodies.length === 4) break;
      if (bodies.length === 2) await server.restart();
      await report(bus, 'a', String(bodies.length));
    }
    assert.equal(bodies, ['a:0', 'a:1', 'a:2', 'a:3']);
  }));

test('follow - ends without an error when the signal aborts', () =>
  withBus({}, async ({ connect: open }) => {
    const bus = await open();
    await report(bus, 'a', '1');
    const controller = new AbortController();
    const seen: StoredMessage[] = [];
    for await (const message of follow(bus, 'all', controller.signal)) {
      seen.push(message);
      controller.abort();
    }
    assert.is(seen.length, 1);
  }));

test('nudge - calls when something is published and after a reconnect, until it is stopped', () =>
  withBus({}, async ({ server, connect: open }) => {
    const [bus, other] = [await open(), await open()];
    let calls = 0;
    let wake = (): void => undefined;
    const nudged = (): Promise<void> => new Promise((resolve) => (wake = resolve));
    const stop = bus.onNudge(subjects.plan('h1'), () => {
      calls += 1;
      wake();
    });
    await bus.last(streams.plans, subjects.plan('h1'));
    const plan = (id: string) => other.publish(subjects.plan('h1'), anEvent({ id, type: eventTypes.plan }));
    const first = nudged();
    await plan('p1');
    await first;
    assert.is(calls, 1);
    const second = nudged();
    await server.restart();
    await second;
    // The server has answered this connection: it has the subscription again.
    await bus.last(streams.plans, subjects.plan('h1'));
    const third = nudged();
    await plan('p2');
    await third;
    stop();
    await bus.last(streams.plans, subjects.plan('h1'));
    const before = calls;
    await plan('p3');
    await bus.last(streams.plans, subjects.plan('h1'));
    assert.is(calls, before);
  }));

test.run();
