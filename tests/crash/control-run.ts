import { REMOVE_STAGES, swapScenario } from './control-scenarios.ts';
import type { SwapOptions } from './control-scenarios.ts';
import { runScenario } from './scenario.ts';
import { withSmallEsp } from './small-esp.ts';
import { rowOf } from './table.ts';
import type { RowDetails } from './table.ts';

/** A run that is wrong in one point, and how the laboratory has to see it. */
export type Control = SwapOptions & {
  name: string;
  mustBe: 'broken' | 'unrecovered' | 'proven';
  /** Recoveries; none where judging is enough. */
  maxRecovered: number;
};

export const CONTROLS: readonly Control[] = [
  { name: 'the same order in a plain script', order: 'proven', mustBe: 'proven', maxRecovered: 0 },
  { name: "bootupd's order: no barrier, no flush", order: 'bootupd', mustBe: 'broken', maxRecovered: 0 },
  { name: 'no barrier before the exchange', order: 'no-barrier', mustBe: 'broken', maxRecovered: 0 },
  {
    name: '`fsync(parent)` instead of `syncfs` after it',
    order: 'fsync-parent',
    mustBe: 'broken',
    maxRecovered: 0,
  },
  { name: 'deletion before the flush', order: 'delete-before-flush', mustBe: 'broken', maxRecovered: 0 },
  {
    name: 'recovery by `rm -r`, mounted dirsync',
    order: 'proven',
    mountOption: 'dirsync',
    recovery: REMOVE_STAGES,
    mustBe: 'unrecovered',
    maxRecovered: 120,
  },
];

export type ControlOutcome = { row: RowDetails; mustBe: Control['mustBe']; isSeen: boolean };

const isSeen = (mustBe: Control['mustBe'], { broken, unrecovered }: RowDetails): boolean => {
  if (mustBe === 'proven') return broken === 0;
  return mustBe === 'broken' ? broken > 0 : unrecovered > 0;
};

/** @throws {CrashError} {LabError} as `runScenario` */
export const runControl = async (
  { name, mustBe, maxRecovered, ...swap }: Control,
  options: { samples?: number; seed?: number } = {},
): Promise<ControlOutcome> => {
  let outcome: ControlOutcome | null = null;
  await withSmallEsp({}, async (esp) => {
    const scenario = { ...swapScenario(esp, swap), name };
    const directory = `${esp.directory}/run`;
    const row = rowOf(await runScenario(scenario, { ...options, directory, maxFscked: 0, maxRecovered }));
    outcome = { row, mustBe, isSeen: isSeen(mustBe, row) };
  });
  return outcome ?? Promise.reject(new Error(`the control ${name} has no result`));
};
