import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isSameSector, planSteering, predictSlot } from '../../../../lib/esp/fat/index.ts';
import type { SlotMap } from '../../../../lib/esp/fat/index.ts';

const test = suite('predict slot');

/** `x` is used, `.` is free, `L` is the live entry (used). */
const mapOf = (text: string, canGrow = true): SlotMap => ({
  isUsed: [...text].map((slot) => slot !== '.'),
  slotsPerSector: 4,
  canGrow,
});

const steer = (text: string, needed = 1, canGrow = true) =>
  planSteering(mapOf(text, canGrow), { live: text.indexOf('L'), needed });

test('predictSlot - the first run that is long enough, across sectors', () => {
  assert.equal(predictSlot(mapOf('xx.x..xx'), { needed: 1 }), { index: 2, grows: false });
  assert.equal(predictSlot(mapOf('xx.x..xx'), { needed: 2 }), { index: 4, grows: false });
  assert.equal(predictSlot(mapOf('xx.x..xx'), { needed: 1, from: 3 }), { index: 4, grows: false });
  assert.equal(predictSlot(mapOf('....'), { needed: 4 }), { index: 0, grows: false });
});

test('predictSlot - no run: the free end and a new cluster, or nothing', () => {
  assert.equal(predictSlot(mapOf('xx.xxx..'), { needed: 3 }), { index: 6, grows: true });
  assert.equal(predictSlot(mapOf('xxxx'), { needed: 1 }), { index: 4, grows: true });
  assert.is(predictSlot(mapOf('xx.xxx..', false), { needed: 3 }), null);
});

test('isSameSector - by whole sectors', () => {
  assert.ok(isSameSector(0, 3, 4));
  assert.not(isSameSector(3, 4, 4));
});

test('planSteering - what comes by itself needs no filler', () => {
  assert.equal(steer('xL..'), { index: 2, fillers: 0, sector: 'same', order: 'behind' });
  assert.equal(steer('xxxL....'), { index: 4, fillers: 0, sector: 'other', order: 'behind' });
  assert.equal(steer('xL.x'), { index: 2, fillers: 0, sector: 'same', order: 'behind' });
});

test('planSteering - free slots before the live entry are filled', () => {
  assert.equal(steer('..L.'), { index: 3, fillers: 2, sector: 'same', order: 'behind' });
  assert.equal(steer('.xL.'), { index: 3, fillers: 1, sector: 'same', order: 'behind' });
  assert.equal(steer('..Lx....'), { index: 4, fillers: 2, sector: 'other', order: 'behind' });
});

test('planSteering - a stage of two slots lands behind gaps that are too small, which are filled, too', () => {
  assert.equal(steer('..L..xxx', 2), { index: 4, fillers: 2, sector: 'other', order: 'behind' });
  assert.equal(steer('..xxxL.x..', 2), { index: 9, fillers: 3, sector: 'other', order: 'behind' });
  assert.equal(steer('xL..', 2), { index: 3, fillers: 0, sector: 'same', order: 'behind' });
});

test('planSteering - no live directory grows: before the live entry if there is no other place, else none', () => {
  for (const canGrow of [true, false]) {
    assert.equal(steer('.xLx', 1, canGrow), { index: 0, fillers: 0, sector: 'same', order: 'before' });
    assert.equal(steer('..xL', 2, canGrow), { index: 1, fillers: 0, sector: 'same', order: 'before' });
    assert.is(steer('xxLx', 1, canGrow), null);
    assert.is(steer('xxL.', 2, canGrow), null);
  }
});

test('planSteering - too many free slots are not filled', () => {
  assert.equal(steer(`${'.'.repeat(64)}L..`), { index: 65, fillers: 64, sector: 'same', order: 'behind' });
  assert.equal(steer(`${'.'.repeat(65)}L..`), { index: 0, fillers: 0, sector: 'other', order: 'before' });
});

test.run();
