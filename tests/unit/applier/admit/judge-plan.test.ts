import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { freshHostRecord } from '../../../../lib/host/index.ts';
import type { HostRecord } from '../../../../lib/host/index.ts';
import type { FileChange, Plan, Swap } from '../../../../lib/wire/types.ts';
import { judgePlan } from '../../../../services/applier/admit/judge-plan.ts';
import { recordExchanged, recordRolledBack } from '../../../../services/applier/state/next-record.ts';
import { sha256 } from '../../../lab/file-digest.ts';
import { firstPlan, hostId, nowMs, withId } from '../../../lab/applier/plans.ts';

const test = suite('judge-plan');

const judge = (plan: Plan, record: HostRecord = freshHostRecord(), atMs = nowMs): string => {
  const judgement = judgePlan(plan, { record, hostId, nowMs: atMs });
  return judgement.kind === 'refused' ? judgement.code : judgement.kind;
};

const file = (path: string, change: Partial<FileChange> = {}): FileChange => ({
  path,
  action: 'write',
  beforeSha256: '',
  beforeSizeBytes: 0n,
  afterSha256: sha256('after'),
  afterSizeBytes: 5n,
  ...change,
});

const planOf = (...swaps: Partial<Swap>[]): Plan =>
  withId({
    ...firstPlan,
    managedFiles: [],
    swaps: swaps.map((swap) => ({
      scope: 'directory',
      target: 'EFI/debian',
      why: '',
      targetExists: true,
      files: [],
      directories: [],
      ...swap,
    })),
  });

const withFile = (path: string, change: Partial<FileChange> = {}): Plan =>
  planOf({ files: [file(path, change)] });

const verdicts: [string, Plan, string][] = [
  ['a plan of every kind of swap', firstPlan, 'go'],
  ['no swaps at all', planOf(), 'go'],
  ['a path that climbs out', withFile('EFI/debian/../../etc/passwd'), 'PATH_OUTSIDE'],
  ['an absolute path', withFile('/EFI/debian/x'), 'PATH_OUTSIDE'],
  ['a NUL', withFile('EFI/debian/x\0y'), 'PATH_OUTSIDE'],
  ['a backslash', withFile('EFI\\debian\\x'), 'PATH_OUTSIDE'],
  ['a path of another target', withFile('EFI/BOOT/BOOTX64.EFI'), 'PATH_OUTSIDE'],
  ['a neighbour with the same beginning', withFile('EFI/debian2/x.efi'), 'PATH_OUTSIDE'],
  ['a target outside EFI', planOf({ target: 'loader', files: [file('loader/x')] }), 'PATH_OUTSIDE'],
  ['EFI itself in scope directory', planOf({ target: 'EFI', files: [file('EFI/x')] }), 'PATH_OUTSIDE'],
  [
    'a managed path outside',
    { ...firstPlan, managedFiles: [{ path: '../x', sizeBytes: 1n, sha256: sha256('x') }] },
    'PATH_OUTSIDE',
  ],
  [
    'a directory outside',
    planOf({ directories: ['EFI/BOOT/fw'], files: [file('EFI/debian/x')] }),
    'PATH_OUTSIDE',
  ],
  ['a name that FAT cannot hold', withFile('EFI/debian/a:b'), 'NAME_NOT_FAT'],
  ['a name that ends in a dot', withFile('EFI/debian/x.'), 'NAME_NOT_FAT'],
  ['a name of 300 characters', withFile(`EFI/debian/${'x'.repeat(300)}`), 'NAME_NOT_FAT'],
  [
    'names equal but for case',
    planOf({ files: [file('EFI/debian/A.efi'), file('EFI/debian/a.efi')] }),
    'CASE_COLLISION',
  ],
  [
    'directories equal but for case',
    planOf({ files: [file('EFI/debian/Fw/a'), file('EFI/debian/fw/b')] }),
    'CASE_COLLISION',
  ],
  [
    'a file where a directory is',
    planOf({ files: [file('EFI/debian/x'), file('EFI/debian/x/y')] }),
    'CASE_COLLISION',
  ],
  [
    'a name that changes its case',
    planOf({
      files: [
        file('EFI/debian/A.efi', {
          action: 'delete',
          beforeSha256: sha256('a'),
          afterSha256: '',
          afterSizeBytes: 0n,
        }),
        file('EFI/debian/a.efi'),
      ],
    }),
    'go',
  ],
  [
    'the name of a stage of ours as a target',
    planOf({ target: 'EFI/DEBIAN.BSW', files: [file('EFI/DEBIAN.BSW/x')] }),
    'STAGE_NAME',
  ],
  ['the name of a hidden CSV', withFile('EFI/debian/BOOTX64.BSV'), 'STAGE_NAME'],
  ['scope esp', planOf({ scope: 'esp', target: 'EFI', files: [file('EFI/x')] }), 'go'],
  [
    'scope esp for less than EFI',
    planOf({ scope: 'esp', target: 'EFI/debian', files: [file('EFI/debian/x')] }),
    'PATH_OUTSIDE',
  ],
  ['scope directory for all of EFI', planOf({ target: 'EFI', files: [file('EFI/x')] }), 'PATH_OUTSIDE'],
  [
    'scope esp without an EFI',
    planOf({ scope: 'esp', target: 'EFI', targetExists: false, files: [file('EFI/x')] }),
    'INCONSISTENT',
  ],
  [
    'scope esp and one more',
    planOf(
      { scope: 'esp', target: 'EFI', files: [file('EFI/x')] },
      { target: 'EFI/debian', files: [file('EFI/debian/y')] },
    ),
    'OVERLAP',
  ],
  [
    'a target inside another',
    planOf({ files: [file('EFI/debian/x')] }, { target: 'EFI/debian/fw', files: [file('EFI/debian/fw/y')] }),
    'OVERLAP',
  ],
  [
    'one target twice, in different case',
    planOf({ files: [file('EFI/debian/x')] }, { target: 'EFI/DEBIAN', files: [file('EFI/DEBIAN/y')] }),
    'OVERLAP',
  ],
  [
    'a kept file that changes',
    withFile('EFI/debian/x', { action: 'keep', beforeSha256: sha256('b') }),
    'INCONSISTENT',
  ],
  ['a path twice', planOf({ files: [file('EFI/debian/x'), file('EFI/debian/x')] }), 'INCONSISTENT'],
  [
    'a swap that changes nothing',
    withFile('EFI/debian/x', { action: 'keep', beforeSha256: sha256('after'), beforeSizeBytes: 5n }),
    'INCONSISTENT',
  ],
  [
    'files in a target that is not there',
    planOf({ targetExists: false, files: [file('EFI/debian/x', { beforeSha256: sha256('b') })] }),
    'INCONSISTENT',
  ],
  [
    'two files in scope file',
    planOf({ scope: 'file', target: 'EFI/a', files: [file('EFI/a'), file('EFI/a')] }),
    'INCONSISTENT',
  ],
];

