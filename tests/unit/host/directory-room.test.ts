import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { findFullDirectory, freeRunsOf, newEntriesOf } from '../../../lib/host/index.ts';

const runs = (text: string): number[] => freeRunsOf([...text].map((slot) => slot !== '.'));

test('freeRunsOf - lengths of the runs of free slots, in their order', () => {
  assert.equal(runs('x..x.xx...'), [2, 1, 3]);
  assert.equal(runs('....'), [4]);
  assert.equal(runs('xxx'), []);
  assert.equal(runs(''), []);
});

test('newEntriesOf - a stage, and before it a target that is not there', () => {
  assert.equal(newEntriesOf({ target: 'EFI/debian', targetExists: true }), [{ parent: 'EFI', slots: 1 }]);
  assert.equal(newEntriesOf({ target: 'EFI', targetExists: true }), [{ parent: '', slots: 1 }]);
  assert.equal(newEntriesOf({ target: 'EFI/a-long-vendor-name', targetExists: false }), [
    { parent: 'EFI', slots: 3 },
    { parent: 'EFI', slots: 1 },
  ]);
});

test('findFullDirectory - by first fit, each directory by itself, in any case', () => {
  const entries = [3, 1].map((slots) => ({ parent: 'EFI', slots }));
  const inEfi = (freeRuns: number[]) => findFullDirectory(entries, [{ path: 'efi', freeRuns }]);
  assert.is(inEfi([4]), null);
  assert.is(inEfi([1, 3]), null);
  assert.is(inEfi([3]), 'efi');
  assert.is(inEfi([2, 2]), 'efi');
  assert.is(inEfi([]), 'efi');
  assert.is(findFullDirectory(entries, [{ path: '', freeRuns: [] }]), null);
  assert.is(findFullDirectory(entries, []), null);
});

test.run();
