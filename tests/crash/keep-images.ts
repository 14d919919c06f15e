/** The disks behind a row's failures, to look at with other tools. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECTOR_BYTES } from '../lab/crash/sector-image.ts';
import type { RecoveredState } from './recover-in-guest.ts';
import type { ScenarioResult } from './scenario.ts';

const imageOf = ({ recording, bench }: ScenarioResult, overlay: Uint32Array): Buffer => {
  const image = Buffer.from(recording.base);
  for (let at = 0; at < overlay.length; at += 2)
    image.set(bench.store.contentOf(overlay[at + 1] ?? 0), (overlay[at] ?? 0) * SECTOR_BYTES);
  return image;
};

/** `<n>-before.img` and `<n>-after.img` of each, the whole disk with the state directory behind the ESP. */
export const keepImages = async (
  result: ScenarioResult,
  states: readonly RecoveredState[],
  directory: string,
): Promise<void> => {
  await mkdir(directory, { recursive: true });
  for (const [number, { state, overlay }] of states.entries()) {
    await writeFile(join(directory, `${number}-before.img`), imageOf(result, state.overlay));
    await writeFile(join(directory, `${number}-after.img`), imageOf(result, overlay));
  }
};
