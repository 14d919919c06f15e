import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createWindow } from '../../../../services/planner/events/publish-window.ts';
import type { Task } from '../../../../services/planner/events/publish-window.ts';

const test = suite('planner publish-window');

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('window - never more tasks at once than its limit, and all of them in the end', async () => {
  const seen = { running: 0, most: 0, done: 0 };
  const task: Task = async () => {
    seen.running += 1;
    seen.most = Math.max(seen.most, seen.running);
    await turn();
    seen.running -= 1;
    seen.done += 1;
  };
  const window = createWindow(4);
  for (let count = 0; count < 10; count += 1) await window.addAll([task, task, task]);
  await window.finish();
  assert.is(seen.done, 30);
  assert.is(seen.most, 4);
});

test('window - the first failure stops what comes and is thrown once all has ended', async () => {
  let ended = 0;
  const slow: Task = async () => {
    await turn();
    await turn();
    ended += 1;
  };
  const window = createWindow(10);
  await window.addAll([slow, () => Promise.reject(new Error('first')), slow]);
  await turn();
  let started = false;
  const late: Task = () => Promise.resolve((started = true));
  await window.addAll([late]).then(
    () => assert.unreachable(),
    (error: Error) => assert.is(error.message, 'first'),
  );
  await window.finish().then(
    () => assert.unreachable(),
    (error: Error) => assert.is(error.message, 'first'),
  );
  assert.is(ended, 2);
  assert.not(started);
});

test('window - nothing to do is done', async () => {
  await createWindow(2).addAll([]);
  await createWindow(2).finish();
});

test.run();
