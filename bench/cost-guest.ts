/** Runs one command on an ESP in a guest and says what it cost. */
import { copyFile, readFile } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { PERL } from '../tests/lab/guest/options.ts';
import { runInGuest } from '../tests/lab/guest/chosen.ts';
import { repoRoot } from '../tests/lab/tools.ts';
import type { CostDisks } from './cost-files.ts';

export const espPoint = '/run/esp';
export const statePoint = '/run/state';

export type Cost = {
  wallMs: number;
  espBytes: number;
  espFlushes: number;
  stateBytes: number;
  stateFlushes: number;
  /** What the command printed, and when. */
  lines: { atMs: number; text: string }[];
};

export type CostRun = {
  command: readonly string[];
  disks: CostDisks;
  /** Where the disks are copied to, and the payload lies. */
  directory: string;
};

const GUEST = join(repoRoot(), 'bench', 'cost-guest.pl');

const numbersOf = (text: string, what: string): [number, number] => {
  const [, first, second] = new RegExp(`^${what} (\\d+) (\\d+)$`, 'm').exec(text) ?? [];
  if (first === undefined || second === undefined)
    throw new Error(`no ${what} in the guest's results: ${text}`);
  return [Number(first), Number(second)];
};

const parseCost = (text: string): Cost => {
  const [wallMs, exitCode] = numbersOf(text, 'wall');
  if (exitCode !== 0) throw new Error(`the command ended with status ${exitCode}: ${text}`);
  const [espBytes, espFlushes] = numbersOf(text, 'esp');
  const [stateBytes, stateFlushes] = numbersOf(text, 'state');
  const lines = [...text.matchAll(/^line (\d+) (.*)$/gm)].map(([, atMs, line = '']) => ({
    atMs: Number(atMs),
    text: line,
  }));
  return { wallMs, espBytes, espFlushes, stateBytes, stateFlushes, lines };
};

/** Sparse files are copied as such, in no time where the file system can share their blocks. */
const freshDisk = async (from: string, to: string): Promise<string> => {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  return to;
};

export const espAfter = (directory: string): string => join(directory, 'esp.img');

/**
 * In a guest of its own, with nothing cached, on fresh copies of the disks; the ESP's can be looked at afterwards.
 * @throws {LabError} as `runInGuest`; an Error if the command failed
 */
export const measureCost = async ({ command, disks, directory }: CostRun): Promise<Cost> => {
  const image = await freshDisk(disks.espImage, espAfter(directory));
  const state = await freshDisk(disks.stateImage, join(directory, 'state.img'));
  const results = join(directory, 'results');
  const { exitCode, output } = await runInGuest({
    command: [PERL, GUEST, results, espPoint, statePoint, ...command],
    image,
    extraDisks: [state],
    // Leaves mounting to the command.
    isRecorded: true,
    memoryMiB: 1024,
    timeoutMs: 600_000,
    shares: [{ path: directory, isWritable: true }],
  });
  if (exitCode !== 0) throw new Error(`the guest's command ended with status ${exitCode}: ${output}`);
  return parseCost(await readFile(results, 'utf8'));
};
