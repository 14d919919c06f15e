import { open } from 'node:fs/promises';
import type { ContentStore } from '../lab/crash/sector-image.ts';
import { runsOf } from './work-image.ts';

/** Perl reads a run in one piece. */
const MAX_RUN_SECTORS = 2048;

const numbers = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, at) => bytes.writeBigUInt64LE(BigInt(value), 8 * at));
  return bytes;
};

const packState = (store: ContentStore, number: number, overlay: Uint32Array): Buffer => {
  const ids = new Map<number, number>();
  for (let at = 0; at < overlay.length; at += 2) ids.set(overlay[at] ?? 0, overlay[at + 1] ?? 0);
  const runs = runsOf([...ids.keys()], MAX_RUN_SECTORS);
  const parts = runs.flatMap(({ first, count }) => [
    numbers(first, count),
    ...Array.from({ length: count }, (_, at) => store.contentOf(ids.get(first + at) ?? 0)),
  ]);
  return Buffer.concat([numbers(number, runs.length), ...parts]);
};

/** Writes states for guest/driver.pl: number and runs, then for each run sector, sectors, and the bytes. */
export const writeStatePack = async (
  path: string,
  { store, states }: { store: ContentStore; states: readonly { number: number; overlay: Uint32Array }[] },
): Promise<void> => {
  const file = await open(path, 'w');
  try {
    for (const { number, overlay } of states) {
      const bytes = packState(store, number, overlay);
      await file.writeFile(bytes);
    }
  } finally {
    await file.close();
  }
};
