import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  expectedFiles,
  formatHostRecord,
  freshHostRecord,
  openStateDirectory,
  parseHostRecord,
  readHostRecord,
  writeHostRecord,
} from '../../../lib/host/index.ts';
import type { HostRecord } from '../../../lib/host/index.ts';
import { withScratch } from '../../lab/scratch.ts';
import { failureOf } from '../../lab/errors.ts';
import { makePlan } from '../../lab/applier/plans.ts';

const test = suite('host-record');

const digest = 'ab'.repeat(32);
const record: HostRecord = {
  generation: 18_446_744_073_709_551_615n,
  live: {
    planId: digest,
    side: 'after',
    payloadId: digest,
    payloadEventId: 'event-1',
    generation: 9_007_199_254_740_993n,
    managedPaths: ['EFI/BOOT/BOOTX64.EFI'],
  },
  former: {
    planId: digest,
    side: 'before',
    payloadId: '',
    payloadEventId: '',
    generation: 1n,
    managedPaths: [],
  },
  awaitingAudit: true,
  previous: [{ scope: 'directory', target: 'EFI/debian', stagePath: 'EFI/DEBIAN.BSW' }],
  failedPayloads: [{ payloadId: digest, code: 'AUDIT_FAILED' }],
};

test('host-record - comes back as it was written, 64-bit numbers included', () =>
  withScratch(async (directory) => {
    const state = await openStateDirectory(join(directory, 'state'));
    assert.equal(await readHostRecord(state), { record: freshHostRecord(), warning: null });
    await writeHostRecord(state, record);
    assert.equal(await readHostRecord(state), { record, warning: null });
  }));

const text = formatHostRecord(record);
const corrupt: [string, string][] = [
  ['nothing', ''],
  ['half a file', text.slice(0, text.length / 2)],
  ['zeroes', '\0'.repeat(200)],
  ['a list', '[]'],
  ['a number for a 64-bit number', text.replace('"18446744073709551615"', '5')],
  ['a negative generation', text.replace('"18446744073709551615"', '"-1"')],
  ['an unknown side', text.replace('"after"', '"sideways"')],
  ['a plan id that is a path', text.replace(digest, '../../etc/passwd')],
  ['no list of previous trees', text.replace('"previous":', '"previously":')],
];

for (const [title, json] of corrupt) {
  test(`host-record - ${title} is moved aside, and said`, async () => {
    await withScratch(async (directory) => {
      const state = await openStateDirectory(directory);
      await writeFile(state.hostRecordPath, json);
      const reader = await readHostRecord(state);
      assert.is(reader.warning?.movedTo, null);
      for (const number of [1, 2]) {
        const { record: read, warning } = await readHostRecord(state, { moveCorruptAside: true });
        assert.equal(read, freshHostRecord());
        assert.is(warning?.movedTo, `${state.hostRecordPath}.corrupt-${number}`);
        await writeFile(state.hostRecordPath, json);
      }
      assert.is(await readFile(`${state.hostRecordPath}.corrupt-1`, 'utf8'), json);
    });
  });
}

test('host-record - the record of a newer bootswap is never moved or overwritten', async () => {
  const error = await failureOf(() => parseHostRecord(text.replace('"version": 1', '"version": 2')));
  assert.is(error.code, 'VERSION');
});

test('state-directory - is closed to others, its keys to the group as well', () =>
  withScratch(async (directory) => {
    const state = await openStateDirectory(join(directory, 'a/state'));
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    assert.is((await modeOf(state.root)) & 0o007, 0);
    assert.is(await modeOf(state.keysDirectory), 0o700);
    assert.equal((await readdir(state.root)).toSorted(), ['audits', 'blobs', 'keys', 'outbox', 'plans']);
    await openStateDirectory(state.root);
  }));

test('expected - afterwards the whole payload is, with the targets that it left as they were', () => {
  const before = { 'EFI/a/x': 'old', 'EFI/a/gone': 'g', 'EFI/b/same': 's' };
  const plan = makePlan({ before, after: { 'EFI/a/x': 'new', 'EFI/b/same': 's' }, targets: ['EFI/a'] });
  const after = expectedFiles(plan, 'after');
  assert.equal(
    after.present.map(({ path }) => path),
    ['EFI/a/x', 'EFI/b/same'],
  );
  assert.equal(after.present, plan.managedFiles);
  assert.equal(
    expectedFiles(plan, 'before').present.map(({ path }) => path),
    ['EFI/a/gone', 'EFI/a/x'],
  );
});

test('expected - tells what a plan finds from what it leaves', () => {
  const plan = makePlan({
    before: { 'EFI/a/kept': 'k', 'EFI/a/gone': 'g' },
    after: { 'EFI/a/kept': 'k', 'EFI/a/new': 'n' },
    targets: ['EFI/a'],
  });
  const pathsOf = (side: 'before' | 'after') => expectedFiles(plan, side).present.map(({ path }) => path);
  assert.equal(pathsOf('before'), ['EFI/a/gone', 'EFI/a/kept']);
  assert.equal(pathsOf('after'), ['EFI/a/kept', 'EFI/a/new']);
  assert.equal(expectedFiles(plan, 'before').absent, ['EFI/a/new']);
  assert.equal(expectedFiles(plan, 'after').absent, ['EFI/a/gone']);
});

test.run();
