/**
 * What a swap costs: bytes and flushes that the ESP's disk is given, and time, against the clusters that must change and
 * against a plain script in bootupd's order. The real command, a real vfat, in a guest.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { builtBootswap } from '../tests/lab/programs.ts';
import { repoRoot } from '../tests/lab/tools.ts';
import { whyNoGuest } from '../tests/lab/guest/chosen.ts';
import { PERL } from '../tests/lab/guest/options.ts';
import { withScratch } from '../tests/lab/scratch.ts';
import { boundOf } from './cost-bound.ts';
import type { Bound } from './cost-bound.ts';
import { changedPaths, costCases, makeCostDisks, makeCostPayload } from './cost-files.ts';
import type { CostCase, CostDisks } from './cost-files.ts';
import { espAfter, espPoint, measureCost, statePoint } from './cost-guest.ts';
import type { Cost } from './cost-guest.ts';
import { median } from './measure.ts';
import type { Row } from './measure.ts';

const ROUNDS = 5;
const BOUND_FACTOR = 1.05;
const BOUND_EXTRA_BYTES = 64 * 1024;
const SCRIPT_SHARE = 0.02;
const WALL_FACTOR = 1.2;

const SCRIPT = join(repoRoot(), 'bench', 'bootupd-order.pl');
const LIB = join(repoRoot(), 'tests', 'lab');
const BOOTSWAP = [process.execPath, await builtBootswap()];

const scriptFor = ({ directories }: CostCase, directory: string): string[] => {
  const places = [LIB, join(espPoint, 'EFI'), join(directory, 'changes', 'EFI')];
  return [PERL, SCRIPT, ...places, ...directories];
};

/** `--retain none`: the script removes the replaced tree, and so must we. */
const applyFor = (directory: string): string[] => {
  const places = ['--esp', espPoint, '--state-dir', statePoint, '--host', 'bench'];
  return [
    ...BOOTSWAP,
    'apply',
    ...places,
    '--payload',
    join(directory, 'payload'),
    '--retain',
    'none',
    '--unproven',
  ];
};

const lineAt = ({ lines }: Cost, start: RegExp): number => {
  const found = lines.find(({ text }) => start.test(text));
  if (found === undefined) throw new Error(`no line ${start} in ${JSON.stringify(lines)}`);
  return found.atMs;
};

/** From the plan to the report that all is exchanged, and from the audit to the end: the removal of the old tree. */
const phases: Record<string, (cost: Cost) => number> = {
  staged: (cost) => lineAt(cost, /^staged /) - lineAt(cost, /^planned /),
  'read back': (cost) => lineAt(cost, /^verified /) - lineAt(cost, /^staged /),
  exchanged: (cost) => lineAt(cost, /^exchanged +bench /) - lineAt(cost, /^verified /),
  removed: (cost) => cost.wallMs - lineAt(cost, /^audited /),
};

const applierMs = (cost: Cost): number =>
  Object.values(phases).reduce((sum, phaseMs) => sum + phaseMs(cost), 0);

type Side = 'bootswap' | 'script';
type Measured = Record<Side, Cost[]> & { bound: Bound };

const checkBound = (each: CostCase, { changed }: Bound): void => {
  const wanted = changedPaths(each).toSorted().join();
  if (changed.join() !== wanted)
    throw new Error(`${each.name}: changed are ${changed.join()}, not ${wanted}`);
};

const measure = async (each: CostCase, disks: CostDisks, directory: string): Promise<Measured> => {
  await mkdir(directory);
  await makeCostPayload(each, directory);
  const commands = { script: scriptFor(each, directory), bootswap: applyFor(directory) };
  const costs: Record<Side, Cost[]> = { script: [], bootswap: [] };
  let bound: Bound | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of ['script', 'bootswap'] as const) {
      costs[side].push(await measureCost({ command: commands[side], disks, directory }));
      if (round > 0) continue;
      bound = await boundOf(disks.espImage, espAfter(directory));
      checkBound(each, bound);
    }
  }
  return { ...costs, bound: bound ?? { bytes: 0, changed: [] } };
};

const medianOf = (costs: readonly Cost[], value: (cost: Cost) => number): number => median(costs.map(value));
const bytesText = (bytes: number): string => `${bytes.toLocaleString('en').replaceAll(',', ' ')} B`;
const msText = (ms: number): string => `${ms.toFixed(0)} ms`;

