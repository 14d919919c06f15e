import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { previousTreeBytes, spaceNeeded, stagedFilesOf } from '../../../lib/host/index.ts';
import type { PreviousTree } from '../../../lib/host/index.ts';
import { makePlan, newTree, oldTree } from '../applier/plans.ts';

const test = suite('host swap-space');

test('spaceNeeded - counts whole clusters of all stages, directories and created targets', () => {
  const before = { 'EFI/a/x': '1' };
  const plan = makePlan({ before, after: { 'EFI/a/x': '12' }, targets: ['EFI/a'] });
  // One for the file, one for the directory, two to spare.
  assert.is(spaceNeeded(plan, 4096), 4n * 4096n);
  const created = makePlan({ before: {}, after: { 'EFI/a/x': 'x'.repeat(4097) }, targets: ['EFI/a'] });
  // Two for the file, one for the directory, two to spare, one for the empty target and one for EFI.
  assert.is(spaceNeeded(created, 4096), 7n * 4096n);
  const deletion = makePlan({ before: oldTree, after: newTree, targets: ['EFI/old.cfg'] });
  assert.is(spaceNeeded(deletion, 512), 3n * 512n);
});

test('spaceNeeded - a directory that only a file tells of counts as well', () => {
  const plan = makePlan({ before: {}, after: { 'EFI/a/b/c/x': '1' }, targets: ['EFI/a'] });
  // The file; a, a/b, a/b/c; two to spare; the empty target and EFI.
  assert.is(spaceNeeded(plan, 512), 8n * 512n);
});

test('stagedFilesOf - a file that goes is copied, a directory has what stays and what comes', () => {
  const deletion = makePlan({ before: oldTree, after: newTree, targets: ['EFI/old.cfg'] });
  assert.equal(
    deletion.swaps.flatMap(stagedFilesOf).map(({ path }) => path),
    ['EFI/old.cfg'],
  );
  const plan = makePlan({
    before: { 'EFI/a/gone': '1', 'EFI/a/kept': '2' },
    after: { 'EFI/a/kept': '2', 'EFI/a/new': '3' },
    targets: ['EFI/a'],
  });
  assert.equal(
    plan.swaps.flatMap(stagedFilesOf).map(({ path }) => path),
    ['EFI/a/kept', 'EFI/a/new'],
  );
});

test('previousTreeBytes - what the plan found in the targets whose previous trees are there', () => {
  const before = { 'EFI/a/x': 'x'.repeat(4097), 'EFI/b.efi': 'y' };
  const after = { 'EFI/a/x': '1', 'EFI/b.efi': 'z' };
  const plan = makePlan({ before, after, targets: ['EFI/a', 'EFI/b.efi'] });
  const previous: PreviousTree[] = [
    { scope: 'directory', target: 'EFI/a', stagePath: 'EFI/A.BSW' },
    { scope: 'file', target: 'EFI/b.efi', stagePath: 'EFI/B.BSW' },
  ];
  const bytes = (stagePaths: string[], kept = previous): bigint =>
    previousTreeBytes(plan, { previous: kept, stagePaths, clusterBytes: 4096 });
  assert.is(bytes(['EFI/a.bsw', 'EFI/B.BSW']), 4n * 4096n);
  assert.is(bytes(['EFI/A.BSW']), 3n * 4096n);
  assert.is(bytes([]), 0n);
  assert.is(bytes(['EFI/A.BSW', 'EFI/B.BSW'], []), 0n);
});

test.run();
