import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { freshHostRecord } from '../../../../lib/host/index.ts';
import type { HostRecord } from '../../../../lib/host/index.ts';
import {
  decideRecovery,
  isOutlookNeeded,
  isRebuildConsidered,
  waysOf,
} from '../../../../services/applier/recovery/decide-recovery.ts';
import type { RecoveryView, WaysAhead } from '../../../../services/applier/recovery/decide-recovery.ts';
import type { JournalPhase } from '../../../../services/applier/state/journal.ts';
import { stagePathOf } from '../../../../services/applier/esp/names.ts';
import { recordExchanged, recordRolledBack } from '../../../../services/applier/state/next-record.ts';
import type { LiveSide, StageSide, SwapState } from '../../../../services/applier/recovery/swap-states.ts';
import { makePlan, newTree, oldTree } from '../../../lab/applier/plans.ts';

const test = suite('decide-recovery');

const plan = makePlan({ before: oldTree, after: newTree, targets: ['EFI/debian', 'EFI/BOOT'] });
const deletion = makePlan({ before: oldTree, after: newTree, targets: ['EFI/debian', 'EFI/old.cfg'] });

const liveSides: readonly LiveSide[] = ['before', 'after', 'other'];
const stageSides: readonly StageSide[] = ['absent', 'before', 'after', 'other', 'cross-linked', 'unsafe'];

/** Of each swap in order: `live/stage`. */
const statesOf = (sides: string, swaps = plan.swaps): SwapState[] =>
  sides.split(' ').map((side, index) => {
    const [swap, live, stage] = [
      swaps[index],
      liveSides.find((name) => side.startsWith(`${name}/`)),
      stageSides.find((name) => side.endsWith(`/${name}`)),
    ];
    if (swap === undefined || live === undefined || stage === undefined) throw new RangeError(side);
    return { swap, live, stage };
  });

const fresh = freshHostRecord();
const done = recordExchanged(fresh, plan);
const back = recordRolledBack(done, plan, 'AUDIT_FAILED');

const nothingElse = {
  fillerPaths: [],
  unsafe: new Map<string, string>(),
  provenPaths: new Set<string>(),
  outlook: null,
};

const viewOf = (phase: JournalPhase | null, sides: string, record: HostRecord = fresh): RecoveryView => ({
  journal: phase === null ? null : { planId: plan.planId, phase, code: '' },
  record,
  work: { plan, states: statesOf(sides), hasBlobs: false },
  ...nothingElse,
  stagePaths: plan.swaps.map(stagePathOf),
});

const show = (view: RecoveryView): string =>
  decideRecovery(view)
    .map((action) => {
      if (action.kind === 'finish') return `finish ${action.remaining.map((swap) => swap.target).join()}`;
      if (action.kind === 'undo') return `undo ${action.exchanged.map((swap) => swap.target).join()}`;
      if (action.kind === 'release' || action.kind === 'leave')
        return `${action.kind} ${action.paths.join()}`;
      return action.kind;
    })
    .join(' + ');

const rebuildable: [sides: string, action: string][] = [
  ['after/absent before/absent', 'finish EFI/BOOT, anew EFI/BOOT'],
  ['after/other before/other', 'finish EFI/BOOT, anew EFI/BOOT'],
  ['before/absent after/absent', 'finish EFI/debian, anew EFI/debian'],
  // A target that was made for the plan, and of its stage no more than the name.
  ['after/absent before/before', 'finish EFI/BOOT, anew EFI/BOOT'],
  ['after/absent before/after', 'finish EFI/BOOT, anew '],
  ['after/before before/absent', 'undo'],
  ['after/absent other/absent', 'leave'],
  ['after/absent before/cross-linked', 'leave'],
];

for (const [sides, expected] of rebuildable) {
  test(`decideRecovery - with the blobs at hand, ${sides}: ${expected}`, () => {
    const view = viewOf('exchanging', sides);
    const states = statesOf(sides);
    const decide = (hasBlobs: boolean) => decideRecovery({ ...view, work: { plan, states, hasBlobs } })[0];
    const action = decide(true);
    const targets = (swaps: readonly { target: string }[]): string =>
      swaps.map(({ target }) => target).join();
    const said =
      action?.kind === 'finish'
        ? `finish ${targets(action.remaining)}, anew ${targets(action.rebuilt)}`
        : action?.kind;
    assert.is(said, expected);
    const needsBlobs = action?.kind === 'finish' && action.rebuilt.length > 0;
    assert.is(isRebuildConsidered(states), needsBlobs);
    assert.is(decide(false)?.kind, needsBlobs ? 'leave' : action?.kind);
  });
}

