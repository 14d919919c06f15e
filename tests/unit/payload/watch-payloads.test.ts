import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watchPayloads } from '../../../lib/payload/index.ts';
import { systemClock } from '../../../lib/runtime/index.ts';
import type { Clock } from '../../../lib/runtime/index.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { withScratch } from '../../lab/scratch.ts';
import { writeTree } from '../../lab/trees.ts';
import { until } from '../../lab/until.ts';

const test = suite('watch payloads');

/** Watches of all inotify instances of this process (proc_pid_fdinfo(5)). */
const inotifyWatches = async (): Promise<number> => {
  const files = await readdir('/proc/self/fdinfo');
  const texts = await Promise.all(
    files.map((file) => readFile(`/proc/self/fdinfo/${file}`, 'utf8').catch(() => '')),
  );
  return texts
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('inotify wd:')).length;
};

type Watching = {
  /** How often it has said to look. */
  told: () => number;
  stop: () => Promise<void>;
};

/** Follows `paths`; `look` runs whenever it is told to. */
const watching = (
  paths: string[],
  options: { clock: Clock; pollMs?: number; settleMs?: number; maxSettleMs?: number },
  look: () => Promise<void> = async () => undefined,
): Watching => {
  const stopping = new AbortController();
  let told = 0;
  const run = async (): Promise<void> => {
    for await (const _change of watchPayloads(paths, { ...options, signal: stopping.signal })) {
      told += 1;
      await look();
    }
  };
  const running = run();
  return {
    told: () => told,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

const never = { pollMs: 1e9, settleMs: 20 };

test('watch payloads - tells once at the start, and nothing more while nothing changes', () =>
  withScratch(async (root) => {
    const clock = createManualClock();
    const each = watching([root], { clock, ...never });
    await until('it sleeps', () => clock.sleeping().length === 1);
    assert.equal(clock.sleeping(), [1e9]);
    assert.is(each.told(), 1);
    await each.stop();
    assert.equal(clock.sleeping(), []);
  }));

test('watch payloads - a change in any directory below is noticed without the poll, and told when it is quiet', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/debian/shimx64.efi': 'one' });
    const each = watching([root], { clock: systemClock(), ...never });
    await until('it watches', async () => each.told() === 1 && (await inotifyWatches()) === 3);
    await writeFile(join(root, 'EFI/debian/shimx64.efi'), 'two');
    await until('it is told', () => each.told() === 2);
    await until('it watches again', async () => (await inotifyWatches()) === 3);
    await mkdir(join(root, 'EFI/BOOT'));
    await until('it watches the new directory, too', async () => (await inotifyWatches()) === 4);
    const before = each.told();
    await writeFile(join(root, 'EFI/BOOT/BOOTX64.EFI'), 'new');
    await until('that is told', () => each.told() > before);
    await each.stop();
  }));

test('watch payloads - many writes are told once, after the last', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'EFI/a': 'one' });
    const clock = createManualClock();
    const each = watching([root], { clock, pollMs: 1e9, settleMs: 500 });
    await until('it sleeps', () => clock.sleeping().includes(1e9));
    await writeFile(join(root, 'EFI/a'), 'two');
    await until('it settles', () => clock.sleeping().includes(500));
    await clock.advance(499);
    assert.is(each.told(), 1);
    await writeFile(join(root, 'EFI/a'), 'three');
    // The event comes through the event loop: let it, before the first quiet is over.
    await systemClock().sleep(100);
    await clock.advance(1);
    assert.is(each.told(), 1, 'it changed meanwhile');
    await clock.advance(500);
    await until('it is told', () => each.told() === 2);
    await each.stop();
  }));

test('watch payloads - one that never becomes quiet is told all the same', () =>
  withScratch(async (root) => {
    const clock = createManualClock();
    const each = watching([root], { clock, pollMs: 1e9, settleMs: 500, maxSettleMs: 1500 });
    await until('it sleeps', () => clock.sleeping().includes(1e9));
    await writeFile(join(root, 'busy'), '0');
    for (const round of [1, 2, 3]) {
      await until('it settles', () => clock.sleeping().includes(500));
      assert.is(each.told(), 1);
      await writeFile(join(root, 'busy'), String(round));
      // The event comes through the event loop: let it, before this quiet is over.
      await systemClock().sleep(100);
      await clock.advance(500);
    }
    await until('it is told', () => each.told() === 2);
    await each.stop();
  }));

test('watch payloads - a change while the caller looks is told after it', () =>
  withScratch(async (root) => {
    let looks = 0;
    const look = async (): Promise<void> => {
      looks += 1;
      if (looks === 1) await writeFile(join(root, 'while-looking'), 'x');
    };
    const each = watching([root], { clock: systemClock(), ...never }, look);
    await until('it is told again', () => looks === 2);
    await each.stop();
  }));

test('watch payloads - what the watches cannot see is looked for by the poll', () =>
  withScratch(async (root) => {
    const clock = createManualClock();
    const each = watching([join(root, 'not/there/yet')], { clock, pollMs: 60_000, settleMs: 500 });
    await until('it sleeps', () => clock.sleeping().length === 1);
    await writeTree(root, { 'not/there/yet/EFI/a': 'x' });
    await clock.advance(59_999);
    assert.is(each.told(), 1);
    await clock.advance(1);
    await until('the poll tells', () => each.told() === 2);
    await each.stop();
  }));

test('watch payloads - a directory that comes, goes and comes again', () =>
  withScratch(async (root) => {
    const path = join(root, 'updates');
    const each = watching([path], { clock: systemClock(), ...never });
    await until('it watches', async () => (await inotifyWatches()) === 1);
    for (const round of [1, 2]) {
      const before = each.told();
      await writeTree(path, { 'EFI/a': String(round) });
      await until('it has come', () => each.told() > before);
      await until('it is watched', async () => (await inotifyWatches()) === 2);
      const there = each.told();
      await rm(path, { recursive: true });
      await until('it has gone', () => each.told() > there);
      await until('its parent is watched', async () => (await inotifyWatches()) === 1);
    }
    await each.stop();
  }));

test('watch payloads - leaves no watch behind, neither from round to round nor at the end', () =>
  withScratch(async (root) => {
    await writeTree(root, { 'a/b/c/file': 'x', 'd/file': 'x' });
    assert.is(await inotifyWatches(), 0);
    const each = watching([root], { clock: systemClock(), pollMs: 5, settleMs: 1 });
    await until('many rounds are over', () => each.told() > 50);
    assert.ok((await inotifyWatches()) <= 5, `${await inotifyWatches()} watches on 5 directories`);
    await each.stop();
    assert.is(await inotifyWatches(), 0);
  }));

test.run();
