import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hasCode } from '../../../lib/errors.ts';
import { openSettledFile } from '../../../lib/runtime/settled-file.ts';
import { createRecordingLog } from '../../lab/recording-log.ts';
import { withScratch } from '../../lab/scratch.ts';

const test = suite('settled file');

const withPath = (use: (path: string, directory: string) => Promise<void>): Promise<void> =>
  withScratch((directory) => use(join(directory, 'settled.json'), directory));

test('settled file - remembers over a restart, by function', () =>
  withPath(async (path) => {
    const settled = await openSettledFile(path, createRecordingLog());
    assert.is(settled.get('applier.plan'), undefined);
    await Promise.all([settled.set('applier.plan', '7:plan.7'), settled.set('auditor.report', '9:report.9')]);
    await settled.set('applier.plan', '8:plan.8');
    const reopened = await openSettledFile(path, createRecordingLog());
    assert.is(reopened.get('applier.plan'), '8:plan.8');
    assert.is(reopened.get('auditor.report'), '9:report.9');
    assert.is(reopened.get('__proto__'), undefined);
  }));

const unreadable = [
  '',
  '{',
  'null',
  '[]',
  '{"format":"bootswap-settled-2","settled":{}}',
  '{"format":"bootswap-settled-1","settled":{"a":1}}',
];
for (const text of unreadable) {
  test(`settled file - ${JSON.stringify(text)} is put aside and begun anew`, () =>
    withPath(async (path) => {
      await writeFile(path, text);
      const log = createRecordingLog();
      const settled = await openSettledFile(path, log);
      assert.is(settled.get('a'), undefined);
      await settled.set('a', '1:x');
      assert.is((await openSettledFile(path, log)).get('a'), '1:x');
      assert.is(await readFile(`${path}.bad`, 'utf8'), text);
      assert.equal(
        log.entries.map(({ level }) => level),
        ['warn'],
      );
    }));
}

test('settled file - a disk that takes nothing is an error, and this process remembers all the same', () =>
  withPath(async (path, directory) => {
    const settled = await openSettledFile(path, createRecordingLog());
    await rm(directory, { recursive: true });
    const error = await settled.set('a', '1:x').catch((thrown: unknown) => thrown);
    assert.ok(hasCode(error, 'SETTLED_WRITE'), String(error));
    assert.is(settled.get('a'), '1:x');
  }));

test.run();