const bothStages = 'EFI/DEBIAN.BSW,EFI/BOOT.BSW';

const rows: [string, RecoveryView, string][] = [
  ['nothing staged', viewOf('staging', 'before/absent before/absent'), 'undo '],
  ['half a stage', viewOf('staging', 'before/other before/absent'), 'undo '],
  ['all staged, nothing exchanged', viewOf('exchanging', 'before/after before/after'), 'undo '],
  ['one exchanged, one whole', viewOf('exchanging', 'after/before before/after'), 'finish EFI/BOOT'],
  [
    'the first exchanged only on the second name',
    viewOf('exchanging', 'before/after after/before'),
    'finish EFI/debian',
  ],
  ['one exchanged, one damaged', viewOf('exchanging', 'after/before before/other'), 'undo EFI/debian'],
  [
    'one exchanged, neither way whole',
    viewOf('exchanging', 'after/other before/other'),
    `leave ${bothStages}`,
  ],
  ['all exchanged', viewOf('exchanging', 'after/before after/before'), 'finish '],
  ['all exchanged, previous trees damaged', viewOf('exchanging', 'after/other after/absent'), 'finish '],
  [
    'a damaged live tree and a whole new one',
    viewOf('exchanging', 'other/after after/before'),
    'finish EFI/debian',
  ],
  [
    'a damaged live tree and a whole old one',
    viewOf('exchanging', 'other/before before/after'),
    'undo EFI/debian',
  ],
  ['a damaged live tree alone', viewOf('exchanging', 'other/other before/after'), `leave ${bothStages}`],
  ['a cross-linked stage', viewOf('exchanging', 'after/cross-linked after/before'), 'leave EFI/DEBIAN.BSW'],
  ['an undo that was cut short', viewOf('undoing', 'after/before before/after'), 'undo EFI/debian'],
  ['an undo that cannot go on', viewOf('undoing', 'after/other before/after'), 'finish EFI/BOOT'],
  ['a rollback that was cut short', viewOf('rolling-back', 'after/before before/after', done), 'roll-back'],
  ['no journal, all exchanged, no record', viewOf(null, 'after/before after/before'), 'finish '],
  ['no journal, nothing exchanged', viewOf(null, 'before/after before/other'), 'undo '],
  [
    'a release that was cut short',
    viewOf(null, 'after/other after/absent', { ...done, previous: [] }),
    'release EFI/DEBIAN.BSW',
  ],
  [
    'left-overs beside a live tree that drifted',
    viewOf(null, 'other/before after/absent', { ...done, previous: [] }),
    `leave ${bothStages}`,
  ],
  ['the failed tree after a rollback', viewOf(null, 'before/after before/other', back), 'undo '],
  [
    'a recorded plan whose journal is still there',
    viewOf('exchanging', 'after/before after/before', done),
    'finish ',
  ],
];

for (const [title, view, expected] of rows) {
  test(`decide-recovery - ${title}: ${expected}`, () => {
    assert.is(show(view), expected);
  });
}

/** `forward/back` is what the verdict says of both ways. */
const outlooks: readonly [WaysAhead['forward'], WaysAhead['back'], 'back' | 'forward'][] = [
  ['boots', 'boots', 'back'],
  ['boots', 'unknown', 'back'],
  ['boots', 'refuses', 'forward'],
  ['unknown', 'refuses', 'forward'],
  ['refuses', 'refuses', 'back'],
  ['unknown', 'unknown', 'back'],
];
for (const [forward, back, way] of outlooks) {
  test(`decide-recovery - half-way back, when forward ${forward} and back ${back}, it goes ${way}`, () => {
    const outlook: WaysAhead = { forward, back };
    const undoing = viewOf('undoing', 'after/before before/after');
    const rolling = viewOf('rolling-back', 'after/before before/after', done);
    const finish = 'finish EFI/BOOT';
    assert.is(show({ ...undoing, outlook }), way === 'back' ? 'undo EFI/debian' : finish);
    assert.is(show({ ...rolling, outlook }), way === 'back' ? 'roll-back' : finish);
  });
}

