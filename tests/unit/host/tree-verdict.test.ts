import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { treeVerdict } from '../../../lib/host/index.ts';

const test = suite('host/tree-verdict');

const check = (name: string, result: 'pass' | 'fail' | 'unknown') => ({ name, result });

test('tree verdict - present and absent files passed: pass', () => {
  assert.is(treeVerdict([check('files-present', 'pass'), check('files-absent', 'pass')]), 'pass');
});

test('tree verdict - what a swap cannot answer for fails nothing', () => {
  const checks = [
    check('free-space', 'fail'),
    check('no-foreign-stage', 'fail'),
    check('host-record', 'fail'),
    check('files-present', 'pass'),
  ];
  assert.is(treeVerdict(checks), 'pass');
});

test('tree verdict - a file of the plan that is wrong fails it, whatever else passed', () => {
  assert.is(treeVerdict([check('files-present', 'pass'), check('files-absent', 'fail')]), 'fail');
  assert.is(treeVerdict([check('files-present', 'fail'), check('files-absent', 'unknown')]), 'fail');
});

test('tree verdict - files that could not be judged are never a pass', () => {
  assert.is(treeVerdict([check('files-present', 'unknown'), check('files-absent', 'pass')]), 'unknown');
  assert.is(treeVerdict([check('plan-signed', 'fail')]), 'unknown');
  assert.is(treeVerdict([]), 'unknown');
});

test.run();