const NOTE = `Each side runs in a guest of its own, with nothing cached, on the same 512 MiB of FAT32 with clusters of 4 KiB, ${ROUNDS}
times in turn; medians. Bytes and flushes are what the kernel gave the ESP's disk from after the mount until after the unmount
(/sys/block), with no recorder in between; the disk is a file on this machine's own disk, where writing costs next to nothing
and a flush is its fsync. \`--retain none\`, so that both sides remove the replaced tree. The lower bound is the clusters of the
files whose bytes changed, looked up in the FAT before and after: no FAT sector and no directory is in it. The goal against it
is 1.05 times plus 64 KiB, hence another ratio in each case. The script copies through one small buffer; the one of the crash
laboratory reads whole files into memory, takes two to three times as long in this guest, and would have flattered us.

The goal for time is judged by the time of the swap: from the signed plan to the report that all is exchanged (recovery under
the lock, compare, stage, flush, read back, exchange, flush, compare), and from the audit's end to the command's (the removal of
the old tree); against all of the script. That is the work that both do, with the flushing and verifying that only we do. The whole
command starts Node, digests the payload and the ESP, plans, signs and audits besides, none of which the script does, in a guest
where the first touch of each page of memory takes 0.2 ms. The last row of each case says where the time of the swap goes:
\`staged\` holds the recovery, the compare, the copy and the flush, and, where the payload's files are not staged from where they
lie, their copy into the state directory, flushed one by one; \`removed\` holds the look at the device that precedes a deletion.
Small times suffer more than large ones when the machine is busy`;

const byteRows = (name: string, { bootswap, script, bound }: Measured): Row[] => {
  const bytes = medianOf(bootswap, ({ espBytes }) => espBytes);
  const scriptBytes = medianOf(script, ({ espBytes }) => espBytes);
  const share = scriptBytes * SCRIPT_SHARE > bound.bytes ? SCRIPT_SHARE : null;
  return [
    {
      what: `${name}: bytes written`,
      measured: bytesText(bytes),
      against: `clusters that must change: ${bytesText(bound.bytes)}`,
      ratio: bytes / bound.bytes,
      goal: Math.floor((BOUND_FACTOR + BOUND_EXTRA_BYTES / bound.bytes) * 10_000) / 10_000,
      note: NOTE,
    },
    {
      what: `${name}: bytes written`,
      measured: bytesText(bytes),
      against: `script: ${bytesText(scriptBytes)}`,
      ratio: bytes / scriptBytes,
      goal: share,
    },
  ];
};

const countRows = (name: string, { bootswap, script }: Measured): Row[] => {
  const flushes = (costs: readonly Cost[]): string => String(medianOf(costs, ({ espFlushes }) => espFlushes));
  const stateBytes = medianOf(bootswap, (cost) => cost.stateBytes);
  const stateFlushes = medianOf(bootswap, (cost) => cost.stateFlushes);
  return [
    {
      what: `${name}: flushes`,
      measured: flushes(bootswap),
      against: `script: ${flushes(script)}`,
      ratio: null,
      goal: null,
    },
    {
      what: `${name}: state directory (ext4), whole command`,
      measured: `${bytesText(stateBytes)}, ${stateFlushes} flushes`,
      against: 'script: none',
      ratio: null,
      goal: null,
    },
  ];
};

const timeRows = (name: string, { bootswap, script }: Measured): Row[] => {
  const scriptMs = medianOf(script, ({ wallMs }) => wallMs);
  const sides = [
    { what: 'time of the swap', ms: medianOf(bootswap, applierMs), goal: WALL_FACTOR },
    { what: 'time of the whole command', ms: medianOf(bootswap, ({ wallMs }) => wallMs), goal: null },
  ];
  return sides.map(({ what, ms, goal }) => ({
    what: `${name}: ${what}`,
    measured: msText(ms),
    against: `script: ${msText(scriptMs)}`,
    ratio: ms / scriptMs,
    goal,
  }));
};

const phaseRow = (name: string, { bootswap }: Measured): Row => {
  const parts = Object.entries(phases).map(
    ([phase, phaseMs]) => `${phase} ${msText(medianOf(bootswap, phaseMs))}`,
  );
  return {
    what: `${name}: time of the swap, by phase`,
    measured: parts.join(', '),
    against: '',
    ratio: null,
    goal: null,
  };
};

const rowsOf = ({ name }: CostCase, measured: Measured): Row[] => [
  ...byteRows(name, measured),
  ...countRows(name, measured),
  ...timeRows(name, measured),
  phaseRow(name, measured),
];

/** Nothing where there is no laboratory. */
export const benchCost = async (): Promise<Row[]> => {
  if (whyNoGuest() !== undefined) return [];
  return withScratch(async (work) => {
    const disks = await makeCostDisks(work);
    const rows: Row[] = [];
    for (const [index, each] of costCases.entries())
      rows.push(...rowsOf(each, await measure(each, disks, join(work, `case-${index}`))));
    return rows;
  });
};
