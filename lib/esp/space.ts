/** What names and trees take on FAT, reckoned. Pure. */

/** Clusters of a file of this size; an empty file has none. */
export const clustersFor = (sizeBytes: bigint, clusterBytes: number): bigint => {
  const cluster = BigInt(clusterBytes);
  return (sizeBytes + cluster - 1n) / cluster;
};

const SLOT_BYTES = 32;
const UNITS_PER_SLOT = 13;
const UPPER_8_3 = /^[A-Z0-9_$%'\-@~`!(){}^#&]{1,8}(\.[A-Z0-9_$%'\-@~`!(){}^#&]{1,3})?$/;

/**
 * Directory slots that a name takes: one if it is a plain upper-case 8.3 name, else one more for each 13 UTF-16
 * units. That is what `shortname=mixed`, the kernel's default, stores; `winnt` may store less.
 */
export const slotsFor = (name: string): number =>
  UPPER_8_3.test(name) ? 1 : 1 + Math.ceil(name.length / UNITS_PER_SLOT);

/** Bytes that a sub-directory with entries of these names takes, `.` and `..` included. */
export const directoryBytes = (names: readonly string[]): number =>
  SLOT_BYTES * names.reduce((slots, name) => slots + slotsFor(name), 2);

type SizedFile = { path: string; sizeBytes: bigint };

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const namesByDirectory = (paths: readonly string[]): Map<string, string[]> => {
  const names = new Map<string, string[]>();
  for (const path of paths) {
    const list = names.get(parentOf(path));
    if (list === undefined) names.set(parentOf(path), [nameOf(path)]);
    else list.push(nameOf(path));
  }
  return names;
};

export type TreeLayout = {
  files: readonly SizedFile[];
  directories: readonly string[];
  clusterBytes: number;
};

/**
 * Bytes, in whole clusters, that a tree takes on FAT: its files, and each of the listed directories with an entry for
 * every file and directory right below it (an empty directory takes one cluster). The entry of the tree's own top
 * is in its parent and is not counted.
 */
export const treeClusterBytes = ({ files, directories, clusterBytes }: TreeLayout): bigint => {
  const names = namesByDirectory([...files.map((file) => file.path), ...directories]);
  const ofFiles = files.reduce((sum, file) => sum + clustersFor(file.sizeBytes, clusterBytes), 0n);
  const ofDirectories = directories.reduce(
    (sum, path) => sum + clustersFor(BigInt(directoryBytes(names.get(path) ?? [])), clusterBytes),
    0n,
  );
  return (ofFiles + ofDirectories) * BigInt(clusterBytes);
};
