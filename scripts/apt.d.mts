/** Without a version it is the newest that apt knows. */
export type Wanted = { name: string; version?: string };
export class AptError extends Error {
  code: 'APT_MISSING' | 'APT_NO_LISTS' | 'APT_NO_ARCHITECTURE' | 'APT_DOWNLOAD_FAILED' | 'APT_UNSOLVABLE';
}
/** The lists that every apt of this process uses: the machine's, or our own in the cache. */
export const listsDirectory: () => string;
/** From now on every apt of this process knows the packages of `arch` (Debian's name) and only those. Throws AptError. */
export const useArchitecture: (cacheDir: string, arch: string) => Promise<void>;
/** What installing these would bring, with all that they need and this machine lacks. Throws AptError. */
export const neededFor: (...names: string[]) => Promise<Required<Wanted>[]>;
export const parseSimulation: (text: string) => Required<Wanted>[];
/** Fetches into a directory, by apt, which checks the digests; gives the paths of the .deb files. Throws AptError. */
export const downloadDebs: (wanted: readonly Wanted[], directory: string) => Promise<string[]>;
/** Puts the files of .deb files into one tree. Throws AptError. */
export const unpackDebs: (debs: readonly string[], tree: string) => Promise<void>;
