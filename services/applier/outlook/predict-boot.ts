/** Predicts whether this host boots along a sequence of exchanges, from its present ESP and variables. */
import { describeMount, partitionUuidOf } from '../../../lib/esp/index.ts';
import { messageOf } from '../../../lib/errors.ts';
import type { PlanSide } from '../../../lib/host/index.ts';
import type { BootFiles } from '../../../lib/uefi/index.ts';
import type { Swap } from '../../../lib/wire/types.ts';
import type { ApplierDeps } from '../context.ts';
import { outlookOf } from './decide-outlook.ts';
import type { Move, Outlook, OutlookOptions } from './decide-outlook.ts';
import { readOwnFirmware } from '../host-boot.ts';
import type { EspLock } from '../esp/lock.ts';
import { stagePathOf } from '../esp/names.ts';
import { readLiveFiles, readMove } from './read-boot-files.ts';

/** Swaps whose stage holds `side`, in the order in which they would be exchanged. */
export type Way = { side: PlanSide; swaps: readonly Swap[] };

/** Shims mirror what they bring along into variables, and which of them all has run last is not known. */
const withStaged = (live: BootFiles, moves: readonly Move[], { swaps }: Way): BootFiles => {
  const staged = moves.flatMap(({ files }, index) => {
    const swap = swaps[index];
    return swap === undefined
      ? []
      : [...files].map(([path, file]) => [`${stagePathOf(swap)}/${path}`, file] as const);
  });
  return new Map([...live, ...staged]);
};

const optionsOf = async ({ espRoot, hostBoot, log }: ApplierDeps): Promise<OutlookOptions | null> => {
  const own = await readOwnFirmware(hostBoot, log);
  if (own === null) return null;
  const partUuid = (await partitionUuidOf(await describeMount(espRoot))) ?? undefined;
  const { machine } = hostBoot;
  return { firmware: own.firmware, machine, partUuid, kernels: await hostBoot.readKernels(espRoot) };
};

const unknown = (detail: string): Outlook => ({ answer: 'unknown', detail });

/**
 * Judges each tree along the way, none of which is live yet. A file that cannot be read makes it `unknown`. Never throws.
 * Every stage on the way must be complete and safe to look up.
 */
export const foretell = async (
  way: Way,
  { deps, lock }: { deps: ApplierDeps; lock: EspLock },
): Promise<Outlook> => {
  try {
    const options = await optionsOf(deps);
    if (options === null) return unknown('the firmware variables of this host cannot be read');
    const live = await readLiveFiles(deps.espRoot, lock.unsafe);
    const moves: Move[] = [];
    for (const swap of way.swaps) moves.push(await readMove(deps.espRoot, swap, way.side));
    return outlookOf(live, moves, { ...options, previous: withStaged(live, moves, way) });
  } catch (error) {
    return unknown(`the files on the ESP cannot be judged: ${messageOf(error)}`);
  }
};
