import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { describeEvent } from '../../../cli/describe-event.ts';
import type { Audit, Decision, Plan, Report } from '../../../lib/wire/types.ts';

const test = suite('describe event');

test('describe event - a decision counts its hosts and names up to five refusals', () => {
  const refusals = Array.from({ length: 7 }, (_, index) => ({
    host: `h${index}`,
    code: 'NO_SPACE',
    detail: 'full',
  }));
  const decision = {
    hostsConsidered: 9,
    planned: 1,
    unchanged: 1,
    refused: 7,
    refusals,
    warnings: [{ code: 'ROLLBACK_UNTIL_FIRST_BOOT', hosts: 1, detail: 'then: x' }],
  } as unknown as Decision;
  const lines = describeEvent({ kind: 'decision', decision }).split('\n');
  assert.is(lines[0], 'decided    9 hosts: 1 planned, 1 unchanged, 7 refused');
  assert.is(lines.length, 7);
  assert.is(lines[6]?.trim(), '1 host: ROLLBACK_UNTIL_FIRST_BOOT: then: x');
  assert.is(lines[1]?.trim(), 'h0: NO_SPACE: full');
});

test('describe event - a plan says what is written, deleted and kept, how much, and each scope with its reason', () => {
  const file = (action: string, path = 'EFI/debian/x.efi') => ({ action, path });
  const swap = {
    scope: 'directory',
    target: 'EFI/debian',
    why: 'more than one file',
    files: [file('write'), file('write'), file('keep'), file('delete', 'EFI/debian/old.efi')],
  };
  const proof = {
    states: [
      { exchanges: 1, verdict: 'boots', entries: [{ name: 'Boot0004', class: 'ok', verdict: 'boots' }] },
    ],
    rollback: { possible: false, until: '', why: 'y' },
    measurements: { breaks: [] },
  };
  const plan = {
    host: 'h',
    generation: 3n,
    swaps: [swap],
    bytesToWrite: 2048n,
    proof,
  } as unknown as Plan;
  assert.equal(describeEvent({ kind: 'plan', plan }).split('\n'), [
    'planned    h generation 3: 2 files to write, 1 to delete, 1 kept, 2.0 KiB',
    '           directory EFI/debian: more than one file',
    '           delete     EFI/debian/old.efi',
    '           proven     after 1 of 1: Boot0004 ok',
    '           ROLLBACK_IMPOSSIBLE: rollback is not possible: y',
  ]);
});

test('describe event - of many files to delete ten are named and the rest counted', () => {
  const files = Array.from({ length: 13 }, (_, index) => ({ action: 'delete', path: `EFI/a/${index}` }));
  const swaps = [{ scope: 'directory', target: 'EFI/a', why: 'w', files }];
  const plan = { host: 'h', generation: 1n, swaps, bytesToWrite: 0n, proof: null } as unknown as Plan;
  const deleted = describeEvent({ kind: 'plan', plan })
    .split('\n')
    .filter((line) => line.includes(' delete     '));
  assert.is(deleted.length, 11);
  assert.is(deleted[9]?.trim(), 'delete     EFI/a/9');
  assert.is(deleted[10]?.trim(), 'delete     and 3 more');
});

const reports: [Partial<Report>, string][] = [
  [{ phase: 'staged', bytesWritten: 10n }, 'staged     h 10 B written'],
  [{ phase: 'unchanged' }, 'unchanged  h'],
  [{ phase: 'rejected', code: 'EXPIRED', detail: 'too late' }, 'rejected   h EXPIRED: too late'],
  [
    { phase: 'exchanged', targets: ['EFI/a', 'EFI/b'], bytesWritten: 1024n },
    'exchanged  h EFI/a, EFI/b; 1.0 KiB written',
  ],
];
for (const [changes, line] of reports)
  test(`describe event - a report: ${line}`, () => {
    const report = {
      host: 'h',
      code: '',
      detail: '',
      targets: [],
      bytesWritten: 0n,
      ...changes,
    } as unknown as Report;
    assert.is(describeEvent({ kind: 'report', report }), line);
  });

test('describe event - an audit names its entry, verdict and checks', () => {
  const checks = [
    { name: 'free-space', result: 'pass' },
    { name: 'esp-mounted', result: 'unknown' },
  ];
  const audit = { host: 'h', sequence: 4n, verdict: 'pass', checks } as unknown as Audit;
  assert.is(
    describeEvent({ kind: 'audit', audit }),
    'audited    h entry 4: pass (free-space pass, esp-mounted unknown)',
  );
});

test.run();
