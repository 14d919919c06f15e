import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { skipIf } from '../lab/skip.ts';
import { REMOVE_STAGES, swapScenario } from './control-scenarios.ts';
import type { SwapOptions } from './control-scenarios.ts';
import { whyNoRecorder } from './guest-driver.ts';
import { runScenario } from './scenario.ts';
import type { ScenarioOptions, ScenarioResult } from './scenario.ts';
import { withSmallEsp } from './small-esp.ts';
import type { SmallEspOptions } from './small-esp.ts';
import { markdownTable, rowOf, totalOf } from './table.ts';

const controls = suite('crash controls');
const inGuest = skipIf(controls, whyNoRecorder());

type Run = SwapOptions & Partial<ScenarioOptions> & { esp?: SmallEspOptions };

/** Judging only, unless a test asks for more. */
const runControl = async (
  { esp = {}, ...run }: Run,
  look: (result: ScenarioResult) => Promise<void> | void,
) =>
  withSmallEsp(esp, async (made) => {
    const options = { directory: join(made.directory, 'run'), maxFscked: 0, maxRecovered: 0, ...run };
    const result = await runScenario(swapScenario(made, run), options);
    assert.is(result.recording.run.exitCode, 0, result.recording.run.output);
    await look(result);
  });

const brokenOf = ({ judged: { counts } }: ScenarioResult) => ({
  prefix: counts.prefix?.broken ?? -1,
  volatile: counts.volatile?.broken ?? -1,
});

inGuest('controls - the proven order leaves a complete tree at every cut, and space at the end', async () => {
  await runControl({ order: 'proven' }, (result) => {
    const row = rowOf(result);
    assert.is(row.broken, 0);
    assert.ok(row.old > 50 && row.new > 5, `${row.old} old, ${row.new} new`);
    assert.ok(row.states > 1000, `${row.states} states`);
    const { entries } = result.recording;
    assert.ok(entries.filter(({ kind }) => kind === 'flush').length >= 5);
    const end = result.judged.representatives.filter(({ verdict }) => verdict.class === 'new');
    assert.ok(end.some(({ verdict }) => verdict.leftovers.length === 0 && verdict.lostClusters === 0));
  });
});

inGuest('controls - the proven order holds on FAT16 with large clusters', async () => {
  const esp: SmallEspOptions = { sizeMiB: 20, fat: 16, sectorsPerCluster: 4 };
  await runControl({ order: 'proven', esp }, (result) => {
    assert.equal(brokenOf(result), { prefix: 0, volatile: 0 });
    assert.is(result.recording.base.length, 20 * 1024 * 1024);
  });
});

inGuest(
  "controls - bootupd's order breaks in sequence, and nearly always with a volatile cache",
  async () => {
    await runControl({ order: 'bootupd' }, (result) => {
      const { prefix, volatile } = brokenOf(result);
      assert.ok(prefix >= 1, `${prefix} of the prefixes broken`);
      assert.ok(volatile > 0.5 * (result.judged.counts.volatile?.states ?? 0), `${volatile} broken`);
      const row = rowOf(result);
      assert.is(row.broken, prefix + volatile);
      assert.is(totalOf([row, row]).broken, 2 * row.broken);
      assert.match(markdownTable([row]), `| bootupd | ${row.states} | ${row.old} |`);
    });
  },
);

inGuest('controls - an exchange without a barrier before it breaks', async () => {
  await runControl({ order: 'no-barrier' }, (result) => {
    const { prefix, volatile } = brokenOf(result);
    assert.ok(prefix >= 1 && volatile > 100, `${prefix} and ${volatile} broken`);
  });
});

// Whether it breaks in sequence, too, depends on which inode the kernel writes out first: by when each became dirty.
inGuest('controls - fsync of the parent instead of syncfs breaks', async () => {
  await runControl({ order: 'fsync-parent' }, (result) => {
    const { volatile } = brokenOf(result);
    assert.ok(volatile > 20, `${volatile} broken`);
  });
});

// As above.
inGuest('controls - deleting the old tree before the exchange is flushed breaks', async () => {
  await runControl({ order: 'delete-before-flush' }, (result) => {
    const { volatile } = brokenOf(result);
    assert.ok(volatile > 20, `${volatile} broken`);
  });
});

inGuest('controls - recovery by rm -r destroys the live directory of a cross-linked state', async () => {
  const run: Run = { order: 'proven', mountOption: 'dirsync', models: ['prefix'], recovery: REMOVE_STAGES };
  await runControl({ ...run, maxRecovered: 400 }, ({ judged, recovered }) => {
    const isCrossLinked = (found: readonly string[]): boolean =>
      found.some((finding) => finding.startsWith('cross-link'));
    assert.is(judged.counts.prefix?.broken, 0);
    const linked = recovered.filter(({ state }) => isCrossLinked(state.verdict.needsRecovery));
    assert.ok(linked.length >= 1, 'a dirsync mount writes one entry after the other');
    assert.ok(linked.every(({ verdict, run: { exitCode } }) => verdict.class === 'broken' && exitCode === 0));
    // Where nothing is shared rm -r is right, so the laboratory can tell.
    const clean = recovered.filter(({ complaints }) => complaints.length === 0);
    assert.ok(clean.length >= 2, `${clean.length} recovered`);
  });
});

inGuest('controls - cuts during a recovery by rm -r are seen', async () => {
  const run: Run = { order: 'proven', mountOption: 'dirsync', models: ['prefix'], names: ['fedora'] };
  await runControl({ ...run, recovery: REMOVE_STAGES, maxRecovered: 30, recoveryCuts: 1 }, (result) => {
    const [cut] = result.cuts;
    assert.ok((cut?.counts.prefix?.states ?? 0) > 3);
    assert.ok(result.recoveredAgain.length > 0);
    assert.ok(rowOf(result).unrecovered > 0);
  });
});

inGuest('controls - fsck -a leaves a proven run bootable, and repairs what it can', async () => {
  await runControl({ order: 'proven', models: ['prefix'], maxFscked: 40 }, ({ fscked }) => {
    assert.ok(fscked.length > 3);
    assert.equal(
      fscked.filter(({ verdict }) => verdict.class === 'broken').map(({ verdict }) => verdict.reasons),
      [],
    );
    assert.ok(fscked.every(({ exitCodes, verdict }) => exitCodes.at(-1) === 0 && verdict.lostClusters === 0));
  });
});

controls.run();
