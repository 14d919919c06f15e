import { isStageName } from '../../esp/fat-names.ts';
import type { BootTree } from '../loader/boot-tree.ts';
import { bootVariableName } from '../firmware/efi-variable.ts';
import type { Firmware } from '../firmware/firmware.ts';
import { machineName } from './firmware-rule.ts';
import { bootTargets } from '../firmware/load-option-target.ts';
import type { BootEntry, BootTarget } from '../firmware/load-option-target.ts';
import { startedPath } from '../firmware/load-option.ts';
import { utf16Text } from '../bytes/byte-reader.ts';

/** One way by which firmware may come to this ESP. `name`: `Boot0004`, `removable`, or `assumed`. */
export type EntryPath = {
  name: string;
  description: string;
  /** `next` is tried once and first, `order` one after the other, `removable` when all else failed. */
  turn: 'next' | 'order' | 'removable';
  path: string;
  /** It names no file: firmware tries the removable path, and skips the entry if that file is missing. */
  isRemovable: boolean;
  loadOptions: string;
};

export type EntryPaths = {
  paths: EntryPath[];
  /** Entries name several partitions and nothing says which one this is. */
  isPartitionUnknown: boolean;
};

export const removablePath = (machine: number): string =>
  `EFI/BOOT/BOOT${machineName(machine).toUpperCase()}.EFI`;

const partitionsOf = (entries: readonly BootEntry[]): string[] => {
  const uuids = entries.flatMap(({ option }) =>
    (startedPath(option) ?? []).flatMap(({ meaning }) =>
      meaning?.kind === 'hard-drive' && meaning.partUuid !== null ? [meaning.partUuid] : [],
    ),
  );
  return [...new Set(uuids)];
};

/** What was said, else the partition of the running boot, else the only one that any entry names. */
const partitionOf = ({ bootEntries, bootCurrent }: Firmware, named: string | undefined): string | null => {
  if (named !== undefined) return named;
  const current = partitionsOf(bootEntries.filter(({ number }) => number === bootCurrent));
  const all = partitionsOf(bootEntries);
  return current[0] ?? (all.length === 1 ? (all[0] ?? null) : null);
};

const entryPathOf = (target: BootTarget, turn: 'next' | 'order', machine: number): EntryPath => ({
  name: bootVariableName(target.number),
  description: target.description,
  turn,
  path: target.path ?? removablePath(machine),
  isRemovable: target.path === null,
  loadOptions: utf16Text(target.optionalData),
});

/** An entry for any volume is for another one if this has no such file. */
const isOfThisEsp = (target: BootTarget, tree: BootTree): boolean =>
  target.via !== 'any-volume' || (target.path !== null && tree.find(target.path) !== null);

/** Where no variables were captured, one for every shim: installers make one. */
const assumedPaths = (firmware: Firmware, tree: BootTree, machine: number): EntryPath[] => {
  if (firmware.secureBoot !== 'unknown' || firmware.bootEntries.length > 0) return [];
  const shims = tree
    .directoriesIn('EFI')
    // What an update keeps for a rollback is under a stage's name, and no installer has made an entry for it.
    .filter((name) => name.toLowerCase() !== 'boot' && !isStageName(name))
    .flatMap((name) => tree.find(`EFI/${name}/shim${machineName(machine)}.efi`) ?? []);
  return shims.map(({ path }) => ({
    name: 'assumed',
    description: 'assumed: no boot entries were captured, but installers make one',
    turn: 'order',
    path,
    isRemovable: false,
    loadOptions: '',
  }));
};

/**
 * Every way to this ESP, in the order in which firmware tries them: BootNext, the active entries of BootOrder, the
 * removable path (UEFI 2.11, 3.1 and 3.5.1). `partUuid` of the ESP, if it is known.
 */
export const entryPaths = (
  firmware: Firmware,
  { tree, machine, partUuid }: { tree: BootTree; machine: number; partUuid?: string | undefined },
): EntryPaths => {
  const partition = partitionOf(firmware, partUuid);
  const targets = bootTargets(firmware.bootEntries, partition ?? '').filter((target) =>
    isOfThisEsp(target, tree),
  );
  const take = (number: number, turn: 'next' | 'order'): EntryPath[] =>
    targets
      .filter((target) => target.number === number && (turn === 'next' || target.isActive))
      .map((target) => entryPathOf(target, turn, machine));
  const next = firmware.bootNext === null ? [] : take(firmware.bootNext, 'next');
  const ordered = (firmware.bootOrder ?? []).flatMap((number) => take(number, 'order'));
  const removable: EntryPath = {
    name: 'removable',
    description: '',
    turn: 'removable',
    path: removablePath(machine),
    isRemovable: true,
    loadOptions: '',
  };
  return {
    paths: [...next, ...ordered, ...assumedPaths(firmware, tree, machine), removable],
    isPartitionUnknown: partition === null && partitionsOf(firmware.bootEntries).length > 1,
  };
};
