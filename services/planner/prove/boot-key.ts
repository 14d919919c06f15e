/** What tells hosts apart that boot in different ways, and only that: of 10 000 alike one is judged. Pure. */
import { bootFileKind, bootNumberOf, entryPaths, firmwareFrom } from '../../../lib/uefi/index.ts';
import type { BootTree, Firmware } from '../../../lib/uefi/index.ts';
import type { FileChange, HostFacts } from '../../../lib/wire/types.ts';
import type { TreeChanges } from '../plan/changes.ts';

/** As if every file were there: an entry for any volume counts where its file is, which differs from state to state. */
const fullTree: BootTree = {
  find: (path) => ({ path, file: { kind: 'other' } }),
  directoriesIn: () => [],
  filesIn: () => [],
  all: [],
};

export const partUuidOf = ({ esp }: Pick<HostFacts, 'esp'>): string | undefined =>
  esp.partitionUuid === '' ? undefined : esp.partitionUuid;

/** What cannot be read of entries that firmware never tries has no say. */
const isTried = (variable: string, { bootOrder, bootNext }: Firmware): boolean => {
  const number = bootNumberOf(variable);
  return number === null || number === bootNext || (bootOrder ?? [number]).includes(number);
};

type BootFacts = Pick<HostFacts, 'firmware' | 'bootFiles' | 'kernels' | 'esp'>;

/**
 * Equal for hosts whose firmware trusts the same and comes to the ESP by the same ways. Boot variables themselves differ
 * from host to host, by the partition's GUID if by nothing else. Null without firmware.
 */
export const bootKeyOf = (facts: BootFacts): string | null => {
  const { firmware, bootFiles, kernels } = facts;
  if (firmware === null) return null;
  const { machine, trustSha256, bootVariables } = firmware;
  const own = firmwareFrom(new Map(bootVariables.map(({ name, data }) => [name, data])));
  const entries = entryPaths(own, { tree: fullTree, machine, partUuid: partUuidOf(facts) });
  return JSON.stringify([
    machine,
    trustSha256,
    entries,
    own.secureBoot,
    own.problems.filter(({ variable }) => isTried(variable, own)),
    bootFiles.map(({ sha256, reader, evidenceSha256 }) => [sha256, reader, evidenceSha256]),
    kernels.map(({ path, sha256 }) => [path, sha256]),
  ]);
};

/** A file that no verdict looks into counts by its name and by whether it changes: grub.cfg is every host's own. */
const changeKey = ({ path, action, beforeSha256, afterSha256 }: FileChange): string[] =>
  bootFileKind(path) === 'other'
    ? [path, action, beforeSha256 === '' ? 'new' : '']
    : [path, action, beforeSha256, afterSha256];

/** Equal where the same candidates come of the changes, and the same verdicts of their states. */
export const changesKeyOf = ({ changes, tree }: TreeChanges): string =>
  JSON.stringify([changes.map(changeKey), [...tree.directories.values()]]);
