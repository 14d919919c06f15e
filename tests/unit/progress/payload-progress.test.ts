import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { advance, conclusionOf, startProgress } from '../../../lib/progress/index.ts';
import type { PayloadProgress, ProgressEvent } from '../../../lib/progress/index.ts';
import type { Audit, Decision, Plan, Report } from '../../../lib/wire/types.ts';

const test = suite('payload progress');

const eventId = 'event-1';
const planId = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');

const decision = (changes: Partial<Decision> = {}): ProgressEvent => ({
  kind: 'decision',
  decision: {
    channel: 'stable',
    payloadId: 'p',
    payloadEventId: eventId,
    atMs: 1n,
    hostsConsidered: 2,
    planned: 2,
    unchanged: 0,
    refused: 0,
    refusals: [],
    warnings: [],
    ...changes,
  },
});
const plan = (host: string, name = host, payloadEventId = eventId): ProgressEvent => ({
  kind: 'plan',
  plan: { host, planId: planId(name), generation: 1n, payloadEventId } as Plan,
});
const report = (host: string, phase: Report['phase'], changes: Partial<Report> = {}): ProgressEvent => ({
  kind: 'report',
  report: {
    host,
    planId: planId(host),
    phase,
    code: '',
    detail: '',
    payloadEventId: eventId,
    ...changes,
  } as Report,
});
const audit = (host: string, verdict: Audit['verdict'], payloadEventId = eventId): ProgressEvent => ({
  kind: 'audit',
  audit: {
    host,
    verdict,
    sequence: 7n,
    planId: planId(host),
    payloadEventId,
    checks: [{ name: 'files-present', result: verdict, detail: 'shim is missing' }],
  } as Audit,
});

const fold = (...events: ProgressEvent[]): PayloadProgress => events.reduce(advance, startProgress(eventId));
const stateOf = (progress: PayloadProgress, host = 'a'): string | undefined =>
  progress.hosts.get(host)?.state;

const one = decision({ hostsConsidered: 1, planned: 1 });
const rejected = (code: string): ProgressEvent => report('a', 'rejected', { code });

const conclusions: [string, ProgressEvent[], ReturnType<typeof conclusionOf>][] = [
  ['nothing yet', [], null],
  ['audits before the decision', [audit('a', 'pass')], null],
  ['nobody follows the channel', [decision({ hostsConsidered: 0, planned: 0 })], 'no-hosts'],
  ['all had it already', [decision({ planned: 0, unchanged: 2 })], 'passed'],
  ['one of two audited', [decision(), plan('a'), audit('a', 'pass')], null],
  ['both audited', [decision(), audit('a', 'pass'), audit('b', 'pass')], 'passed'],
  ['one failed', [decision(), audit('a', 'pass'), audit('b', 'fail')], 'failed'],
  ['one refused, the other passed', [decision({ planned: 1, refused: 1 }), audit('a', 'pass')], 'refused'],
  ['all refused', [decision({ planned: 0, refused: 2 })], 'refused'],
  ['the decision of another payload', [decision({ payloadEventId: 'other', planned: 0 })], null],
  ['the audit of another payload', [one, audit('a', 'pass', 'other')], null],
  ['exchanged but not audited', [one, report('a', 'exchanged')], null],
  ['failed', [one, report('a', 'failed', { code: 'IO_ERROR' })], 'failed'],
  ['stuck', [one, report('a', 'stuck', { code: 'IO_ERROR' })], 'failed'],
  [
    'rolled back, and the audit of what is back passes',
    [one, report('a', 'rolled-back'), audit('a', 'pass')],
    'failed',
  ],
  ['rejected for good', [one, rejected('NO_EXCHANGE')], 'failed'],
  ['rejected because the ESP had changed: planned again', [one, rejected('PRECONDITION')], null],
  ['rejected as expired: planned again', [one, rejected('EXPIRED')], null],
  [
    'planned again after that, and audited',
    [one, rejected('PRECONDITION'), plan('a', 'again'), audit('a', 'pass')],
    'passed',
  ],
  ['audited, then a late report', [one, audit('a', 'pass'), report('a', 'exchanged')], 'passed'],
  [
    'planned again, but refused then',
    [
      one,
      rejected('PRECONDITION'),
      decision({ planned: 0, refused: 1, refusals: [{ host: 'a', code: 'NO_SPACE', detail: 'full' }] }),
    ],
    'failed',
  ],
];

for (const [what, events, conclusion] of conclusions) {
  test(`payload progress - ${what}: ${conclusion ?? 'goes on'}`, () => {
    assert.is(conclusionOf(fold(...events)), conclusion);
  });
}

test('payload progress - the order in which the four streams are read does not matter', () => {
  const events = [one, plan('a'), report('a', 'exchanged'), audit('a', 'pass')];
  const orders = events.flatMap((_, index) => [
    [...events.slice(index), ...events.slice(0, index)],
    [...events.slice(index), ...events.slice(0, index)].toReversed(),
  ]);
  for (const order of orders)
    assert.is(conclusionOf(fold(...order)), 'passed', order.map(({ kind }) => kind).join());
});

test('payload progress - events of other payloads give back the very same progress', () => {
  const progress = fold(one, plan('a'));
  for (const event of [
    decision({ payloadEventId: 'x' }),
    plan('a', 'x', 'x'),
    report('a', 'failed', { payloadEventId: 'x' }),
    audit('a', 'fail', 'x'),
  ])
    assert.is(advance(progress, event), progress);
});

test('payload progress - says of each host how far it is and why it failed', () => {
  assert.is(stateOf(fold(plan('a'))), 'planned');
  assert.is(stateOf(fold(plan('a'), report('a', 'staged'))), 'working');
  assert.is(stateOf(fold(audit('a', 'pass'))), 'passed');
  const failed = fold(one, plan('a'), audit('a', 'fail')).hosts.get('a');
  assert.equal([failed?.state, failed?.detail], ['failed', 'files-present: shim is missing']);
});

test('payload progress - the same plan read again does not set a host back', () => {
  assert.is(stateOf(fold(plan('a'), report('a', 'staged'), plan('a'))), 'working');
  assert.is(stateOf(fold(plan('a'), audit('a', 'pass'), plan('a', 'newer'))), 'planned');
});

test.run();
