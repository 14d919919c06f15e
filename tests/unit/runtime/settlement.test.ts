import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { decideLevel, CRASH_LIMIT } from '../../../lib/runtime/level.ts';
import type { LevelAction } from '../../../lib/runtime/level.ts';
import { decideSettlement } from '../../../lib/runtime/settlement.ts';
import type { Ending, SettleAction } from '../../../lib/runtime/settlement.ts';
import type { Emission } from '../../../lib/runtime/types.ts';

const test = suite('settlement');

const emission: Emission = {
  id: 'report.h1.7',
  busSubject: 'bootswap.v1.report.h1',
  type: 'bootswap.v1.plan.reported',
  subject: 'h1',
  data: new Uint8Array([1]),
};
const done: Ending = { kind: 'done', emissions: [emission] };
const retry: Ending = { kind: 'retry', code: 'BLOB_MISSING', detail: 'no blob', afterMs: 700 };
const retryWhenever: Ending = { kind: 'retry', code: 'BLOB_MISSING', detail: 'no blob' };
const reject: Ending = { kind: 'reject', code: 'BAD_SIGNATURE', detail: 'who?' };
const threw: Ending = { kind: 'threw', detail: 'undefined is not a function' };
const stopped: Ending = { kind: 'stopped' };

const publishThenAck: SettleAction[] = [{ kind: 'publish', emissions: [emission] }, { kind: 'ack' }];
const again = (afterMs: number | undefined): SettleAction[] => [{ kind: 'redeliver', afterMs }];
const bury = (code: string, detail: string): SettleAction[] => [
  { kind: 'dead-letter', code, detail },
  { kind: 'terminate' },
];

const table: [name: string, ending: Ending, deliveries: number, maxDeliver: number, want: SettleAction[]][] =
  [
    ['done, first delivery', done, 1, 8, publishThenAck],
    ['done, last delivery', done, 8, 8, publishThenAck],
    [
      'done with nothing to say',
      { kind: 'done', emissions: [] },
      1,
      8,
      [{ kind: 'publish', emissions: [] }, { kind: 'ack' }],
    ],
    ['retry with a time', retry, 1, 8, again(700)],
    ['retry without a time', retryWhenever, 3, 8, again(undefined)],
    ['retry on the last but one delivery', retry, 7, 8, again(700)],
    ['retry on the last delivery', retry, 8, 8, bury('RETRIES_EXHAUSTED', 'BLOB_MISSING: no blob')],
    ['retry without limit', retry, 10_000, -1, again(700)],
    ['reject, first delivery', reject, 1, 8, bury('BAD_SIGNATURE', 'who?')],
    ['reject, last delivery', reject, 8, 8, bury('BAD_SIGNATURE', 'who?')],
    ['threw early', threw, 6, 8, again(undefined)],
    ['threw with one delivery left', threw, 7, 8, bury('HANDLER_CRASHED', 'undefined is not a function')],
    ['threw on the last delivery', threw, 8, 8, bury('HANDLER_CRASHED', 'undefined is not a function')],
    [
      'threw where there is one delivery',
      threw,
      1,
      1,
      bury('HANDLER_CRASHED', 'undefined is not a function'),
    ],
    ['threw without limit', threw, 10_000, 0, again(undefined)],
    ['stopped on the last delivery', stopped, 8, 8, again(100)],
  ];

for (const [name, ending, deliveries, maxDeliver, want] of table) {
  test(`settlement - ${name}`, () => {
    assert.equal(decideSettlement(ending, { deliveries, maxDeliver }), want);
  });
}

test('settlement - nothing final comes before what must be confirmed first', () => {
  const endings = [done, retry, retryWhenever, reject, threw, stopped];
  for (const ending of endings) {
    for (let deliveries = 1; deliveries <= 5; deliveries += 1) {
      const kinds = decideSettlement(ending, { deliveries, maxDeliver: 5 }).map(({ kind }) => kind);
      if (kinds.includes('ack')) assert.equal(kinds, ['publish', 'ack']);
      else if (kinds.includes('terminate')) assert.equal(kinds, ['dead-letter', 'terminate']);
      else assert.equal(kinds, ['redeliver']);
    }
  }
});

const levelTable: [name: string, ending: Ending, attempts: number, want: LevelAction[]][] = [
  ['done', done, 1, [{ kind: 'publish', emissions: [emission] }, { kind: 'settle' }]],
  ['retry with a time', retry, 1, [{ kind: 'again', afterMs: 700 }]],
  ['retry never ends', retryWhenever, 10_000, [{ kind: 'again', afterMs: undefined }]],
  ['reject', reject, 1, [{ kind: 'dead-letter', code: 'BAD_SIGNATURE', detail: 'who?' }, { kind: 'settle' }]],
  ['threw', threw, 1, [{ kind: 'again', afterMs: undefined }]],
  [
    'threw often, told once',
    threw,
    CRASH_LIMIT,
    [
      { kind: 'dead-letter', code: 'HANDLER_CRASHED', detail: 'undefined is not a function' },
      { kind: 'again', afterMs: undefined },
    ],
  ],
  ['threw oftener, not told again', threw, CRASH_LIMIT + 1, [{ kind: 'again', afterMs: undefined }]],
  ['stopped', stopped, 0, [{ kind: 'again', afterMs: 0 }]],
];

for (const [name, ending, attempts, want] of levelTable) {
  test(`level settlement - ${name}`, () => {
    assert.equal(decideLevel(ending, attempts), want);
  });
}

test.run();
