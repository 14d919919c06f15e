/** Allocates the staged directory entry after the live entry, in the same sector (invariants 2 and 3 in docs/power-loss.md). */
import { open } from 'node:fs/promises';
import {
  deviceOf,
  entryNamed,
  isSameSector,
  planSteering,
  predictSlot,
  readDirectory,
  slotMapOf,
  withVolume,
} from '../../../lib/esp/fat/index.ts';
import type { Placement, SteeringPlan, SwapNames } from '../../../lib/esp/fat/index.ts';
import { describeMount, joinEsp, slotsFor } from '../../../lib/esp/index.ts';
import { hasCode } from '../../../lib/errors.ts';
import { readVfatNames } from '../../../lib/sys/index.ts';
import { createFillers, removeFillers } from './fillers.ts';
import { HealError } from './heal-error.ts';

export type PlacementReport = Placement & {
  /** Placeholder entries were used. */
  steered: boolean;
};

const SLOT_BYTES = 32;

type Look = {
  /** Null if there is no live entry. */
  plan: SteeringPlan | null;
  sectorBytes: number;
};

const noSlot = ({ parent, stage }: SwapNames): HealError =>
  new HealError(
    'NO_SLOT',
    `${parent === '' ? 'the root directory' : parent} has no free entry for ${stage}, and a live directory must not grow`,
  );

/** Reads the directory as it will be written, from the page cache of the device. */
const lookRaw = async (espRoot: string, names: SwapNames): Promise<Look> => {
  const device = await deviceOf(await describeMount(espRoot));
  return withVolume(device, async (volume) => {
    const { sectorBytes } = volume.geometry;
    const directory = await readDirectory(volume, names.parent);
    const live = entryNamed(directory, names.live);
    const map = slotMapOf(directory, volume.geometry);
    const needed = slotsFor(names.stage);
    const plan = live && planSteering(map, { live: live.slot.index, needed });
    if (plan === null && predictSlot({ ...map, canGrow: false }, { needed }) === null) throw noSlot(names);
    return { plan, sectorBytes };
  });
};

/** Null if there is no device (tmpfs), or no permission to read it. */
const lookIfPossible = async (espRoot: string, names: SwapNames): Promise<Look | null> => {
  try {
    return await lookRaw(espRoot, names);
  } catch (error) {
    if (['NO_DEVICE', 'EACCES', 'EPERM'].some((code) => hasCode(error, code))) return null;
    throw error;
  }
};

const parentPath = (espRoot: string, { parent }: SwapNames): string =>
  parent === '' ? espRoot : joinEsp(espRoot, parent);

/**
 * The positions of a swap's entries, as the mounted vfat gives them. Null unless both exist.
 * @throws {SystemError} ENOTTY if this is no vfat; Node's error: ENOENT, EIO
 */
export const placementOnEsp = async (
  espRoot: string,
  names: SwapNames,
  { sectorBytes }: { sectorBytes: number },
): Promise<Placement | null> => {
  const handle = await open(parentPath(espRoot, names), 'r');
  try {
    const all = readVfatNames(handle.fd);
    const slotOf = (name: string): number | null => {
      const isNamed = (entry: { name: string }): boolean => entry.name.toUpperCase() === name.toUpperCase();
      const found = all.find(isNamed);
      return found === undefined ? null : found.shortOffset / SLOT_BYTES;
    };
    const [live, stage] = [slotOf(names.live), slotOf(names.stage)];
    if (live === null || stage === null) return null;
    const isSame = isSameSector(live, stage, sectorBytes / SLOT_BYTES);
    return { sector: isSame ? 'same' : 'other', order: stage > live ? 'behind' : 'before' };
  } finally {
    await handle.close();
  }
};

const withFillers = async (directory: string, count: number, create: () => Promise<void>): Promise<void> => {
  const fillers = await createFillers(directory, count);
  try {
    await create();
  } finally {
    await removeFillers(fillers);
  }
};

/**
 * Creates the stage in its place: `create` makes its directory entry and nothing else (mkdir, or an empty file).
 * Meanwhile, placeholder entries fill the free slots before that place. They are always deleted afterwards; a crash may leave
 * some, which are empty and which `isFillerName` recognises. If the place is not free, the stage takes any slot, and the
 * report says so. Call it before the barrier that makes the stage durable, so that placeholders are seldom written.
 * @returns null if the device cannot be read, or there is no live entry
 * @throws {HealError} NO_SLOT, before anything is created; what `create` throws; Node's error; {FatError}
 */
export const createStagePlaced = async (
  espRoot: string,
  names: SwapNames,
  create: () => Promise<void>,
): Promise<PlacementReport | null> => {
  const look = await lookIfPossible(espRoot, names);
  const fillers = look?.plan?.fillers ?? 0;
  await withFillers(parentPath(espRoot, names), fillers, create);
  const placement = look === null ? null : await placementOnEsp(espRoot, names, look);
  return placement === null ? null : { ...placement, steered: fillers > 0 };
};