for (const [title, plan, expected] of verdicts) {
  test(`judge-plan - ${title}: ${expected}`, () => {
    assert.is(judge(plan), expected);
  });
}

test('judge-plan - the plan that is live is known again, whatever the clock says', () => {
  const record = recordExchanged(freshHostRecord(), firstPlan);
  assert.is(judge(firstPlan, record), 'already-live');
  assert.is(judge(firstPlan, record, nowMs + 10 * 86_400_000), 'already-live');
});

test('judge-plan - the plan that was rolled back stays rolled back', () => {
  const record = recordRolledBack(recordExchanged(freshHostRecord(), firstPlan), firstPlan, 'AUDIT_FAILED');
  assert.is(judge(firstPlan, record), 'ALREADY_ROLLED_BACK');
});

const generations: [bigint, string][] = [
  [1n, 'STALE_GENERATION'],
  [2n, 'STALE_GENERATION'],
  [3n, 'go'],
];
for (const [generation, expected] of generations) {
  test(`judge-plan - generation ${generation} on a host that has carried out 2: ${expected}`, () => {
    const record = { ...freshHostRecord(), generation: 2n };
    assert.is(judge(withId({ ...firstPlan, generation }), record), expected);
  });
}

const DAY_MS = 86_400_000;
const clocks: [string, number, string][] = [
  ['at the last millisecond', nowMs + DAY_MS, 'go'],
  ['a millisecond later', nowMs + DAY_MS + 1, 'EXPIRED'],
  ['a day behind the issue', nowMs - DAY_MS, 'go'],
  ['more than a day behind the issue', nowMs - DAY_MS - 1, 'CLOCK_BEHIND'],
  ['at the epoch, as without a battery', 0, 'CLOCK_BEHIND'],
];
for (const [title, atMs, expected] of clocks) {
  test(`judge-plan - a clock ${title}: ${expected}`, () => {
    assert.is(judge(firstPlan, freshHostRecord(), atMs), expected);
  });
}

test('judge-plan - CLOCK_BEHIND names both times', () => {
  const judgement = judgePlan(firstPlan, { record: freshHostRecord(), hostId, nowMs: 0 });
  assert.match(judgement.kind === 'refused' ? judgement.detail : '', /2026-01-02.*1970-01-01/);
});

test.run();
