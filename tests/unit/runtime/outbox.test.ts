import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CloudEvent } from '../../../lib/bus/types.ts';
import { hasCode } from '../../../lib/errors.ts';
import { formatEntry, parseEntry } from '../../../lib/runtime/outbox-entry.ts';
import { openOutbox } from '../../../lib/runtime/outbox.ts';
import type { Outbox, OutboxOptions } from '../../../lib/runtime/outbox.ts';
import { run, runOrThrow } from '../../../lib/sys/index.ts';
import { skipIf } from '../../lab/skip.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { createRecordingLog } from '../../lab/recording-log.ts';
import { withScratch } from '../../lab/scratch.ts';

const test = suite('outbox');

const eventOf = (id: string, data: Uint8Array = new Uint8Array([0, 255, 10, 13])): CloudEvent => ({
  id,
  source: 'bootswap/applier/h1',
  type: 'bootswap.v1.plan.reported',
  subject: 'h1',
  timeMs: 1_700_000_000_000,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data,
});
const entryOf = (id: string, data?: Uint8Array) => ({
  busSubject: 'bootswap.v1.report.h1',
  event: eventOf(id, data),
  soleWriter: true,
});

const optionsFor = (directory: string): OutboxOptions => ({
  directory,
  clock: createManualClock(),
  log: createRecordingLog(),
});

/** Takes everything out, in order. */
const empty = async (outbox: Outbox): Promise<string[]> => {
  const ids: string[] = [];
  for (let entry = await outbox.head(); entry !== null; entry = await outbox.head()) {
    ids.push(entry.event.id);
    await outbox.remove(entry);
  }
  return ids;
};

const files = async (directory: string): Promise<string[]> =>
  (await readdir(directory)).filter((name) => name !== 'bad').toSorted();

test('outbox entry - every byte survives the file', () => {
  const data = Uint8Array.from({ length: 256 }, (_, index) => index);
  const entry = entryOf('report.h1.7 "ü\n', data);
  assert.equal(parseEntry(formatEntry(entry)), entry);
  const { traceparent: _, ...untraced } = entry.event;
  assert.equal(parseEntry(formatEntry({ ...entry, event: untraced })), { ...entry, event: untraced });
});

test('outbox entry - any cut and any changed character is noticed', () => {
  const text = formatEntry(entryOf('report.h1.7'));
  for (let length = 0; length < text.length; length += 1) assert.is(parseEntry(text.slice(0, length)), null);
  for (let at = 0; at < text.length; at += 1) {
    const changed = text[at] === 'x' ? 'y' : 'x';
    assert.is(parseEntry(text.slice(0, at) + changed + text.slice(at + 1)), null, `character ${at}`);
  }
  assert.is(parseEntry(`${text}x`), null);
});

test('outbox - keeps the order of the calls, also over a restart', () =>
  withScratch(async (directory) => {
    const outbox = await openOutbox(optionsFor(directory));
    await Promise.all(['a', 'b', 'c'].map((id) => outbox.append(entryOf(id))));
    const reopened = await openOutbox(optionsFor(directory));
    await reopened.append(entryOf('d'));
    assert.is(reopened.depth(), 4);
    assert.is((await reopened.head())?.isInherited, true);
    assert.equal(await empty(reopened), ['a', 'b', 'c', 'd']);
    assert.equal(await files(directory), []);
  }));

test('outbox - an id that is queued is dropped, also one from before a restart, and taken again once sent', () =>
  withScratch(async (directory) => {
    const outbox = await openOutbox(optionsFor(directory));
    await Promise.all([
      outbox.append(entryOf('a')),
      outbox.append(entryOf('a')),
      outbox.append(entryOf('b')),
    ]);
    const reopened = await openOutbox(optionsFor(directory));
    await reopened.append(entryOf('a'));
    assert.equal(await empty(reopened), ['a', 'b']);
    await reopened.append(entryOf('a'));
    assert.equal(await empty(reopened), ['a']);
  }));

