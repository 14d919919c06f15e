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

const NOTE = `Each side runs in its own guest, with nothing cached, on the same 512 MiB FAT32 file system with clusters of 4 KiB, ${ROUNDS}
times in turn; figures are medians. Bytes and flushes are what the kernel sent to the ESP's disk between mount and unmount
(/sys/block), without a recorder. The disk is a file on this machine's own disk, where writing costs almost nothing and a
flush is an fsync of that file. bootswap runs with \`--retain none\`, so that both sides delete the replaced tree. The lower bound is
the clusters of the files whose bytes changed, looked up in the FAT before and after; it counts no FAT sector and no directory. The
goal is 1.05 times this bound plus 64 KiB, so its ratio differs in each case. The script copies through one small buffer. The script
of the crash laboratory reads whole files into memory and takes two to three times as long in this guest, so comparing with it would
flatter bootswap.

The goal for time covers the swap: from the signed plan to the report that all is exchanged (recovery under the lock, compare,
stage, flush, read back, exchange, flush, compare), plus the deletion of the old tree after the audit. It is compared with the whole
script. Both do this work, but only bootswap flushes and verifies. The whole command also starts Node, digests the payload and
the ESP, plans, signs and audits, in a guest where the first access to each page of memory takes 0.2 ms. The last row of each case
splits the time of the swap: \`staged\` is recovery, compare, copy and flush, and the copy of payload files into the state directory if
they cannot be staged from their source; \`removed\` includes the scan of the device before a deletion. Short times suffer more than
long ones when the machine is busy`;

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
