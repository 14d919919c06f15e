import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mountAfterKill } from '../../../services/applier/fat/index.ts';
import { parseUnmountedNote, writeUnmountedNote } from '../../../services/applier/fat/unmounted-note.ts';

const request = {
  source: '/dev/none',
  target: '/nowhere',
  filesystem: 'vfat',
  options: ['rw', 'umask=0077'],
};

const withNote = async (use: (path: string) => Promise<void>): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'bootswap-note-'));
  try {
    await use(join(directory, 'unmounted.json'));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

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

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

test('writeUnmountedNote - a state directory that fails is not taken for an ESP that does', () =>
  withNote(async (path) => {
    const why = await writeUnmountedNote(join(path, 'no-directory'), request).catch(codeOf);
    assert.is(why, 'STATE_DIRECTORY');
  }));

test('mountAfterKill - says which note it follows where what it names cannot be mounted, and keeps it', () =>
  withNote(async (path) => {
    for (const named of [request, { ...request, target: join(path, '..') }]) {
      await writeUnmountedNote(path, named);
      const error = await mountAfterKill(path).catch((caught: unknown) => caught);
      assert.is(codeOf(error), 'NOT_REMOUNTED');
      assert.ok((error as Error).message.includes(path));
      assert.equal(parseUnmountedNote(await readFile(path, 'utf8'))?.request, named);
    }
  }));

test.run();
