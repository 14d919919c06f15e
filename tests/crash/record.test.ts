import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { repoRoot } from '../lab/tools.ts';
import { PERL } from '../lab/guest/options.ts';
import { skipIf } from '../lab/skip.ts';
import { SECTOR_BYTES } from '../lab/crash/sector-image.ts';
import { makeCrashDisk } from './crash-disk.ts';
import { ESP_POINT, STATE_POINT, whyNoRecorder } from './guest-driver.ts';
import type { Workload } from './guest-driver.ts';
import { createBench, judgeStates } from './judge-states.ts';
import type { LogEntry } from './log-writes.ts';
import { record } from './record.ts';
import type { Recording } from './record.ts';
import { recoverStates } from './recover-in-guest.ts';
import { withSmallEsp } from './small-esp.ts';
import type { SmallEsp } from './small-esp.ts';
import { neighbour } from './control-scenarios.ts';

const recording = suite('crash recording');
const inGuest = skipIf(recording, whyNoRecorder());

const CRASH = join(repoRoot(), 'tests', 'crash');
const LIB = join(repoRoot(), 'tests', 'lab');
const perl = (code: string): readonly string[] => [PERL, '-e', `require "${LIB}/esp.pl"; ${code}`];

type Recorded = { esp: SmallEsp; diskPath: string; espSectors: number; recorded: Recording };

const withRecording = async (
  workload: Workload & { hasStateDir?: boolean },
  look: (recorded: Recorded) => Promise<void> | void,
): Promise<void> =>
  withSmallEsp({}, async (esp) => {
    const { hasStateDir = false, ...run } = workload;
    const disk = await makeCrashDisk(esp.image, { path: join(esp.directory, 'disk.img'), hasStateDir });
    const scratchDir = join(esp.directory, 'scratch');
    await mkdir(scratchDir);
    const recorded = await record({ ...run, disk, scratchDir });
    await look({ esp, diskPath: disk.path, espSectors: disk.espSectors, recorded });
  });

const replayed = (base: Uint8Array, entries: readonly LogEntry[]): Buffer => {
  const disk = Buffer.from(base);
  for (const entry of entries) if (entry.kind === 'write') disk.set(entry.data, entry.sector * SECTOR_BYTES);
  return disk;
};

inGuest(
  'record - the base with all writes is the disk afterwards, and marks stand where they were set',
  async () => {
    const mark = `system('${PERL}', '${CRASH}/guest/mark.pl', 'half-way') == 0 or die;`;
    const command = perl(
      `Esp::put('${ESP_POINT}/one', 'x' x 9000); Esp::barrier('${ESP_POINT}'); ${mark} ` +
        `Esp::put('${ESP_POINT}/two', 'y' x 9000); print "done\\n"; exit 3`,
    );
    await withRecording(
      { command, env: { ANY: "it's" }, hasStateDir: true },
      async ({ diskPath, recorded }) => {
        const { base, entries, run } = recorded;
        assert.is(run.exitCode, 3);
        assert.is(run.output.trim(), 'done');
        assert.ok(replayed(base, entries).equals(await readFile(diskPath)));
        const half = entries.findIndex((entry) => entry.kind === 'mark' && entry.name === 'half-way');
        assert.ok(half > 0);
        const has = (part: readonly LogEntry[], byte: string): boolean =>
          replayed(base, part).includes(Buffer.alloc(8000, byte));
        assert.ok(has(entries.slice(0, half), 'x') && !has(entries.slice(0, half), 'y'));
        assert.ok(has(entries, 'y'));
      },
    );
  },
);

inGuest('record - a neighbour is at work beside the command', async () => {
  const work = perl(`Esp::put('${ESP_POINT}/f', 'x'), select undef, undef, undef, 0.02 for 1 .. 10`);
  const flushes = async (neighbours: readonly (readonly string[])[]): Promise<number> => {
    let count = 0;
    await withRecording({ command: work, neighbours }, ({ recorded }) => {
      assert.is(recorded.run.exitCode, 0);
      count = recorded.entries.filter(({ kind }) => kind === 'flush').length;
    });
    return count;
  };
  const [alone, beside] = [await flushes([]), await flushes([neighbour('fsync', 'fedora')])];
  assert.ok(beside > alone + 5, `${alone} flushes alone, ${beside} beside a neighbour`);
});

