import { filePathOf } from './device-path.ts';
import type { DevicePath } from './device-path.ts';
import type { NodeMeaning } from './device-path-node.ts';
import { LOAD_OPTION_ACTIVE, LOAD_OPTION_HIDDEN, isMasked, startedPath } from './load-option.ts';
import type { LoadOption } from './load-option.ts';

/** A Boot#### variable: `number` 4 of `Boot0004`. */
export type BootEntry = { number: number; option: LoadOption };

/**
 * What an entry starts from one ESP. `path` in the form of ESP paths; null is the removable path
 * (EFI/BOOT/BOOTX64.EFI). `via`: it names that `partition`; a file on `any-volume`; or a `device` that may be the one
 * with this ESP.
 */
export type BootTarget = {
  number: number;
  description: string;
  isActive: boolean;
  isHidden: boolean;
  via: 'partition' | 'any-volume' | 'device';
  path: string | null;
  optionalData: Uint8Array;
};

/** MAC, IPv4, IPv6, URI, Wi-Fi, DNS, Bluetooth, infiniband: nothing on a disk (UEFI 2.11, 10.3.4). */
const NETWORK_SUBTYPES: ReadonlySet<number> = new Set([0x09, 0x0b, 0x0c, 0x0d, 0x18, 0x1b, 0x1c, 0x1e, 0x1f]);

/** True if the nodes before a file name lead to hardware that may hold a volume. */
const isDisk = (path: DevicePath): boolean => {
  const last = path.findLast(({ meaning }) => meaning?.kind !== 'file' && meaning?.kind !== 'end');
  if (last === undefined) return false;
  if (path.some(({ type, subtype }) => type === 3 && NETWORK_SUBTYPES.has(subtype))) return false;
  return last.type === 1 || last.type === 3;
};

type Where = Pick<BootTarget, 'via' | 'path'>;

const whereOf = (path: DevicePath, partUuid: string): Where | null => {
  const meanings = path.flatMap(({ meaning }) => (meaning === null ? [] : [meaning]));
  const partition = meanings.find(
    (meaning): meaning is Extract<NodeMeaning, { kind: 'hard-drive' }> => meaning.kind === 'hard-drive',
  );
  const file = filePathOf(path);
  if (partition !== undefined)
    return partition.partUuid === partUuid.toLowerCase() ? { via: 'partition', path: file } : null;
  if (path[0]?.meaning?.kind === 'file') return { via: 'any-volume', path: file };
  return isDisk(path) ? { via: 'device', path: file } : null;
};

/**
 * The entries that start, or may start, something from the ESP with this PARTUUID (a GPT partition's GUID, or
 * `<disk signature>-<number>`), in the order given. Only the identity of the partition counts: start and size in an
 * entry may be stale, and firmware does not look at them either.
 */
export const bootTargets = (entries: readonly BootEntry[], partUuid: string): BootTarget[] =>
  entries.flatMap(({ number, option }) => {
    const path = startedPath(option);
    const where = path === null ? null : whereOf(path, partUuid);
    if (where === null) return [];
    const has = (flag: number): boolean => (option.attributes & flag) !== 0;
    return [
      {
        number,
        description: option.description,
        isActive: has(LOAD_OPTION_ACTIVE) && !isMasked(option),
        isHidden: has(LOAD_OPTION_HIDDEN) || isMasked(option),
        optionalData: option.optionalData,
        ...where,
      },
    ];
  });
