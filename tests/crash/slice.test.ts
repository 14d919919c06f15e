/** A fixed part of what `npm run test:crash` proves, for every `npm test`. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { memoryDir } from '../lab/memory-dir.ts';
import { skipIf } from '../lab/skip.ts';
import { withScratch } from '../lab/scratch.ts';
import { whyNoRecorder } from './guest-driver.ts';
import type { Effort } from './matrix-jobs.ts';
import { matrixRows } from './matrix.ts';
import type { MatrixRow } from './matrix.ts';
import { runRow } from './matrix-run.ts';
import type { RowOutcome } from './matrix-run.ts';

const slice = suite('crash slice');
const inGuest = skipIf(slice, whyNoRecorder());

const EFFORT: Effort = {
  seed: 1,
  samples: 2500,
  maxFscked: 16,
  maxRecovered: 24,
  maxOther: 1,
  maxRecoveredAfterFsck: 3,
  recoveryCuts: 1,
  maxRecoveredAgain: 6,
};

const PLAIN = matrixRows()[0] as MatrixRow;
const ROWS: readonly MatrixRow[] = [
  PLAIN,
  {
    ...PLAIN,
    scope: 'esp',
    fat: 'FAT16',
    mount: 'dirsync',
    stage: 'next sector',
    neighbour: 'sync',
    start: 'interrupted',
  },
];
const MIB_PER_ROW = 1024;

const run = (row: MatrixRow): Promise<RowOutcome> =>
  withScratch((directory) => runRow(row, { ...EFFORT, directory }), memoryDir(MIB_PER_ROW));

inGuest('slice - the real applier leaves nothing broken and nothing that recovery cannot clean', async () => {
  const outcomes = await Promise.all(ROWS.map(run));
  assert.equal(
    outcomes.flatMap(({ failures }) => failures),
    [],
  );
  const states = outcomes.reduce((sum, { row }) => sum + row.states, 0);
  assert.ok(states >= 3000, `${states} states`);
  assert.equal(
    outcomes.map(({ placements }) => placements),
    [['same sector, behind', 'same sector, behind'], ['other sector, behind']],
  );
  for (const { row } of outcomes) {
    assert.equal([row.broken, row.unrecovered, row.brokenByFsck], [0, 0, 0]);
    assert.ok(row.old > 100 && row.new > 0, `${row.old} old, ${row.new} new`);
    assert.ok(row.recoveries > 20 && row.fscked > 10);
  }
});

slice.run();
