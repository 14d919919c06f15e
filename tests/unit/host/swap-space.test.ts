import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { humanBytes } from '../../../lib/format.ts';
import {
  describeNarrower,
  narrowerScopes,
  previousTreeBytes,
  spaceNeeded,
  stagedFilesOf,
} from '../../../lib/host/index.ts';
import type { PreviousTree } from '../../../lib/host/index.ts';
import { makePlan, newTree, oldTree } from '../../lab/applier/plans.ts';

const test = suite('host swap-space');

test('spaceNeeded - counts whole clusters of all stages, directories and created targets', () => {
  const before = { 'EFI/a/x': '1' };
  const plan = makePlan({ before, after: { 'EFI/a/x': '12' }, targets: ['EFI/a'] });
  // One for the file, one for the directory; EFI is live and does not grow.
  assert.is(spaceNeeded(plan, 4096), 2n * 4096n);
  const created = makePlan({ before: {}, after: { 'EFI/a/x': 'x'.repeat(4097) }, targets: ['EFI/a'] });
  // Two for the file, one for the directory, one for the empty target.
  assert.is(spaceNeeded(created, 4096), 4n * 4096n);
  const deletion = makePlan({ before: oldTree, after: newTree, targets: ['EFI/old.cfg'] });
  assert.is(spaceNeeded(deletion, 512), 1n * 512n);
});

test('spaceNeeded - a directory that only a file tells of counts as well', () => {
  const plan = makePlan({ before: {}, after: { 'EFI/a/b/c/x': '1' }, targets: ['EFI/a'] });
  // The file; a, a/b, a/b/c; the empty target.
  assert.is(spaceNeeded(plan, 512), 5n * 512n);
});

test('spaceNeeded - a BOOT*.CSV is copied while it is hidden, where fallback would look', () => {
  const before = { 'EFI/a/BOOTX64.CSV': 'x'.repeat(600), 'EFI/a/y': '1' };
  const after = { ...before, 'EFI/a/y': '2' };
  // CSV and file, the directory; the copy, and the previous tree's directory for its name.
  const directory = makePlan({ before, after, targets: ['EFI/a'] });
  assert.is(spaceNeeded(directory, 512), (3n + 1n + 3n) * 512n);
  // CSV and file, EFI and the directory in it.
  const esp = makePlan({ before, after, targets: ['EFI'] });
  assert.is(spaceNeeded(esp, 512), (3n + 2n) * 512n);
});

test('describeNarrower - names the widest scope that would fit', () => {
  const before = { 'EFI/a/x': 'x'.repeat(3000), 'EFI/a/y': '1', 'EFI/b/z': 'z'.repeat(9000) };
  const plan = makePlan({ before, after: { ...before, 'EFI/a/y': '2' }, targets: ['EFI'] });
  const scopes = narrowerScopes(plan);
  assert.equal(
    scopes.map(({ scope, swaps }) => [scope, ...swaps.map(({ target }) => target)]),
    [
      ['directory', 'EFI/a'],
      ['file', 'EFI/a/y'],
    ],
  );
  const [directory, file] = scopes.map((narrower) => spaceNeeded(narrower, 512));
  const say = (availableBytes: bigint) => describeNarrower(plan, { availableBytes, clusterBytes: 512 });
  assert.is(say(directory ?? 0n), `; scope directory would fit and needs ${humanBytes(directory ?? 0n)}`);
  assert.is(say((directory ?? 0n) - 1n), `; scope file would fit and needs ${humanBytes(file ?? 0n)}`);
  assert.match(say(0n), 'no narrower scope');
  const added = makePlan({ before, after: { ...before, 'EFI/a/new': 'n' }, targets: ['EFI/a'] });
  assert.is(describeNarrower(added, { availableBytes: 0n, clusterBytes: 512 }), '');
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
