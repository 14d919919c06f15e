import type { FatDirectory } from './directory.ts';
import type { Placement } from './diagnose.ts';

/** Which slots of a directory are taken; what vfat goes by when it looks for room. */
export type SlotMap = {
  isUsed: readonly boolean[];
  /** Slots of one logical sector: 16 of 512 bytes. */
  slotsPerSector: number;
  /** False for the root directory of FAT12 and FAT16, which is full when it is full. */
  canGrow: boolean;
};

export type PredictedSlot = {
  /** Of the first slot; the 8.3 entry is the last of them. */
  index: number;
  /** The directory gets another cluster for it. */
  grows: boolean;
};

const SLOT_BYTES = 32;

export const slotMapOf = (
  { slots, canGrow }: Pick<FatDirectory, 'slots' | 'canGrow'>,
  { sectorBytes }: { sectorBytes: number },
): SlotMap => ({
  // Linux takes a slot for free by its first byte, wherever it stands, and reads on behind a never-used one.
  isUsed: slots.map(({ use }) => use === 'long' || use === 'short'),
  slotsPerSector: sectorBytes / SLOT_BYTES,
  canGrow,
});

/**
 * Where vfat puts a new entry: the first run of that many free slots from `from` on, or else the free ones at the end
 * and what more the directory grows by. Null if a directory that cannot grow has no room. (Linux fs/fat/dir.c,
 * fat_add_entries.)
 * @param needed slots, one for each 13 characters of a long name and one for the 8.3 name: see `slotsFor`
 */
export const predictSlot = (
  { isUsed, canGrow }: Pick<SlotMap, 'isUsed' | 'canGrow'>,
  { needed, from = 0 }: { needed: number; from?: number },
): PredictedSlot | null => {
  let free = 0;
  for (let index = from; index < isUsed.length; index += 1) {
    free = isUsed[index] === true ? 0 : free + 1;
    if (free === needed) return { index: index - needed + 1, grows: false };
  }
  return canGrow ? { index: isUsed.length - free, grows: true } : null;
};

/** Whether two slots of a directory are written together. Directory clusters begin with a sector. */
export const isSameSector = (a: number, b: number, slotsPerSector: number): boolean =>
  Math.floor(a / slotsPerSector) === Math.floor(b / slotsPerSector);

export type SteeringPlan = Placement & {
  /** The slot that the stage's 8.3 entry will take. */
  index: number;
  /** Free slots before it that must be taken while the stage is created. */
  fillers: number;
};

/** More than that are not worth their writes: four sectors full. */
const MAX_FILLERS = 64;

export type SteeringTarget = {
  /** Index of the live 8.3 entry. */
  live: number;
  /** Slots of the stage's name. */
  needed: number;
};

/**
 * Where to place the stage, and how: after the live entry, so that fsck.vfat -a never truncates the
 * live one of a cross-linked pair, and as near to it as possible, so that both are in one sector. What comes first after
 * the live entry is the nearest; every free slot before it has to be taken meanwhile. Never where the directory would have
 * to grow, neither for the stage nor for the fillers: a live directory must not. Null if there is no room.
 */
export const planSteering = (map: SlotMap, { live, needed }: SteeringTarget): SteeringPlan | null => {
  const describe = (index: number, fillers: number): SteeringPlan => ({
    index: index + needed - 1,
    fillers,
    sector: isSameSector(index + needed - 1, live, map.slotsPerSector) ? 'same' : 'other',
    order: index > live ? 'behind' : 'before',
  });
  const { isUsed } = map;
  const behind = predictSlot({ isUsed, canGrow: false }, { needed, from: live + 1 });
  const natural = predictSlot({ isUsed, canGrow: false }, { needed });
  if (natural === null) return null;
  if (behind === null || natural.index === behind.index) return describe(natural.index, 0);
  const fillers = isUsed.slice(0, behind.index).filter((used) => !used).length;
  return fillers <= MAX_FILLERS ? describe(behind.index, fillers) : describe(natural.index, 0);
};
