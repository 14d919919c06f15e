import { getEventListeners } from 'node:events';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { backoffMs, jitteredMs } from '../../../lib/runtime/backoff.ts';
import { createBell } from '../../../lib/runtime/bell.ts';
import { endsWithin, systemClock } from '../../../lib/runtime/clock.ts';
import { createManualClock, settle } from '../../lab/manual-clock.ts';

const test = suite('clock');
const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('sleep - leaves no listener when it ends by itself', async () => {
  const { signal } = new AbortController();
  const sleeping = systemClock().sleep(1, signal);
  assert.is(listeners(signal), 1);
  await sleeping;
  assert.is(listeners(signal), 0);
});

test('sleep - rejects with the reason of the abort and leaves no listener', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const outcome = systemClock()
    .sleep(60_000, controller.signal)
    .then(
      () => null,
      (error: unknown) => error,
    );
  controller.abort(reason);
  assert.is(await outcome, reason);
  assert.is(listeners(controller.signal), 0);
});

test('sleep - rejects at once if the signal has aborted', async () => {
  const signal = AbortSignal.abort(new Error('before'));
  const outcome = await systemClock()
    .sleep(60_000, signal)
    .then(
      () => 'slept',
      () => 'rejected',
    );
  assert.is(outcome, 'rejected');
});

test('sleep - a delay of more than 31 bits does not end at once', async () => {
  const controller = new AbortController();
  let hasEnded = false;
  const sleeping = systemClock()
    .sleep(2 ** 33, controller.signal)
    .then(
      () => (hasEnded = true),
      () => undefined,
    );
  await systemClock().sleep(20);
  assert.is(hasEnded, false);
  controller.abort();
  await sleeping;
});

test('endsWithin - tells work that ended, failed or was too slow', async () => {
  const clock = createManualClock();
  assert.is(await endsWithin(Promise.resolve(), 10, clock), true);
  assert.is(await endsWithin(Promise.reject(new Error('it ended all the same')), 10, clock), true);
  const slow = endsWithin(new Promise(() => undefined), 10, clock);
  await settle();
  await clock.advance(10);
  assert.is(await slow, false);
  assert.equal(clock.sleeping(), []);
});

test('backoff - doubles up to the cap, and jitters over the whole of it', () => {
  const most = (attempt: number): number => backoffMs(attempt, { baseMs: 100, capMs: 1000, random: () => 1 });
  assert.equal([1, 2, 3, 4, 5, 6].map(most), [100, 200, 400, 800, 1000, 1000]);
  assert.is(most(5000), 1000);
  assert.is(most(0), 100);
  assert.is(backoffMs(3, { baseMs: 100, capMs: 1000, random: () => 0.25 }), 100);
  assert.is(
    backoffMs(3, { baseMs: 100, capMs: 1000, random: () => 0 }),
    1,
    'never 0: that would be a hot loop',
  );
});

test('backoff - jitter lies around the interval', () => {
  assert.is(
    jitteredMs(1000, 0.1, () => 0),
    900,
  );
  assert.is(
    jitteredMs(1000, 0.1, () => 0.5),
    1000,
  );
  assert.is(
    jitteredMs(1000, 0.1, () => 1),
    1100,
  );
});

test('bell - a ring cuts a wait short, one before it counts for the next wait, several count once', async () => {
  const clock = createManualClock();
  const bell = createBell(clock);
  const first = bell.wait(1000);
  bell.ring();
  assert.is(await first, true);
  bell.ring();
  bell.ring();
  assert.is(bell.isRung(), true);
  assert.is(await bell.wait(1000), true);
  assert.is(bell.isRung(), false);
  const last = bell.wait(1000);
  await clock.advance(1000);
  assert.is(await last, false);
  assert.equal(clock.sleeping(), []);
});

test.run();