const asked: [string, RecoveryView, boolean][] = [
  ['an undo that is half done', viewOf('undoing', 'after/before before/after'), true],
  ['an undo of which nothing is done', viewOf('undoing', 'after/before after/before'), true],
  ['a rollback that is half done', viewOf('rolling-back', 'after/before before/after', done), true],
  ['a rollback that asks by itself', viewOf('rolling-back', 'after/before after/before', done), false],
  ['an undo that is done', viewOf('undoing', 'before/after before/after'), false],
  ['new trees that are not whole', viewOf('undoing', 'after/before before/other'), false],
  ['previous trees that are not whole', viewOf('undoing', 'after/other before/after'), false],
  ['a stage that must not be looked at', viewOf('undoing', 'after/before before/unsafe'), false],
  ['an update that was cut short', viewOf('exchanging', 'after/before before/after'), false],
];
for (const [title, view, expected] of asked) {
  test(`decide-recovery - ${title} is ${expected ? 'a choice' : 'no choice'}`, () => {
    assert.is(isOutlookNeeded(view), expected);
  });
}

test('decide-recovery - the way back is the way there, reversed, and only what is left of each', () => {
  const targetsOf = (sides: string): string[] => {
    const { forward, back } = waysOf({ states: statesOf(sides) });
    return [forward, back].map((swaps) => swaps.map(({ target }) => target).join());
  };
  assert.equal(targetsOf('after/before after/before'), ['', 'EFI/BOOT,EFI/debian']);
  assert.equal(targetsOf('after/before before/after'), ['EFI/BOOT', 'EFI/debian']);
});

const deletionView = (sides: string): RecoveryView => ({
  ...viewOf('exchanging', 'before/absent before/absent'),
  work: { plan: deletion, states: statesOf(sides, deletion.swaps), hasBlobs: false },
  stagePaths: deletion.swaps.map(stagePathOf),
});

test('decide-recovery - a deletion that is still to be done needs the copy of what it deletes', () => {
  assert.is(show(deletionView('after/before before/before')), 'finish EFI/old.cfg');
  assert.is(show(deletionView('after/before before/other')), 'undo EFI/debian');
});

const without = (stagePaths: string[], record = fresh): RecoveryView => ({
  journal: null,
  record,
  work: null,
  ...nothingElse,
  stagePaths,
});

test('decide-recovery - nothing is nothing', () => {
  assert.is(show(without([])), '');
});

test('decide-recovery - previous trees that are kept on purpose are nothing to recover', () => {
  assert.is(show(without(plan.swaps.map(stagePathOf), done)), '');
});

test('decide-recovery - what no known plan has staged is left, and trial files are deleted', () => {
  const found = ['BSWPRB_1.BSW', 'EFI/.btmp.fedora', 'EFI/OTHER.BSW'];
  assert.is(show(without(found)), 'release BSWPRB_1.BSW + leave EFI/.btmp.fedora,EFI/OTHER.BSW');
});

test("decide-recovery - bootupd's left-over is deleted only if the raw device proves it to share nothing", () => {
  const view = { ...without(['EFI/.btmp.fedora', 'EFI/OTHER.BSW']), fillerPaths: ['EFI/BSW0000.FIL'] };
  const provenPaths = new Set(['EFI/.btmp.fedora', 'EFI/OTHER.BSW']);
  assert.is(
    show({ ...view, provenPaths }),
    'release EFI/BSW0000.FIL + release EFI/.btmp.fedora + leave EFI/OTHER.BSW',
  );
  const unsafe = new Map([['EFI/.btmp.fedora', 'stage-dangling']]);
  assert.is(
    show({ ...view, unsafe }),
    'release EFI/BSW0000.FIL + leave EFI/OTHER.BSW + leave EFI/.btmp.fedora',
  );
});

test('decide-recovery - what must not be looked at is left, as part of a plan or not, with its reason', () => {
  const unsafe = new Map([['EFI/DEBIAN.BSW', 'stage-dangling']]);
  const states = statesOf('before/unsafe before/after').map((state) => ({ ...state, why: 'stage-dangling' }));
  const view = { ...viewOf('staging', 'before/unsafe before/after'), unsafe };
  const [action, ...others] = decideRecovery({ ...view, work: { plan, states, hasBlobs: false } });
  assert.equal(others, []);
  assert.equal(action, { kind: 'leave', paths: ['EFI/DEBIAN.BSW'], why: 'stage-dangling' });
});

test('decide-recovery - a journal without anything left is cleared', () => {
  const view: RecoveryView = { ...without([]), journal: { planId: plan.planId, phase: 'staging', code: '' } };
  assert.is(show(view), 'clear-journal');
});

test('decide-recovery - a journal whose plan is lost stays while there are stages', () => {
  const view: RecoveryView = {
    ...without(['EFI/DEBIAN.BSW']),
    journal: { planId: plan.planId, phase: 'staging', code: '' },
  };
  assert.is(show(view), 'leave EFI/DEBIAN.BSW');
});

test.run();
