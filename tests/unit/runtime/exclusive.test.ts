import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createExclusiveGroups } from '../../../lib/runtime/exclusive.ts';
import { createSlots } from '../../../lib/runtime/slots.ts';
import { settle } from '../../lab/manual-clock.ts';
import { createGate } from '../../lab/gate.ts';

const test = suite('exclusive');

test('exclusive - one group never runs twice at once, in the order of the calls; others are free', async () => {
  const groups = createExclusiveGroups();
  const seen: string[] = [];
  const gate = createGate();
  const work = (name: string, waitFor?: Promise<void>) => async () => {
    seen.push(`${name} begins`);
    await waitFor;
    seen.push(`${name} ends`);
  };
  const all = [
    groups.run('esp', work('a', gate.passed)),
    groups.run('esp', work('b')),
    groups.run('esp', work('c')),
    groups.run('other', work('d')),
    groups.run(undefined, work('e')),
  ];
  await settle();
  assert.equal(seen.toSorted(), ['a begins', 'd begins', 'd ends', 'e begins', 'e ends']);
  gate.open();
  await Promise.all(all);
  assert.equal(seen.slice(5), ['a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('exclusive - an error goes to its caller and frees the group', async () => {
  const groups = createExclusiveGroups();
  const failed = groups.run('esp', () => Promise.reject(new Error('no'))).then(() => '', String);
  const next = groups.run('esp', async () => 'next');
  assert.is(await failed, 'Error: no');
  assert.is(await next, 'next');
});

test('slots - no more than the limit at once, and all free at the end', async () => {
  const slots = createSlots(2);
  await slots.take();
  await slots.take();
  let hasThird = false;
  const third = slots.take().then(() => (hasThird = true));
  await settle();
  assert.is(hasThird, false);
  slots.free();
  await third;
  let isIdle = false;
  const idle = slots.allFree().then(() => (isIdle = true));
  slots.free();
  await settle();
  assert.is(isIdle, false);
  slots.free();
  await idle;
});

test.run();