test('outbox - a damaged file is put aside with its bytes and does not hold up the others', () =>
  withScratch(async (directory) => {
    const outbox = await openOutbox(optionsFor(directory));
    for (const id of ['a', 'b', 'c']) await outbox.append(entryOf(id));
    const [first = '', second = ''] = await files(directory);
    await writeFile(join(directory, first), 'garbage');
    await writeFile(join(directory, second), (await readFile(join(directory, second), 'utf8')).slice(0, 80));
    const log = createRecordingLog();
    assert.equal(await empty(await openOutbox({ ...optionsFor(directory), log })), ['c']);
    const bad = await readdir(join(directory, 'bad'));
    assert.is(bad.length, 2);
    assert.is(await readFile(join(directory, 'bad', bad.toSorted()[0] ?? ''), 'utf8'), 'garbage');
    assert.equal(
      log.entries.map(({ level }) => level),
      ['error', 'error'],
    );
  }));

test('outbox - a file damaged while it waits is put aside, too', () =>
  withScratch(async (directory) => {
    const outbox = await openOutbox(optionsFor(directory));
    for (const id of ['a', 'b']) await outbox.append(entryOf(id));
    const [first = ''] = await files(directory);
    await writeFile(join(directory, first), '');
    assert.equal(await empty(outbox), ['b']);
  }));

test('outbox - what a crash left half-written is never sent', () =>
  withScratch(async (directory) => {
    await mkdir(directory, { recursive: true });
    const half = formatEntry(entryOf('half')).slice(0, 100);
    await writeFile(join(directory, '.0000000000000001.event.0a0b0c0d0e0f.tmp'), half);
    const outbox = await openOutbox(optionsFor(directory));
    assert.is(outbox.depth(), 0);
    assert.equal(await files(directory), []);
  }));

test('outbox - is bounded, and says so', () =>
  withScratch(async (directory) => {
    const outbox = await openOutbox({ ...optionsFor(directory), maxEntries: 2 });
    await outbox.append(entryOf('a'));
    await outbox.append(entryOf('b'));
    const error = await outbox.append(entryOf('c')).catch((thrown: unknown) => thrown);
    assert.ok(hasCode(error, 'OUTBOX_FULL'), String(error));
    await outbox.append(entryOf('a'));
    assert.equal(await empty(outbox), ['a', 'b']);
    await outbox.append(entryOf('c'));
    assert.equal(await empty(outbox), ['c']);
  }));

test('outbox - tells who waits for an append', () =>
  withScratch(async (directory) => {
    const outbox = await openOutbox(optionsFor(directory));
    let rings = 0;
    const stop = outbox.onAppend(() => (rings += 1));
    await outbox.append(entryOf('a'));
    await outbox.append(entryOf('a'));
    stop();
    await outbox.append(entryOf('b'));
    assert.is(rings, 1);
  }));

const canMount = process.getuid?.() === 0 && (await run('mount', ['--version'])).code === 0;
const onTmpfs = skipIf(test, canMount ? undefined : 'mounting a small tmpfs needs root');

onTmpfs('outbox - a full disk refuses the event whole, and the next fits when there is room', () =>
  withScratch(async (directory) => {
    await runOrThrow('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory]);
    try {
      const outbox = await openOutbox(optionsFor(directory));
      await outbox.append(entryOf('small'));
      const large = entryOf('large', new Uint8Array(100_000));
      const error = await outbox.append(large).catch((thrown: unknown) => thrown);
      assert.ok(hasCode(error, 'OUTBOX_WRITE'), String(error));
      assert.ok(error instanceof Error && hasCode(error.cause, 'ENOSPC'));
      await outbox.append(entryOf('after'));
      const reopened = await openOutbox(optionsFor(directory));
      assert.equal(await empty(reopened), ['small', 'after']);
      assert.equal(await files(directory), []);
    } finally {
      await runOrThrow('umount', [directory]);
    }
  }),
);

test.run();
