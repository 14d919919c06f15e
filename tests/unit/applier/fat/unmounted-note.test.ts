import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mountAfterKill } from '../../../../services/applier/fat/index.ts';
import { parseUnmountedNote, writeUnmountedNote } from '../../../../services/applier/fat/unmounted-note.ts';
import { withScratch } from '../../../lab/scratch.ts';
import { rejectionCodeOf, rejectsWith } from '../../../lab/errors.ts';

const request = {
  source: '/dev/none',
  target: '/nowhere',
  filesystem: 'vfat',
  options: ['rw', 'umask=0077'],
};

const withNote = (use: (path: string) => Promise<void>): Promise<void> =>
  withScratch((directory) => use(join(directory, 'unmounted.json')));

test('parseUnmountedNote - reads what was written, and takes nothing else for a note', () =>
  withNote(async (path) => {
    await writeUnmountedNote(path, request);
    const text = await readFile(path, 'utf8');
    assert.equal(parseUnmountedNote(text)?.request, request);
    const other = { ...request, filesystem: 'ext4' };
    const bad = [
      '',
      'null',
      '[]',
      '{}',
      text.slice(0, 20),
      JSON.stringify({ bootId: 'x' }),
      JSON.stringify({ bootId: 'x', request: other }),
      JSON.stringify({ bootId: 'x', request: { ...request, options: ['rw', 1] } }),
      JSON.stringify({ request }),
    ];
    for (const json of bad) assert.is(parseUnmountedNote(json), null, json);
  }));

test('mountAfterKill - mounts nothing without a note, for another place, or after another boot', () =>
  withNote(async (path) => {
    assert.is(await mountAfterKill(path, request.target), false);
    await writeUnmountedNote(path, request);
    assert.is(await mountAfterKill(path, '/elsewhere'), false);
    const earlier = { ...JSON.parse(await readFile(path, 'utf8')), bootId: 'an earlier one' };
    await writeFile(path, JSON.stringify(earlier));
    assert.is(await mountAfterKill(path, request.target), false);
  }));

test('writeUnmountedNote - a state directory that fails is not taken for an ESP that does', () =>
  withNote(async (path) => {
    const why = await rejectionCodeOf(writeUnmountedNote(join(path, 'no-directory'), request));
    assert.is(why, 'STATE_DIRECTORY');
  }));

test('mountAfterKill - says which note it follows where what it names cannot be mounted, and keeps it', () =>
  withNote(async (path) => {
    for (const named of [request, { ...request, target: join(path, '..') }]) {
      await writeUnmountedNote(path, named);
      const error = await rejectsWith('NOT_REMOUNTED', () => mountAfterKill(path));
      assert.ok(error.message.includes(path));
      assert.equal(parseUnmountedNote(await readFile(path, 'utf8'))?.request, named);
    }
  }));

test.run();
