import { getEventListeners } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { applyTopology, streams, subjects } from '../../lib/bus/index.ts';
import { rejectsWith } from '../lab/errors.ts';
import { sha256 } from '../lab/file-digest.ts';
import { anEvent, collect, statusOf, text, withBus } from './bus-lab.ts';

const test = suite('bus - publish');
const subject = subjects.report('h1');

test('publish - a receipt names stream and sequence, and the message is there as sent', () =>
  withBus({}, async ({ connect }) => {
    const bus = await connect();
    const receipt = await bus.publish(subject, anEvent());
    assert.equal(receipt, { stream: streams.reports, sequence: 1n, duplicate: false });
    const stored = await bus.last(streams.reports, subject);
    assert.is(text(stored?.data ?? new Uint8Array()), 'body');
    assert.is(stored?.sequence, 1n);
    assert.is(stored?.headers.find((header) => header.name === 'Nats-Msg-Id')?.value, 'report:h1:1');
  }));

test('publish - a second copy within the dedupe window is swallowed and says so', () =>
  withBus({}, async ({ connect }) => {
    const bus = await connect();
    await bus.publish(subject, anEvent());
    const second = await bus.publish(subject, anEvent());
    assert.equal(second, { stream: streams.reports, sequence: 1n, duplicate: true });
  }));

test('publish - while the server is down it waits, and arrives once after the restart', () =>
  withBus({}, async ({ server, connect }) => {
    const bus = await connect();
    const lost = statusOf(bus, 'disconnected');
    await server.kill();
    await lost;
    const pending = bus.publish(subject, anEvent());
    await server.restart();
    assert.is((await pending).sequence, 1n);
    assert.is((await collect(bus.snapshot(streams.reports, '>'))).length, 1);
  }));

test('publish - a server killed under many publishes gets each of them exactly once', () =>
  withBus({}, async ({ server, connect }) => {
    const bus = await connect();
    const events = Array.from({ length: 400 }, (_, n) => anEvent({ id: `e${n}` }));
    const receipts = events.map((event, n) => bus.publish(subjects.report(`h${n}`), event));
    await receipts[0];
    await server.restart();
    await Promise.all(receipts);
    const stored = await collect(bus.snapshot(streams.reports, '>'));
    const count = (await bus.messageAt(streams.reports, 401n)) === null ? 400 : 401;
    assert.is(stored.length, 400);
    assert.is(count, 400);
  }));

/** A window so short that it is over before the second try: only the look at the last message can tell. */
test('publish - the sole writer finds its earlier message after the dedupe window', () =>
  withBus({ topology: { duplicateWindowMs: 100 } }, async ({ connect }) => {
    const bus = await connect();
    const first = await bus.publish(subject, anEvent());
    await bus.publish(subjects.report('other'), anEvent({ id: 'other' }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const again = await bus.publish(subject, anEvent(), { soleWriter: true, isRepeat: true });
    assert.equal(again, { stream: streams.reports, sequence: first.sequence, duplicate: true });
    const blind = await bus.publish(subject, anEvent());
    assert.is(blind.duplicate, false, 'the window was over, or this test proves nothing');
  }));

test('publish - the sole writer publishes what is not there yet', () =>
  withBus({}, async ({ connect }) => {
    const bus = await connect();
    await bus.publish(subject, anEvent({ id: 'before' }));
    const receipt = await bus.publish(subject, anEvent(), { soleWriter: true, isRepeat: true });
    assert.equal(receipt, { stream: streams.reports, sequence: 2n, duplicate: false });
  }));

test('publish - a message over the size limit is refused at once', () =>
  withBus({}, async ({ connect }) => {
    const bus = await connect();
    await rejectsWith('TOO_LARGE', () =>
      bus.publish(subject, anEvent({ data: new Uint8Array(1024 * 1024) })),
    );
  }));

test('publish - without a stream it goes on, says so, and arrives when the stream is made', () =>
  withBus({ topology: false }, async ({ connect }) => {
    const bus = await connect();
    const complaint = statusOf(bus, 'error');
    const pending = bus.publish(subject, anEvent());
    assert.match(await complaint, 'topology apply');
    await applyTopology(bus);
    assert.is((await pending).sequence, 1n);
  }));

test('publish - without a stream a failFast bus gives up', () =>
  withBus({ topology: false }, async ({ connect }) => {
    const bus = await connect({ failFast: { withinMs: 300 } });
    await rejectsWith('NO_STREAM', () => bus.publish(subject, anEvent()));
  }));

test('publish - a full store is not taken for a missing one; it is waited out and reported', () =>
  withBus({ topology: { limits: { blobs: { maxBytes: 2000 } } } }, async ({ connect }) => {
    const content = new Uint8Array(5000);
    const digest = sha256(content);
    async function* whole(): AsyncGenerator<Uint8Array> {
      yield content;
    }
    const command = await connect({ failFast: { withinMs: 300 } });
    await rejectsWith('STREAM_FULL', () => command.blobs.put(digest, whole()));
    const bus = await connect();
    const complaint = statusOf(bus, 'error');
    const pending = bus.blobs.put(digest, whole());
    assert.match(await complaint, 'retrying');
    await applyTopology(bus, { limits: { blobs: { maxBytes: 20_000 } } });
    assert.is(await pending, true);
  }));

test('publish - an aborted signal ends the wait and leaves no listener', () =>
  withBus({ topology: false }, async ({ connect }) => {
    const bus = await connect();
    const controller = new AbortController();
    const complaint = statusOf(bus, 'error');
    const pending = Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        rejectsWith('ABORTED', () =>
          bus.publish(subject, anEvent({ id: `${n}` }), { signal: controller.signal }),
        ),
      ),
    );
    await complaint;
    assert.is(getEventListeners(controller.signal, 'abort').length, 1, 'one for all');
    controller.abort();
    await pending;
    assert.is(getEventListeners(controller.signal, 'abort').length, 0);
  }));

test('publish - a confirmed publish leaves no listener on its signal', () =>
  withBus({}, async ({ connect }) => {
    const bus = await connect();
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map((n) => bus.publish(subject, anEvent({ id: `e${n}` }), { signal })));
    assert.is(getEventListeners(signal, 'abort').length, 0);
  }));

test('publish - close ends what still waits', () =>
  withBus({ topology: false }, async ({ connect }) => {
    const bus = await connect();
    const complaint = statusOf(bus, 'error');
    const pending = rejectsWith('CLOSED', () => bus.publish(subject, anEvent()));
    await complaint;
    await bus.close();
    await pending;
  }));

test.run();
