/** Has the stage's directory entry lie in the sector of the live one, behind it, wherever that can be. */
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
  /** Fillers were used. */
  steered: boolean;
};

const SLOT_BYTES = 32;

type Look = {
  /** Null if there is nothing live to lie behind. */
  plan: SteeringPlan | null;
  sectorBytes: number;
};

const noSlot = ({ parent, stage }: SwapNames): HealError =>
  new HealError(
    'NO_SLOT',
    `${parent === '' ? 'the root directory' : parent} has no free entry for ${stage}, and a live directory must not grow`,
  );

/** The directory as it will be written, from the page cache of the device. */
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

/** Null where there is no device to look at (tmpfs), or no right to. */
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
 * How the entries of a swap lie, asked of the mounted vfat itself. Null unless both are there.
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
 * Creates the stage where it should lie: `create` makes its directory entry and nothing else (mkdir, or an empty file).
 * Fillers take the free slots before that place meanwhile, and are gone afterwards in any case; a crash may leave some,
 * empty ones, named as `isFillerName` tells. Where the place cannot be had, the stage is created as it comes, and the
 * report says so. Call it before the barrier that makes the stage durable, so that the fillers need never be written.
 * @returns null if the device cannot be looked at, or there is nothing live to lie behind
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