/** The state directory is a word ahead of the ESP at most: intent before the file, done after it. */
const JOURNALLED = perl(`
  sub note { open my $out, '>', '${STATE_POINT}/journal.new' or die $!; print $out shift; close $out;
    Esp::sync_file('${STATE_POINT}/journal.new'); rename '${STATE_POINT}/journal.new', '${STATE_POINT}/journal' or die $!;
    Esp::fsync('${STATE_POINT}') }
  Esp::barrier('${ESP_POINT}'); note('intent');
  Esp::put('${ESP_POINT}/EFI/file', 'x' x 2000); Esp::barrier('${ESP_POINT}'); note('done')`);
/** Exit code 9 if the two contradict each other; what it saw is printed. */
const CHECK = perl(`
  my $journal = -e '${STATE_POINT}/journal' ? Esp::slurp('${STATE_POINT}/journal') : 'none';
  my $whole = (-s '${ESP_POINT}/EFI/file' // 0) == 2000;
  my $any = -e '${ESP_POINT}/EFI/file';
  print "$journal ", ($whole ? 'whole' : $any ? 'some' : 'nothing'), "\\n";
  exit(($journal eq 'none' && $any) || ($journal eq 'done' && !$whole) ? 9 : 0)`);

inGuest('recover - each state has the state directory as it was at that moment', async () => {
  await withRecording({ command: JOURNALLED, hasStateDir: true }, async ({ esp, espSectors, recorded }) => {
    assert.is(recorded.run.exitCode, 0, recorded.run.output);
    const bench = createBench(recorded.base, { expectations: esp.expectations, espSectors });
    const { representatives } = judgeStates(bench, recorded.entries, {
      models: ['prefix'],
      representatives: 3,
    });
    const all = await recoverStates(bench, representatives, {
      command: CHECK,
      base: recorded.base,
      espSectors,
    });
    const seen = all.map(({ run }) => `${run.exitCode} ${run.output.trim()}`);
    assert.ok(all.length > 5);
    assert.equal(
      all.filter(({ run }) => run.exitCode !== 0).map(({ run }) => run.output),
      [],
    );
    assert.ok(seen.includes('0 none nothing'), seen.join('; '));
    assert.ok(seen.includes('0 intent nothing'), seen.join('; '));
    const different = (of: (state: (typeof all)[number]['state']) => string): number =>
      new Set(all.map(({ state }) => of(state))).size;
    assert.ok(different(({ group }) => group) > different(({ verdict }) => verdict.fingerprint));
  });
});

inGuest('recover - a command that does not end is killed, and the next state is judged', async () => {
  await withRecording({ command: ['/bin/true'] }, async ({ esp, espSectors, recorded }) => {
    const bench = createBench(recorded.base, { expectations: esp.expectations, espSectors });
    const { representatives } = judgeStates(bench, recorded.entries, { models: ['prefix'] });
    const states = [...representatives, ...representatives].slice(0, 2);
    const options = { base: recorded.base, espSectors, guests: 1, commandTimeoutMs: 1000 };
    const slow = await recoverStates(bench, states, { ...options, command: ['/bin/sleep', '60'] });
    assert.equal(
      slow.map(({ run, complaints }) => [run.exitCode, complaints]),
      states.map(() => [124, ['exit code 124']]),
    );
    const quick = await recoverStates(bench, states, { ...options, command: ['/bin/true'] });
    assert.equal(
      quick.map(({ complaints, verdict }) => [complaints, verdict.class]),
      states.map(() => [[], 'old']),
    );
  });
});

/** Each process does its first state; at the second it sleeps, or dies if one has slept before. */
const SERVER = perl(`
  my $count = 0;
  while (<STDIN>) {
    $count++;
    exit 9 if $count == 2 && -e '${STATE_POINT}.was-there';
    if ($count == 2) { open my $out, '>', '${STATE_POINT}.was-there'; sleep 60 }
    open my $reply, '>>', $ENV{BOOTSWAP_CRASH_REPLY} or die $!;
    print $reply "0\\n"; close $reply;
  }`);

inGuest('recover - one process serves many states, and one that sleeps or dies is replaced', async () => {
  await withRecording({ command: ['/bin/true'] }, async ({ esp, espSectors, recorded }) => {
    const bench = createBench(recorded.base, { expectations: esp.expectations, espSectors });
    const [state] = judgeStates(bench, recorded.entries, { models: ['prefix'] }).representatives;
    assert.ok(state !== undefined);
    const all = await recoverStates(
      bench,
      Array.from({ length: 5 }, () => state),
      { command: SERVER, isServer: true, base: recorded.base, espSectors, guests: 1, commandTimeoutMs: 2000 },
    );
    assert.equal(
      all.map(({ run }) => run.exitCode),
      [0, 124, 0, 125, 0],
    );
  });
});

recording.run();
