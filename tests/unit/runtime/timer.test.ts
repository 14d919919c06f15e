import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Bus, BusStatus } from '../../../lib/bus/index.ts';
import { done, reject, retry, runFunctions } from '../../../lib/runtime/index.ts';
import type { Outcome, Running } from '../../../lib/runtime/index.ts';
import { createManualClock, settle } from '../../lab/manual-clock.ts';
import type { ManualClock } from '../../lab/manual-clock.ts';
import { createRecordingLog } from '../../lab/recording-log.ts';

const test = suite('timer');

/** A timer uses nothing of the bus but its status, until it emits. */
const busWithStatus = () => {
  const told: ((status: BusStatus) => void)[] = [];
  const onStatus: Bus['onStatus'] = (callback) => {
    told.push(callback);
    return () => void told.splice(told.indexOf(callback), 1);
  };
  return { told, bus: { onStatus } as Bus };
};

type TimerLab = { clock: ManualClock; running: Running; told: ((status: BusStatus) => void)[] };

/** Runs a timer of 1000 ms with the jitter's middle; stops it at the end. */
const withTimer = async (
  handle: () => Promise<Outcome>,
  body: (lab: TimerLab) => Promise<void>,
): Promise<void> => {
  const clock = createManualClock();
  const { bus, told } = busWithStatus();
  const fn = { name: 'auditor.timer', trigger: { kind: 'timer', everyMs: 1000 }, handle } as const;
  const log = createRecordingLog();
  const source = 'bootswap/auditor/h1';
  const running = runFunctions({
    bus,
    functions: [fn],
    service: 'auditor',
    source,
    clock,
    log,
    random: () => 0.5,
  });
  try {
    await settle();
    await body({ clock, running, told });
  } finally {
    await running.stop();
  }
};

test('timer - at the start, and again and again', async () => {
  let calls = 0;
  const handle = async (): Promise<Outcome> => {
    calls += 1;
    return done();
  };
  await withTimer(handle, async ({ clock }) => {
    assert.is(calls, 1);
    await clock.advance(999);
    assert.is(calls, 1);
    await clock.advance(1);
    assert.is(calls, 2);
    await clock.advance(1000);
    assert.is(calls, 3);
  });
  assert.is(calls, 3);
});

test('timer - sooner after a retry or an error, with growing delays, and never later than its interval', async () => {
  const delays: number[] = [];
  let lastMs = 0;
  let clock: ManualClock | undefined;
  const handle = async (): Promise<Outcome> => {
    delays.push((clock?.nowMs() ?? 0) - lastMs);
    lastMs = clock?.nowMs() ?? 0;
    if (delays.length === 1) return retry('NOT_YET', 'not yet', 50);
    if (delays.length === 2) throw new Error('no');
    return delays.length < 7 ? retry('NOT_YET', 'not yet') : done();
  };
  await withTimer(handle, async (lab) => {
    clock = lab.clock;
    lastMs = clock.nowMs();
    for (let step = 0; step < 100; step += 1) await clock.advance(50);
    assert.equal(delays.slice(1), [50, 500, 1000, 1000, 1000, 1000].slice(0, delays.length - 1));
    assert.ok(delays.length >= 5);
  });
});

test('timer - never overlaps itself', async () => {
  let calls = 0;
  let release = (): void => undefined;
  const handle = async (): Promise<Outcome> => {
    calls += 1;
    await new Promise<void>((resolve) => (release = resolve));
    return done();
  };
  await withTimer(handle, async ({ clock, running }) => {
    await clock.advance(5000);
    assert.is(calls, 1);
    assert.is(running.health().functions[0]?.inFlight, 1);
    assert.is(running.health().functions[0]?.busySinceMs, 1_000_000);
    release();
    await settle();
    await clock.advance(1000);
    assert.is(calls, 2);
    release();
  });
});

test('timer - a rejection is said and comes again when it is due; health tells', async () => {
  await withTimer(
    async () => reject('NO_ESP', 'there is none'),
    async ({ clock, running }) => {
      await clock.advance(1000);
      const [health] = running.health().functions;
      assert.equal(health?.last, {
        kind: 'reject',
        code: 'NO_ESP',
        detail: 'there is none',
        atMs: 1_001_000,
      });
      assert.equal(health?.counts, { done: 0, retry: 0, reject: 2, threw: 0, stopped: 0 });
    },
  );
});

test('health - connection and trouble are kept apart', async () => {
  await withTimer(
    async () => done(),
    async ({ running, told }) => {
      assert.equal(running.health().connection, { state: null, trouble: null });
      for (const tell of told) tell({ kind: 'permission', detail: 'not you' });
      for (const tell of told) tell({ kind: 'connected', server: 'nats://a' });
      assert.equal(running.health().connection, {
        state: { kind: 'connected', server: 'nats://a' },
        trouble: { status: { kind: 'permission', detail: 'not you' }, atMs: 1_000_000 },
      });
      assert.is(told.length, 1);
      await running.stop();
      assert.is(told.length, 0);
    },
  );
});

test.run();
